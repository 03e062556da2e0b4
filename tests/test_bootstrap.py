"""Set-up: which Python is taken, what is done again and when, one line for what is missing."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from tools import bootstrap, lock

ROOT = Path(__file__).resolve().parent.parent


def fake_python(folder: Path, name: str, *, number: str, has_venv: bool) -> None:
    """Write a stand-in that answers tools/python.sh's questions as such a Python would."""
    minor = int(number.split(".")[1])
    script = folder / name
    script.write_text(
        f"""#!/bin/sh
case "$2" in
  *"< (3, 11)"*) exit {int(minor < 11)} ;;
  *ensurepip*) exit {int(not has_venv)} ;;
  *"%d.%d"*) echo {number} ;;
  *executable*) echo {script} ;;
esac
"""
    )
    script.chmod(0o755)


def choose(folder: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        ["/bin/sh", ROOT / "tools" / "python.sh"],
        env={"PATH": str(folder), **environment},
        capture_output=True,
        text=True,
        check=False,
    )


def test_the_newest_python_with_venv_is_taken(tmp_path):
    fake_python(tmp_path, "python3.13", number="3.13", has_venv=False)
    fake_python(tmp_path, "python3.12", number="3.12", has_venv=True)
    fake_python(tmp_path, "python3", number="3.11", has_venv=True)
    assert choose(tmp_path).stdout == f"{tmp_path}/python3.12\n"


def test_a_named_python_wins(tmp_path):
    fake_python(tmp_path, "python3.13", number="3.13", has_venv=True)
    fake_python(tmp_path, "mine", number="3.11", has_venv=True)
    assert choose(tmp_path, PYTHON=str(tmp_path / "mine")).stdout == f"{tmp_path}/mine\n"


@pytest.mark.parametrize(
    ("pythons", "line"),
    [
        ([], "Python 3.11 or later is needed and python3 is not there: install it"),
        ([("python3", "3.9", True)], "Python 3.11 or later is needed, python3 is 3.9"),
        ([("python3", "3.11", False)], "Python 3.11 has no venv: install it (Debian, Ubuntu: apt"),
    ],
)
def test_what_is_missing_is_one_line(tmp_path, pythons, line):
    for name, number, has_venv in pythons:
        fake_python(tmp_path, name, number=number, has_venv=has_venv)
    done = choose(tmp_path)
    assert done.returncode == 1
    assert done.stdout == ""
    assert done.stderr.startswith(f"luotu: {line}")
    assert done.stderr.count("\n") == 1


@pytest.fixture
def checkout(tmp_path, monkeypatch):
    """Return an empty checkout whose commands are recorded, not run."""
    (tmp_path / "requirements.lock").write_text("a==1 \\\n    --hash=sha256:0\n")
    (tmp_path / "pyproject.toml").write_text("")
    (tmp_path / "geo").mkdir()
    (tmp_path / "geo" / "build.py").write_text("import json\nfrom geo.lines import lines\n")
    (tmp_path / "geo" / "lines.py").write_text("from geo.build import more\n")
    (tmp_path / "data" / "boundaries").mkdir(parents=True)
    ran: list[str] = []

    def make(folder, *, with_pip, symlinks):
        assert with_pip
        assert symlinks
        (folder / "bin").mkdir(parents=True)
        (folder / "bin" / "python").symlink_to(sys.executable)
        ran.append("venv")

    def run(command, **_options):
        words = [str(word) for word in command]
        ran.append(" ".join(words[words.index("-m") + 1 :] if "-m" in words else words))
        if "boundaries" in words:
            (tmp_path / "data" / "boundaries" / "counties.parquet").touch()
        return subprocess.CompletedProcess(command, 0)

    monkeypatch.setattr(bootstrap, "ROOT", tmp_path)
    monkeypatch.setattr(bootstrap.venv, "create", make)
    monkeypatch.setattr(bootstrap.subprocess, "run", run)
    return tmp_path, ran


