"""Sets the checkout up: .venv, county polygons, the browser of the tests, the port to serve on.

Runs under any Python 3.11 or later with the standard library alone, before anything is installed;
`make` calls it. Each step leaves a stamp and does nothing when its inputs have not changed, so a
second run needs no network. What is missing is named in one line with its remedy.
"""

from __future__ import annotations

import argparse
import hashlib
import os
import re
import shutil
import socket
import subprocess
import sys
import venv
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

ROOT = Path(__file__).resolve().parent.parent
CHROMIUM_NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
CJK_FONT_FOLDERS = (Path("/usr/share/fonts"), Path("/usr/local/share/fonts"))
DEBIAN_PACKAGES = ("chromium", "fonts-noto-cjk")
QGIS_PACKAGES = ("python3-qgis", "python3-gdal", "fonts-noto-cjk")
SYSTEM_PYTHON = Path("/usr/bin/python3")
LAST_PORT = 65535


class SetupError(Exception):
    """Set-up cannot go on; the text is one line with the remedy."""


def digest(paths: Iterable[Path], *words: str) -> str:
    """SHA-256 over the files' bytes and the given words, in order."""
    total = hashlib.sha256()
    for path in paths:
        total.update(path.read_bytes())
        total.update(b"\0")
    for word in words:
        total.update(word.encode() + b"\0")
    return total.hexdigest()


def is_stamped(stamp: Path, mark: str) -> bool:
    """Whether the step that leaves `stamp` was finished with the inputs `mark` stands for."""
    return stamp.is_file() and stamp.read_text(encoding="utf-8") == mark


def run_logged(
    command: Sequence[str | Path], *, log: Path, remedy: str, folder: Path | None = None
) -> None:
    """Run `command` in `folder`, else in the checkout, with all it prints in `log`.

    Raises
    ------
    SetupError
        With the last thing the command complained about and `remedy`.
    """
    with log.open("wb") as sink:
        done = subprocess.run(
            command,
            cwd=folder or ROOT,
            stdin=subprocess.DEVNULL,
            stdout=sink,
            stderr=sink,
            check=False,
        )
    if done.returncode == 0:
        return
    lines = log.read_text(encoding="utf-8", errors="replace").splitlines()
    complaints = [line for line in lines if line.startswith("ERROR")] or lines or ["no output"]
    message = f"{complaints[-1].strip()} ({log.relative_to(ROOT)} has it all). {remedy}"
    raise SetupError(message)


def make_venv(folder: Path, lock: Path) -> None:
    """Make a fresh environment in `folder` with exactly what `lock` pins, checked by hash."""
    count = sum("==" in line for line in lock.read_text(encoding="utf-8").splitlines())
    print(f"Installing {count} packages into {folder.name} (a minute or so) …", flush=True)
    shutil.rmtree(folder, ignore_errors=True)
    try:
        venv.create(folder, with_pip=True, symlinks=True)
    except (OSError, subprocess.CalledProcessError) as error:
        message = f"{folder.name} could not be made with {sys.executable}: {error}"
        raise SetupError(message) from error
    run_logged(
        [
            *(folder / "bin" / "python", "-m", "pip", "install", "--no-cache-dir", "--no-deps"),
            *("--require-hashes", "--only-binary", ":all:", "-r", lock),
        ],
        log=folder / "install.log",
        remedy="Check the network or pip's index setting and run make again.",
    )


def ensure_venv(folder: Path, lock: Path) -> None:
    """Make `folder` unless it holds what `lock` pins and stands where it was made."""
    stamp, mark = folder / "luotu-lock", digest([lock], str(folder))
    if not is_stamped(stamp, mark) or not (folder / "bin" / "python").exists():
        make_venv(folder, lock)
        stamp.write_text(mark, encoding="utf-8")


