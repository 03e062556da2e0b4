"""A text file is written whole or not at all."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from projects.errors import ProjectsError
from projects.files import replace_text


def test_the_text_is_written_exactly(tmp_path: Path) -> None:
    plan, out = tmp_path / "plan.txt", tmp_path / "out.txt"
    plan.write_text("x", "utf-8")
    out.write_text("old", "utf-8")
    replace_text(out, "娄底\r\n\n\r", keep=plan)
    assert out.read_bytes() == "娄底\r\n\n\r".encode()
    assert sorted(path.name for path in tmp_path.iterdir()) == ["out.txt", "plan.txt"]


def test_the_plan_itself_is_never_overwritten(tmp_path: Path) -> None:
    plan = tmp_path / "plan.txt"
    plan.write_text("x", "utf-8")
    (tmp_path / "link.txt").symlink_to(plan)
    with pytest.raises(ProjectsError, match="the plan itself"):
        replace_text(tmp_path / "link.txt", "y", keep=plan)
    assert plan.read_text("utf-8") == "x"


def test_a_link_and_a_pipe_stay_what_they_are(tmp_path: Path) -> None:
    plan, real, link = (tmp_path / name for name in ("plan.txt", "real.txt", "link.txt"))
    for path in (plan, real):
        path.write_text("x", "utf-8")
    link.symlink_to(real)
    replace_text(link, "y", keep=plan)
    assert link.is_symlink()
    assert real.read_text("utf-8") == "y"
    replace_text(Path(os.devnull), "y", keep=plan)
    assert Path(os.devnull).is_char_device()


def test_an_unwritable_place_is_told(tmp_path: Path) -> None:
    (tmp_path / "plan.txt").write_text("x", "utf-8")
    (tmp_path / "folder").mkdir()
    for out in (tmp_path / "no" / "out.txt", tmp_path / "folder"):
        with pytest.raises(ProjectsError, match="cannot be written"):
            replace_text(out, "y", keep=tmp_path / "plan.txt")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["folder", "plan.txt"]