def test_a_second_run_does_nothing(checkout):
    folder, ran = checkout
    bootstrap.install()
    bootstrap.boundaries()
    first = list(ran)
    assert [line.split()[0] for line in first] == [
        "venv",
        "pip",
        "pip",
        f"{folder}/.venv/bin/luotu",
    ]
    assert "--require-hashes" in first[1]
    assert "--no-deps" in first[1]
    bootstrap.install()
    bootstrap.boundaries()
    assert ran == first


@pytest.mark.parametrize(
    ("changed", "again"),
    [
        ("requirements.lock", ["venv", "pip", "pip", "luotu"]),
        ("pyproject.toml", ["pip"]),
        ("geo/build.py", ["luotu"]),
        ("geo/lines.py", ["luotu"]),
        ("data/boundaries/tenth_dash.csv", ["luotu"]),
        ("geo/geocoder.py", []),
    ],
)
def test_a_change_redoes_what_depends_on_it(checkout, changed, again):
    folder, ran = checkout
    bootstrap.install()
    bootstrap.boundaries()
    ran.clear()
    with (folder / changed).open("a") as file:
        file.write("b==2\n")
    bootstrap.install()
    bootstrap.boundaries()
    assert [Path(line.split()[0]).name for line in ran] == again


def test_a_moved_checkout_is_installed_anew(checkout, tmp_path, monkeypatch):
    folder, ran = checkout
    bootstrap.install()
    moved = tmp_path.with_name("moved")
    shutil.copytree(folder, moved, symlinks=True)
    monkeypatch.setattr(bootstrap, "ROOT", moved)
    ran.clear()
    bootstrap.install()
    assert ran[0] == "venv"


def test_a_failed_install_is_one_line_and_leaves_no_stamp(checkout, monkeypatch, capsys):
    folder, _ = checkout

    def fail(command, *, stdout, **_options):
        stdout.write(b"Looking\nERROR: no matching distribution\nmore\n")
        return subprocess.CompletedProcess(command, 1)

    monkeypatch.setattr(bootstrap.subprocess, "run", fail)
    assert bootstrap.main(["install"]) == 1
    error = capsys.readouterr().err
    assert error.startswith("luotu: ERROR: no matching distribution (.venv/install.log has it all)")
    assert error.count("\n") == 1
    assert not (folder / ".venv" / "luotu-lock").exists()


def test_a_taken_port_is_named(monkeypatch, capsys):
    with socket.create_server(("127.0.0.1", 0)) as server:
        taken = str(server.getsockname()[1])
        monkeypatch.setenv("PORT", taken)
        assert bootstrap.main(["port"]) == 1
    assert f"port {taken} cannot be used" in capsys.readouterr().err


@pytest.mark.parametrize("text", ["", "http", "0", "65536", "-1", "٨٥٠١"])
def test_a_port_that_is_none_is_refused(text):
    with pytest.raises(bootstrap.SetupError, match="is not a port"):
        bootstrap.check_port(text)


def test_a_missing_browser_is_named_where_nothing_may_be_installed(checkout, monkeypatch):
    monkeypatch.setattr(bootstrap, "has_chromium", lambda _environment: False)
    monkeypatch.setattr(bootstrap, "root_prefix", lambda _environment: None)
    with pytest.raises(bootstrap.SetupError, match="apt-get install chromium fonts-noto-cjk"):
        bootstrap.browser()
    assert checkout[1] == []


def test_a_missing_browser_is_installed_where_that_is_allowed(checkout, monkeypatch):
    folder, ran = checkout
    (folder / ".venv").mkdir()
    answers = iter([False, True])
    monkeypatch.setattr(bootstrap, "has_chromium", lambda _environment: next(answers))
    monkeypatch.setattr(bootstrap, "has_cjk_font", lambda: True)
    monkeypatch.setattr(bootstrap, "root_prefix", lambda _environment: [])
    monkeypatch.setattr(bootstrap.shutil, "which", lambda _name: "apt-get")
    bootstrap.browser()
    assert [line.split("apt-get ")[1] for line in ran] == [
        "update",
        "install -y --no-install-recommends chromium fonts-noto-cjk",
    ]