def install() -> None:
    """Make .venv from requirements.lock and install the checkout into it, editable."""
    folder, project = ROOT / ".venv", ROOT / "pyproject.toml"
    ensure_venv(folder, ROOT / "requirements.lock")
    stamp, mark = folder / "luotu-project", digest([project])
    if is_stamped(stamp, mark):
        return
    run_logged(
        [
            *(folder / "bin" / "python", "-m", "pip", "install", "--no-cache-dir", "--no-deps"),
            *("--no-build-isolation", "--no-index", "-e", ROOT),
        ],
        log=folder / "project.log",
        remedy="Run `make clean` and try again.",
    )
    stamp.write_text(mark, encoding="utf-8")


def boundary_sources() -> list[Path]:
    """Return what the county polygons depend on: geo/build.py, what it imports, the tables."""
    found: set[Path] = set()
    todo = [ROOT / "geo" / "build.py"]
    while todo:
        path = todo.pop()
        if path.is_file() and path not in found:
            found.add(path)
            names = re.findall(r"^\s*from geo\.(\w+) import", path.read_text("utf-8"), re.MULTILINE)
            todo += [ROOT / "geo" / f"{name}.py" for name in names]
    return sorted([*found, *ROOT.glob("data/boundaries/*.csv"), ROOT / "requirements.lock"])


def boundaries() -> None:
    """Build the county polygons unless they are there and the code that builds them is the same."""
    folder = ROOT / "data" / "boundaries"
    stamp, mark = ROOT / ".venv" / "luotu-boundaries", digest(boundary_sources())
    if is_stamped(stamp, mark) and any(folder.glob("*.parquet")):
        return
    print("Building the county polygons (some ten seconds) …", flush=True)
    luotu = str(ROOT / ".venv" / "bin" / "luotu")
    if subprocess.run([luotu, "boundaries", "build"], cwd=ROOT, check=False).returncode:
        message = "the county polygons could not be built; see the line above."
        raise SetupError(message)
    stamp.write_text(mark, encoding="utf-8")


def has_chromium(environment: Mapping[str, str]) -> bool:
    """Whether a Chromium is on the PATH."""
    return any(shutil.which(name, path=environment.get("PATH")) for name in CHROMIUM_NAMES)


def has_cjk_font(folders: Iterable[Path] = CJK_FONT_FOLDERS) -> bool:
    """Whether a font with Chinese glyphs lies in one of the system's font folders."""
    return any(
        next(folder.rglob(pattern), None)
        for folder in folders
        for pattern in ("*CJK*", "*wqy*", "*SourceHan*", "*uming*")
    )


def root_prefix(environment: Mapping[str, str]) -> list[str] | None:
    """Return what to put before a command to run it as root; None where that is not allowed."""
    if os.geteuid() == 0:
        return []
    sudo = shutil.which("sudo", path=environment.get("PATH"))
    if sudo and subprocess.run([sudo, "-n", "true"], capture_output=True, check=False).returncode:
        return None
    return [sudo, "-n"] if sudo else None


def browser() -> None:
    """See that the browser tests have Chromium and a Chinese font; install Debian's if allowed."""
    if has_chromium(os.environ) and has_cjk_font():
        return
    wanted = " ".join(DEBIAN_PACKAGES)
    message = (
        f"the browser tests need Chromium and a Chinese font: install them (Debian: apt-get "
        f"install {wanted}) and run make again."
    )
    install_debian(DEBIAN_PACKAGES, log=ROOT / ".venv" / "apt.log", remedy=message)
    if not (has_chromium(os.environ) and has_cjk_font()):
        raise SetupError(message)


def install_debian(packages: Sequence[str], *, log: Path, remedy: str) -> None:
    """Install Debian's packages where that is allowed; SetupError with `remedy` where it is not."""
    apt, prefix = shutil.which("apt-get"), root_prefix(os.environ)
    if apt is None or prefix is None:
        raise SetupError(remedy)
    print(f"Installing {' '.join(packages)} for the tests …", flush=True)
    quiet = ["env", "DEBIAN_FRONTEND=noninteractive"]
    run_logged([*prefix, *quiet, apt, "update"], log=log, remedy=remedy)
    command = [*prefix, *quiet, apt, "install", "-y", "--no-install-recommends", *packages]
    run_logged(command, log=log, remedy=remedy)


