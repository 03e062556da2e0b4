"""The shape of the code, held by reading its syntax trees. Each check is also shown to fail."""

from __future__ import annotations

import ast
import re
import shutil
import subprocess
import sys
import tomllib
from collections import defaultdict
from pathlib import Path, PurePosixPath

import pytest

ROOT = Path(__file__).resolve().parent.parent
PACKAGES = ("geo", "projects", "layers", "views")
SOURCES = sorted(
    path.relative_to(ROOT)
    for pattern in (
        "app.py",
        "server.py",
        "cli*.py",
        *(f"{package}/**/*.py" for package in PACKAGES),
    )
    for path in ROOT.glob(pattern)
)
RANK = {"geo": 0, "projects": 1, "layers": 2, "views": 3, "app": 4, "server": 4}
RANK |= {"cli": 4, "cli_boundaries": 4, "cli_common": 4, "cli_import": 4, "cli_sums": 4}
RANK |= {"cli_brief": 4, "cli_export": 4, "cli_filters": 4, "cli_review": 4, "cli_users": 4}
RANK |= {"cli_drafts": 4}
NOT_FOR_CLI = {"views", "app", "server"}
AT_HOME = {
    "streamlit": ("app.py", "server.py", "views/*"),
    "starlette": ("server.py",),
    "streamlit_folium": ("views/*",),
    "folium": ("layers/webmap.py",),
    "branca": ("layers/webmap.py",),
    "jinja2": ("layers/webmap.py",),
    "matplotlib": ("layers/briefing/*",),
    "pptx": ("layers/handouts/slide*.py",),
    "docx": ("layers/handouts/letter.py",),
    "altair": ("layers/barchart.py",),
    "sqlalchemy": ("projects/registry.py", "projects/store/*"),
    "lxml": ("projects/formats/*", "layers/formats/xlsx.py"),
    "pypdfium2": ("projects/formats/*",),
    "pyogrio": ("geo/boundaries.py", "layers/geopackage.py", "layers/formats/*"),
}
DISTRIBUTION = {"opencc": "OpenCC", "sqlalchemy": "SQLAlchemy", "argon2": "argon2-cffi"}
DISTRIBUTION |= {"docx": "python-docx", "pptx": "python-pptx"}
LONGEST_FILE = 400
READS_OR_STARTS = {
    *("open", "read_text", "read_bytes", "read_csv", "read_parquet", "read_file", "read_json"),
    *("load", "loads", "connect", "create_engine", "getenv", "urlopen", "run", "Popen", "now"),
    *("today", "mkdir", "glob", "rglob", "iterdir", "listdir", "scandir", "exists", "find_spec"),
    *("from_environment", "OpenCC", "entry_points"),
}
QUIET_CALLS = {"add_typer"}