def test_nginx_is_unpacked_and_never_installed(checkout, monkeypatch):
    """Debian starts a web server whenever nginx is installed: a test has no right to that."""
    folder, ran = checkout
    (folder / ".venv" / "nginx").mkdir(parents=True)
    (folder / ".venv" / "nginx" / "nginx_1_amd64.deb").touch()
    monkeypatch.setattr(bootstrap, "nginx_program", lambda: None)
    monkeypatch.setattr(bootstrap.shutil, "which", lambda name: name)
    bootstrap.nginx()
    assert ran[0] == "apt-get download nginx"
    assert ran[1].startswith("dpkg-deb -x ")
    assert len(ran) == 2


def test_without_nginx_set_up_goes_on_and_says_so(checkout, monkeypatch, capsys):
    (checkout[0] / ".venv").mkdir()
    monkeypatch.setattr(bootstrap, "nginx_program", lambda: None)
    monkeypatch.setattr(bootstrap.shutil, "which", lambda _name: None)
    assert bootstrap.main(["nginx"]) == 0
    assert "The test behind nginx will be skipped" in capsys.readouterr().err


def test_without_qgis_set_up_goes_on_and_says_so(checkout, monkeypatch, capsys):
    (checkout[0] / ".venv").mkdir()
    monkeypatch.setattr(bootstrap, "has_qgis", lambda: False)
    monkeypatch.setattr(bootstrap, "root_prefix", lambda _environment: None)
    assert bootstrap.main(["qgis"]) == 0
    assert "tests of layers in QGIS will be skipped" in capsys.readouterr().err
    monkeypatch.setattr(bootstrap, "root_prefix", lambda _environment: [])
    monkeypatch.setattr(bootstrap.shutil, "which", lambda name: name)
    assert bootstrap.main(["qgis"]) == 0
    assert checkout[1][-1].endswith("python3-qgis python3-gdal fonts-noto-cjk")


def test_chromium_and_fonts_are_looked_for(tmp_path):
    assert not bootstrap.has_chromium({"PATH": str(tmp_path)})
    assert not bootstrap.has_cjk_font([tmp_path])
    (tmp_path / "chromium").touch(mode=0o755)
    (tmp_path / "NotoSansCJK-Regular.ttc").touch()
    assert bootstrap.has_chromium({"PATH": str(tmp_path)})
    assert bootstrap.has_cjk_font([tmp_path])


def test_sudo_is_used_only_where_it_asks_nothing(tmp_path, monkeypatch):
    monkeypatch.setattr(os, "geteuid", lambda: 1000)
    path = {"PATH": str(tmp_path)}
    assert bootstrap.root_prefix(path) is None
    sudo = tmp_path / "sudo"
    sudo.write_text("#!/bin/sh\nexit 1\n")
    sudo.chmod(0o755)
    assert bootstrap.root_prefix(path) is None
    sudo.write_text("#!/bin/sh\nexit 0\n")
    assert bootstrap.root_prefix(path) == [str(sudo), "-n"]


@pytest.mark.parametrize("name", ["requirements", "requirements-bench"])
def test_locks_hold_pins_and_hashes_alone(name):
    text = (ROOT / f"{name}.lock").read_text(encoding="utf-8")
    assert lock.faults(text) == []
    wanted = (ROOT / f"{name}.in").read_text(encoding="utf-8").splitlines()
    pins = {line.lower() for line in wanted if line and not line.startswith("#")}
    assert {line.split(" ")[0] for line in text.splitlines() if "==" in line} >= pins


def test_anything_else_in_a_lock_is_found():
    pin = "a==1.0 \\\n    --hash=sha256:" + "0" * 64 + "\n"
    assert lock.faults(pin) == []
    assert lock.faults("# made here\n" + pin + "b==2\n") == ["# made here", "b==2"]