def has_qgis() -> bool:
    """Whether the system's own Python has QGIS and GDAL's checks of a GeoPackage."""
    if not SYSTEM_PYTHON.is_file():
        return False
    asked = "import qgis.core, osgeo_utils.samples.validate_gpkg"
    command = [str(SYSTEM_PYTHON), "-c", asked]
    return not subprocess.run(command, capture_output=True, check=False).returncode


def qgis() -> None:
    """See that layer files can be opened in QGIS; install Debian's if allowed.

    Where it cannot be had, the tests that need it are skipped, and a line says so.
    """
    if has_qgis():
        return
    remedy = (
        "The tests of layers in QGIS will be skipped (Debian: apt-get install "
        f"{' '.join(QGIS_PACKAGES)})."
    )
    try:
        install_debian(QGIS_PACKAGES, log=ROOT / ".venv" / "qgis.log", remedy=remedy)
    except SetupError as error:
        print(f"luotu: {error}", file=sys.stderr)


def check_port(text: str) -> None:
    """Refuse a port that is no number or that another program uses on 127.0.0.1."""
    if not text.isascii() or not text.isdigit() or not 0 < int(text) <= LAST_PORT:
        message = f"PORT={text} is not a port: give a number from 1 to {LAST_PORT}."
        raise SetupError(message)
    with socket.socket() as probe:
        # As the server itself does: a port whose last connections are still closing is free.
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", int(text)))
        except OSError as error:
            message = (
                f"port {text} cannot be used ({error.strerror}): stop what uses it, or take "
                f"another with `make app PORT=8502`."
            )
            raise SetupError(message) from error


def nginx_program() -> Path | None:
    """Return the nginx that runs here: the system's or the one in .venv; None without one."""
    ours = ROOT / ".venv" / "nginx" / "usr" / "sbin" / "nginx"
    for found in (shutil.which("nginx"), "/usr/sbin/nginx", ours):
        if found and Path(found).is_file():
            done = subprocess.run([found, "-v"], capture_output=True, check=False)
            if done.returncode == 0:
                return Path(found)
    return None


def nginx() -> None:
    """Unpack Debian's nginx into .venv for one test, unless there is one; nothing is started.

    Installing it would start a web server on this machine. Where it cannot be had, the test that
    needs it is skipped, and a line says so.
    """
    if nginx_program():
        return
    remedy = "The test behind nginx will be skipped (Debian: apt-get install nginx)."
    try:
        unpack_nginx(ROOT / ".venv" / "nginx", remedy)
    except SetupError as error:
        print(f"luotu: {error}", file=sys.stderr)


def unpack_nginx(folder: Path, remedy: str) -> None:
    """Fetch Debian's package and unpack it in `folder`; SetupError with `remedy` if it fails."""
    apt, dpkg = shutil.which("apt-get"), shutil.which("dpkg-deb")
    if apt is None or dpkg is None:
        message = f"there is no nginx. {remedy}"
        raise SetupError(message)
    folder.mkdir(parents=True, exist_ok=True)
    log = folder.with_suffix(".log")
    run_logged([apt, "download", "nginx"], log=log, remedy=remedy, folder=folder)
    for package in folder.glob("nginx_*.deb"):
        run_logged([dpkg, "-x", package, folder], log=log, remedy=remedy)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the named steps in order; 0 done, 1 something is missing and was named."""
    parser = argparse.ArgumentParser(description="Set the checkout up.")
    steps: dict[str, Callable[[], None]] = {
        "port": lambda: check_port(os.environ.get("PORT", "8501")),
        "install": install,
        "boundaries": boundaries,
        "browser": browser,
        "nginx": nginx,
        "qgis": qgis,
        "bench": lambda: ensure_venv(ROOT / ".venv-bench", ROOT / "requirements-bench.lock"),
    }
    parser.add_argument("steps", nargs="+", choices=steps, help="what to see to, in order")
    chosen = parser.parse_args(arguments)
    try:
        for step in chosen.steps:
            steps[step]()
    except SetupError as error:
        print(f"luotu: {error}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