def imports(tree: ast.AST) -> list[tuple[str, int]]:
    """Every imported module with its line, wherever in the file it stands."""
    found = []
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            found += [(alias.name, node.lineno) for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            found.append(("." * node.level + (node.module or ""), node.lineno))
    return found


def upward_imports(path: PurePosixPath, tree: ast.Module) -> list[str]:
    mine = path.parts[0].removesuffix(".py")
    faults = []
    for module, line in imports(tree):
        top = module.split(".")[0]
        if module.startswith("."):
            faults.append(f"{path}:{line} imports relatively")
        elif RANK.get(top, -1) > RANK[mine] or (mine.startswith("cli") and top in NOT_FOR_CLI):
            faults.append(f"{path}:{line} imports {module}, which lies above it")
    return faults


def strayed_libraries(path: PurePosixPath, tree: ast.Module) -> list[str]:
    return [
        f"{path}:{line} imports {module}, which belongs to {' and '.join(homes)}"
        for module, line in imports(tree)
        if (homes := AT_HOME.get(module.split(".")[0]))
        and not any(path.match(home) for home in homes)
    ]


def called_name(call: ast.Call) -> str:
    if isinstance(call.func, ast.Attribute):
        return call.func.attr
    return call.func.id if isinstance(call.func, ast.Name) else ""


def is_guard(node: ast.If) -> bool:
    return ast.unparse(node.test) in {"TYPE_CHECKING", "__name__ == '__main__'"}


def work_at_import(path: PurePosixPath, tree: ast.Module) -> list[str]:
    """Loops, bare calls and anything that reads or starts something, outside every function."""
    faults = []

    def visit(body: list[ast.stmt]) -> None:
        for node in body:
            where = f"{path}:{node.lineno}"
            if isinstance(node, ast.ClassDef):
                visit(node.body)
            elif isinstance(node, (ast.For, ast.While, ast.With, ast.Try)):
                faults.append(f"{where} runs {type(node).__name__.lower()} at import")
            elif isinstance(node, ast.If) and not is_guard(node):
                faults.append(f"{where} decides at import")
            elif isinstance(node, ast.Expr) and isinstance(node.value, ast.Call):
                if called_name(node.value) not in QUIET_CALLS:
                    faults.append(f"{where} calls {ast.unparse(node.value.func)} at import")
            elif isinstance(node, (ast.Assign, ast.AnnAssign)) and node.value is not None:
                faults.extend(
                    f"{where} calls {called_name(call)} at import"
                    for call in ast.walk(node.value)
                    if isinstance(call, ast.Call) and called_name(call) in READS_OR_STARTS
                )

    visit(tree.body)
    return faults


def blunt_code(path: PurePosixPath, tree: ast.Module) -> list[str]:
    """Catch-alls that carry on, eval, and doors through which text could become code."""
    faults = []
    for node in ast.walk(tree):
        if isinstance(node, ast.ExceptHandler) and ast.unparse(node.body[-1]) != "raise":
            caught = ast.unparse(node.type) if node.type else "everything"
            if re.search(r"\b(Base)?Exception\b|^everything$", caught):
                faults.append(f"{path}:{node.lineno} catches {caught}")
        elif isinstance(node, ast.Call):
            if isinstance(node.func, ast.Name) and node.func.id in {"eval", "exec"}:
                faults.append(f"{path}:{node.lineno} calls {node.func.id}")
            faults += [
                f"{path}:{node.lineno} passes {keyword.arg}"
                for keyword in node.keywords
                if keyword.arg in {"unsafe_allow_html", "parse_html"}
            ]
    return faults


def environment_reads(path: PurePosixPath, tree: ast.Module) -> list[str]:
    """Settings come from projects/settings.py; but for the front doors nothing asks elsewhere."""
    if str(path) in {"projects/settings.py", "cli.py", "app.py"}:
        return []
    return [
        f"{path}:{node.lineno} reads the environment"
        for node in ast.walk(tree)
        if isinstance(node, ast.Attribute) and node.attr in {"environ", "getenv"}
    ]


def defined_names(tree: ast.Module) -> dict[str, bool]:
    """Top-level names; True for the module's own functions and classes."""
    names: dict[str, bool] = {}
    for node in ast.walk(tree):
        if isinstance(node, (ast.Import, ast.ImportFrom)):
            names.update(dict.fromkeys((a.asname or a.name for a in node.names), False))
    for node in tree.body:
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)):
            names[node.name] = True
        elif isinstance(node, ast.Assign):
            names.update(dict.fromkeys((ast.unparse(target) for target in node.targets), False))
        elif isinstance(node, ast.AnnAssign):
            names[ast.unparse(node.target)] = False
    return names


def dishonest_all(path: PurePosixPath, tree: ast.Module) -> list[str]:
    """Say what is public in the packages; the front doors offer nothing to import."""
    if len(path.parts) == 1:
        return []
    names = defined_names(tree)
    own = {name for name, is_own in names.items() if is_own and not name.startswith("_")}
    said = [
        ast.literal_eval(node.value)
        for node in tree.body
        if isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == "__all__"
    ]
    if not said:
        return [f"{path} has public names and no __all__"] if own else []
    faults = [f"{path} promises {name} and has none" for name in said[0] if name not in names]
    return faults + [f"{path} hides {name} from __all__" for name in sorted(own - set(said[0]))]


CHECKS = (
    upward_imports,
    strayed_libraries,
    work_at_import,
    blunt_code,
    environment_reads,
    dishonest_all,
)


def cycles(graph: dict[str, set[str]]) -> list[str]:
    """One line for each module that can be reached from itself."""

    def reached(start: str) -> set[str]:
        seen: set[str] = set()
        todo = list(graph[start])
        while todo:
            module = todo.pop()
            if module not in seen:
                seen.add(module)
                todo += graph.get(module, ())
        return seen

    return [f"{module} imports itself in a circle" for module in graph if module in reached(module)]


def module_name(path: PurePosixPath) -> str:
    return ".".join(path.with_suffix("").parts).removesuffix(".__init__")


