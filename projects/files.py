"""Writing a file whole or not at all."""

from __future__ import annotations

import tempfile
from pathlib import Path

from projects.errors import ProjectsError

__all__ = ["replace_bytes", "replace_text"]


def replace_text(path: Path, text: str, *, keep: Path) -> None:
    """Write a text exactly, in UTF-8; an older file goes only when the new one is complete.

    Parameters
    ----------
    path
        Where to.
    keep
        A file that must not be overwritten: the one the text was read from.

    Raises
    ------
    ProjectsError
        If it cannot be written, or `path` is the file to keep.
    """
    if path.exists() and path.samefile(keep):
        message = f"{path}: this is the plan itself; write the text to another file."
        raise ProjectsError(message)
    replace_bytes(path, text.encode())


def replace_bytes(path: Path, data: bytes, *, mode: int | None = None) -> None:
    """Write a file; an older one goes only when the new one is complete.

    `mode` are its rights (0o600: its owner's alone), from the first byte on.

    Raises
    ------
    ProjectsError
        If it cannot be written.
    """
    target = path.resolve()
    try:
        if target.exists() and not target.is_file():
            target.write_bytes(data)  # a pipe or device is written to, never replaced
            return
        with tempfile.TemporaryDirectory(dir=target.parent, prefix=".luotu-") as folder:
            scratch = Path(folder) / "new"
            scratch.write_bytes(data)  # in a folder that is its owner's alone
            if mode is not None:
                scratch.chmod(mode)
            scratch.replace(target)
    except OSError as exc:
        message = f"{path}: cannot be written ({exc.strerror}). Check its folder and rights."
        raise ProjectsError(message) from exc
