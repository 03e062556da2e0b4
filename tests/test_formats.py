"""One plan in every format is one plan; a bad file is one line, exit 1, and in no registry."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import hypothesis.strategies as st
import pytest
from hypothesis import given, settings
from typer.testing import CliRunner

import cli
from geo.gazetteer import Gazetteer
from projects.cleaning import clean
from projects.documents import READERS, build_document, load_text
from projects.extraction import extract_projects
from projects.quantities import find_quantities
from projects.readings import quantities_back
from projects.registry import Registry
from projects.script import fold, fold_signs
from projects.settings import Settings
from projects.targets import extract_targets
from tests.files_data import plain_docx, repacked
from tests.pdf_data import plan_pdf
from tests.plans_data import gazetteer

if TYPE_CHECKING:
    from typer.testing import Result

    from projects.models import Document, Project
    from projects.rules import Rejected

ROOT = Path(__file__).resolve().parent.parent
PLAN = """镇雄县能源发展实施方案
镇政发〔2024〕1号
一、重点项目
（一）电源。推进彝良县码湖抽水蓄能电站（180万千瓦）前期工作，建设云岭风电场，装机约10万千瓦。到2025年，全县光伏装机达到60万千瓦以上。
（二）园区。在镇雄县建设龙塘新材料产业园，新建500千伏青罗输变电工程。（县发改局牵头）
"""


def read(text: str, source: str = "plan.txt") -> Document:
    place = gazetteer().divisions.resolve("昭通市")
    return build_document(text, source=source, gazetteer=gazetteer(), place=place)


def told(found: tuple[Project, ...]) -> list[tuple[object, ...]]:
    return [
        (
            p.name,
            p.kind,
            [(q.value, q.unit) for q in p.capacity],
            p.counties,
            p.responsible,
            p.section,
        )
        for p in found
    ]


def projects(text: str, source: str = "plan.txt") -> tuple[Project, ...]:
    return extract_projects(read(text, source), gazetteer())


EXPECTED = told(projects(PLAN))


def test_the_plan_of_these_tests_says_enough():
    """Else what follows would hold of nothing."""
    assert [name for name, *_ in EXPECTED] == [
        "彝良县码湖抽水蓄能电站", "云岭风电场", "龙塘新材料产业园", "500千伏青罗输变电工程",
    ]  # fmt: skip
    assert next(counties for _, _, _, counties, *_ in EXPECTED) == ("530628",)
    assert len(extract_targets(read(PLAN), gazetteer())) == 1


def page(text: str) -> bytes:
    lines = "".join(f"<p>{line}</p>\n" for line in text.split("\n"))
    return f"<html><body><div class='nav'><a>首页</a></div>{lines}</body></html>".encode()


FILES = {
    ".txt": PLAN.encode(),
    ".text": PLAN.encode("gb18030"),
    ".md": "# {}".format(PLAN.replace("云岭", "**云岭**").replace("\n一、", "\n## 一、")).encode(),
    ".html": page(PLAN),
    ".htm": page(PLAN).decode().encode("gb18030"),
    ".docx": plain_docx(*PLAN.split("\n")),
    ".docm": plain_docx(*PLAN.split("\n")),
    ".pdf": plan_pdf([line for line in PLAN.split("\n") if line]),
}


@pytest.mark.parametrize("suffix", READERS)
def test_every_format_gives_the_same_projects_with_spans_in_its_own_text(tmp_path, suffix):
    path = tmp_path / f"plan{suffix}"
    path.write_bytes(FILES[suffix])
    document = read(load_text(path), path.name)
    assert document.facts.title == "镇雄县能源发展实施方案"
    assert document.facts.number == "镇政发〔2024〕1号"
    found = extract_projects(document, gazetteer())
    assert told(found) == EXPECTED
    for project in found:
        assert document.text[project.start : project.end].replace("*", "") == project.name


def spaced(text: str) -> str:
    return "\n".join(" ".join(line) for line in text.split("\n"))


def wrapped(text: str) -> str:
    lines = [line[i : i + 24] for line in text.split("\n") for i in range(0, len(line), 24)]
    return "\n".join(lines)


def full_width(text: str) -> str:
    return text.translate({code: code + 0xFEE0 for code in range(0x30, 0x3A)})


@pytest.mark.parametrize(
    "change",
    [
        spaced,
        wrapped,
        full_width,
        lambda text: text.replace("码湖", "码(mǎ)湖").replace("彝良", "彝yí良"),
        lambda text: text.replace("万", "&nbsp;万").replace("电", "\u200b电"),
        lambda text: f"首页 打印 关闭\n{text}\n上一篇：无\n版权所有 某单位",
        lambda text: text.replace("，", "[1]，"),
        lambda text: text.replace("\n", "\r\n"),
    ],
    ids=["spaced", "wrapped", "full width", "pinyin", "entities", "web page", "notes", "CRLF"],
)
def test_a_soiled_text_reads_the_same(change):
    text = change(PLAN)
    found = projects(text)
    assert told(found) == EXPECTED
    for project in found:
        ends = fold_signs(text[project.start] + text[project.end - 1])
        assert ends == project.name[0] + project.name[-1]
    (target,) = extract_targets(read(text), gazetteer())
    assert text[target.start : target.end].startswith(("全", "光", "县"))
    assert target.value == 600


def test_a_quantity_is_kept_as_the_text_writes_it():
    (project, *_) = projects("建设镇雄县云岭风电场，装机约 10 万 千 瓦。")
    assert [q.as_written for q in project.capacity] == ["约 10 万 千 瓦"]


def test_a_quantity_still_knows_where_its_figure_begins():
    """Its words are longer in the soiled text than in the one that is read."""
    cleaned = clean(fold("总装机约 10 万 千 瓦。"))
    assert cleaned is not None
    (found,) = quantities_back(find_quantities(cleaned.text), cleaned)
    assert found.quantity.as_written == "约 10 万 千 瓦"
    assert cleaned.text[found.figure : found.end] == "约10万千瓦"


def test_what_was_not_taken_is_told_where_it_stands():
    text = "支 持 云 岭 集 团 发 展 壮 大 ， 建 设 风 电 场 。"
    rejected: list[Rejected] = []
    assert extract_projects(read(text), gazetteer(), rejected=rejected) == ()
    assert rejected
    for one in rejected:
        assert text[one.start : one.end].replace(" ", "") == one.text


def test_sections_and_offsets_of_a_soiled_text_are_its_own():
    document = read(spaced(PLAN))
    assert document.text == spaced(PLAN)
    assert document.readable is not None
    assert [document.text[s.start : s.start + 3] for s in document.sections] == [
        "一 、",
        "（ 一",
        "（ 二",
    ]


def test_a_clean_text_is_read_as_it_is():
    document = read(PLAN)
    assert document.readable is None
    assert document.to_read is document


GAPS = [i for i in range(1, len(PLAN)) if PLAN[i - 1] > "\u3400" and PLAN[i] > "\u3400"]


@settings(max_examples=60, deadline=None, derandomize=True)
@given(st.sets(st.sampled_from(GAPS), max_size=40))
def test_stray_spaces_change_no_project_and_move_its_span_along(gaps):
    text = "".join(f" {c}" if i in gaps else c for i, c in enumerate(PLAN))
    found = projects(text)
    assert told(found) == EXPECTED
    for project, own in zip(found, projects(PLAN), strict=True):
        assert text[project.start : project.end].replace(" ", "") == PLAN[own.start : own.end]


OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)
WORD = FILES[".docx"]
BAD = {
    "empty.txt": b"",
    "binary.txt": bytes(range(256)) * 40,
    "nul.txt": PLAN.encode() + b"\0",
    "broken.txt": b"\xff\xff" + PLAN.encode(),
    "empty.docx": b"",
    "cut.docx": WORD[:-200],
    "encrypted.docx": OLE + "EncryptedPackage".encode("utf-16-le"),
    "legacy.docx": OLE + "WordDocument".encode("utf-16-le"),
    "bomb.docx": repacked(WORD, {"word/media/a.png": bytes(201_000_000)}),
    "entities.docx": repacked(WORD, {"word/document.xml": b'<!DOCTYPE a [<!ENTITY b "c">]><a/>'}),
    "hollow.docx": repacked(WORD, {"word/document.xml": None}),
    "blank.docx": plain_docx(""),
    "picture.html": b"\x89PNG\r\n\x1a\n\0\0",
    "login.html": "<form>用户名<input><input type='password'>登录</form>".encode(),
    "deep.html": b"<div>" * 50_000 + PLAN.encode(),
    "broken.html": b"<meta charset=utf-8>\xff\xff" + PLAN.encode(),
    "plan.pdf": b"%PDF-1.7",
}  # fmt: skip


@pytest.fixture(autouse=True)
def _one_gazetteer(monkeypatch):
    monkeypatch.setattr(Gazetteer, "load", gazetteer)


def run(*args: object) -> Result:
    return CliRunner().invoke(cli.app, [str(arg) for arg in args])


@pytest.mark.parametrize("name", BAD)
def test_a_bad_file_is_one_line_and_exit_1(tmp_path, name):
    path = tmp_path / name
    path.write_bytes(BAD[name])
    done = run("extract", path, "--place", "530600")
    assert done.exit_code == 1
    assert done.stdout == ""
    (line,) = done.stderr.splitlines()
    assert line.startswith(f"luotu: {path}: ")


def test_a_text_of_50_mb_is_refused_unread(tmp_path):
    path = tmp_path / "long.txt"
    with path.open("wb") as file:
        os.truncate(file.fileno(), 50_000_000)
    done = run("extract", path)
    assert (done.exit_code, len(done.stderr.splitlines())) == (1, 1)
    assert "is over the limit of 20 MB" in done.stderr


def test_bad_files_leave_nothing_in_the_registry(tmp_path):
    for name in set(BAD) - {"bomb.docx"}:
        (tmp_path / name).write_bytes(BAD[name])
    (tmp_path / "good.docx").write_bytes(WORD)
    url = f"sqlite:///{tmp_path}/r.sqlite"
    done = run("ingest", tmp_path, "--place", "530600", "--registry", url)
    assert done.exit_code == 1
    *refused, last = done.stderr.splitlines()
    assert len(refused) == len(BAD)
    assert "taken in unchecked" in last
    with Registry.open(url, settings=Settings(data=tmp_path)) as registry:
        (facts,) = registry.documents()
        assert registry.text(facts.sha256) == load_text(tmp_path / "good.docx")


def test_the_text_that_is_written_out_is_the_one_offsets_point_into(tmp_path):
    (tmp_path / "plan.docx").write_bytes(WORD)
    done = run("extract", tmp_path / "plan.docx", "--text-out", tmp_path / "out.txt")
    assert done.exit_code == 0
    assert (tmp_path / "out.txt").read_text("utf-8") == PLAN


def test_reading_a_text_file_loads_no_parser(tmp_path):
    (tmp_path / "plan.txt").write_text(PLAN, "utf-8")
    code = (
        "import sys\nfrom pathlib import Path\nfrom projects.documents import load_text\n"
        "load_text(Path(sys.argv[1]))\n"
        "print([n for n in ('lxml', 'html', 'docx') if n in sys.modules])"
    )
    command = [sys.executable, "-c", code, str(tmp_path / "plan.txt")]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, check=True, text=True)
    assert done.stdout.strip() == "[]"