def import_graph(trees: dict[PurePosixPath, ast.Module]) -> dict[str, set[str]]:
    """Module → project modules it needs when it is imported or called; types alone do not count."""
    known = {module_name(path) for path in trees}
    graph: dict[str, set[str]] = defaultdict(set)
    for path, tree in trees.items():
        for_types = {
            line
            for node in ast.walk(tree)
            if isinstance(node, ast.If) and ast.unparse(node.test) == "TYPE_CHECKING"
            for _, line in imports(node)
        }
        for node in ast.walk(tree):
            if not isinstance(node, (ast.Import, ast.ImportFrom)) or node.lineno in for_types:
                continue
            if isinstance(node, ast.ImportFrom):
                full = {f"{node.module}.{alias.name}" for alias in node.names}
                names = full if full <= known else {*full, node.module or ""}
            else:
                names = {alias.name for alias in node.names}
            graph[module_name(path)] |= known.intersection(names) - {module_name(path)}
    return dict(graph)


def undeclared(modules: set[str], dependencies: list[str]) -> set[str]:
    """Return imported third-party packages that pyproject.toml does not name."""
    named = {re.split(r"[<>=\[;! ]", line)[0].lower() for line in dependencies}
    outside = modules - set(sys.stdlib_module_names) - set(RANK)
    return {m for m in outside if DISTRIBUTION.get(m, m).lower().replace("_", "-") not in named}


def telling_text(text: str) -> list[str]:
    """Return what in a text tells of one machine or one package index."""
    folders = "|".join(("work", "root", "home"))
    addresses = "|".join(
        re.escape(word + rest)
        for word, rest in (
            ("--index", "-url"),
            ("--extra-index", "-url"),
            ("pypi", ".org/simple"),
            ("files.python", "hosted"),
            ("registry.npm", "js"),
        )
    )
    return re.findall(rf"(?<![\w.])/(?:{folders})/|{addresses}", text)


def parse(path: Path) -> ast.Module:
    return ast.parse((ROOT / path).read_text(encoding="utf-8"), str(path))


@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.__name__)
def test_code_keeps_to(check):
    faults = [fault for path in SOURCES for fault in check(PurePosixPath(path), parse(path))]
    assert not faults, "\n".join(faults)


@pytest.mark.parametrize(
    ("check", "path", "source", "fault"),
    [
        (upward_imports, "geo/a.py", "import projects.models", "lies above"),
        (upward_imports, "projects/a.py", "def f():\n    from layers import frame", "lies above"),
        (upward_imports, "cli.py", "import views.map", "lies above"),
        (upward_imports, "geo/a.py", "from . import models", "relatively"),
        (strayed_libraries, "layers/frame.py", "import streamlit as st", "belongs to app.py"),
        (strayed_libraries, "views/map.py", "from folium import Map", "layers/webmap.py"),
        (strayed_libraries, "geo/a.py", "def f():\n    import pyogrio.raw", "geo/boundaries.py"),
        (work_at_import, "geo/a.py", "NAMES = open('x').read()", "calls open"),
        (work_at_import, "geo/a.py", "class A:\n    B = {k: v for k, v in load()}", "calls load"),
        (work_at_import, "geo/a.py", "print(1)", "calls print"),
        (work_at_import, "geo/a.py", "for i in x:\n    pass", "runs for"),
        (work_at_import, "geo/a.py", "if x:\n    y = 1", "decides"),
        (blunt_code, "geo/a.py", "try:\n    x\nexcept (ValueError, Exception):\n    y", "catches"),
        (blunt_code, "geo/a.py", "try:\n    x\nexcept:\n    y", "catches everything"),
        (blunt_code, "geo/a.py", "eval('1')", "calls eval"),
        (blunt_code, "views/a.py", "st.markdown(x, unsafe_allow_html=True)", "unsafe_allow_html"),
        (environment_reads, "geo/a.py", "def f():\n    return os.environ['X']", "environment"),
        (dishonest_all, "geo/a.py", "__all__ = ['gone']", "promises gone"),
        (dishonest_all, "geo/a.py", "__all__ = []\ndef here(): ...", "hides here"),
        (dishonest_all, "geo/a.py", "def here(): ...", "no __all__"),
    ],
)
def test_a_breach_is_found(check, path, source, fault):
    assert fault in "\n".join(check(PurePosixPath(path), ast.parse(source)))


@pytest.mark.parametrize(
    ("path", "source"),
    [
        ("projects/a.py", "from geo.models import Place\nimport re\nX = re.compile('a')"),
        ("projects/registry.py", "import sqlalchemy"),
        ("views/deep/a.py", "import re"),
        ("app.py", "import streamlit\nfrom views import map\nif __name__ == '__main__':\n    go()"),
        ("cli.py", "import typer\napp = typer.Typer()\napp.add_typer(x)"),
        ("geo/a.py", "__all__ = ['A', 'f']\nA: int = 1\ndef f(): ...\ndef _g(): ..."),
        ("geo/a.py", "def _f():\n    try:\n        x\n    except OSError:\n        open(y)"),
        ("geo/a.py", "def _f():\n    try:\n        x\n    except BaseException:\n        raise"),
    ],
)
def test_good_code_passes(path, source):
    assert [f for check in CHECKS for f in check(PurePosixPath(path), ast.parse(source))] == []


def test_naming_a_command_loads_no_heavy_library():
    heavy = ("pandas", "geopandas", "pyarrow", "sqlalchemy", "streamlit", "folium")
    code = f"import sys, cli; print([name for name in {heavy} if name in sys.modules])"
    command = [sys.executable, "-c", code]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, check=True, text=True)
    assert done.stdout.strip() == "[]"


def test_no_cycle():
    trees = {PurePosixPath(path): parse(path) for path in SOURCES}
    assert cycles(import_graph(trees)) == []


def test_a_cycle_is_found():
    trees = {
        PurePosixPath("geo/a.py"): ast.parse("from geo.b import x"),
        PurePosixPath("geo/b.py"): ast.parse("def f():\n    from geo import a"),
        PurePosixPath("geo/c.py"): ast.parse("if TYPE_CHECKING:\n    import geo.d"),
        PurePosixPath("geo/d.py"): ast.parse("import geo.c"),
    }
    assert cycles(import_graph(trees)) == [
        "geo.a imports itself in a circle",
        "geo.b imports itself in a circle",
    ]


def test_every_import_is_declared_and_locked():
    modules = {name.split(".")[0] for path in SOURCES for name, _ in imports(parse(path))}
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert undeclared(modules, project["dependencies"]) == set()
    lock = (ROOT / "requirements.lock").read_text(encoding="utf-8").lower()
    pinned = set(re.findall(r"^([\w.-]+)==", lock, re.MULTILINE))
    named = {re.split(r"[<>=]", line)[0].lower() for line in project["dependencies"]}
    assert named - pinned == set()


def test_an_undeclared_import_is_found():
    modules = {"re", "geo", "opencc", "streamlit_folium", "requests"}
    assert undeclared(modules, ["OpenCC", "streamlit-folium>=0.2"]) == {"requests"}


@pytest.fixture(scope="module")
def tracked() -> list[Path]:
    """The files git knows or would add."""
    if shutil.which("git") is None or not (ROOT / ".git").exists():
        pytest.skip("not a git checkout: which files belong to it cannot be told")
    command = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    listed = subprocess.run(command, cwd=ROOT, capture_output=True, check=True, text=True)
    return [path for name in listed.stdout.split("\0") if name and (path := ROOT / name).is_file()]


def test_no_file_is_too_long(tracked):
    code = [path for path in tracked if path.suffix in {".py", ".js", ".css", ".html", ".sh"}]
    lengths = {path.relative_to(ROOT): len(path.read_bytes().splitlines()) for path in code}
    assert {path: n for path, n in lengths.items() if n > LONGEST_FILE} == {}


def test_no_text_tells_of_a_machine_or_an_index(tracked):
    telling = {}
    for path in tracked:
        content = path.read_bytes()
        if b"\0" not in content and (found := telling_text(content.decode("utf-8"))):
            telling[path.relative_to(ROOT)] = found
    assert telling == {}


def test_telling_text_is_found():
    slash, words = "/", "cd {0}work{0}x, {0}home{0}me, pip --index{1}url x, framework/work/a"
    assert len(telling_text(words.format(slash, "-"))) == 3


def test_every_front_door_is_installed():
    # A command in a file that the installation leaves out fails only where it is installed.
    listed = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    modules = {path.stem for path in SOURCES if path.parent == Path()}
    assert modules == set(listed["tool"]["setuptools"]["py-modules"])
