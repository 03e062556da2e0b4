"""Writing a file whole or not at all, through a folder of its own beside the target.

The file is written there, flushed to the disk and only then renamed, so that a failure of any kind
leaves the older file as it was.
"""

from __future__ import annotations

import contextlib
import errno
import os
import shutil
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = ["replace_whole", "told"]

_SCRATCH = ".luotu-export-"
_DAY = 86_400.0
_LONGEST = 60  # characters of a name that a message repeats
_UNSAVED = ("-wal", "-journal")
"""Ends of the files in which SQLite keeps beside a database what is not yet in it."""
_SHARED = "-shm"


def replace_whole(target: Path, write: Callable[[Path], None], *, suffix: str = "") -> None:
    """Let `write` make the file at a scratch path, then put it in the target's place.

    The scratch path ends with `suffix`, by itself the target's (.shp.zip is one of two parts).

    Raises
    ------
    OSError
        If it cannot be written, or another program has changed the older file without saving all
        of it (EBUSY); whatever `write` raises passes as it is.
    """
    if target.is_dir():
        raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR))
    _refuse_unsaved(target)
    _sweep(target.parent)
    folder = Path(tempfile.mkdtemp(prefix=_SCRATCH, dir=target.parent))
    try:
        scratch = folder / f"export{suffix or target.suffix.lower()}"
        write(scratch)
        _flush(scratch)
        _refuse_unsaved(target)
        scratch.replace(target)
        _part_from_older(target)
        _flush(target.parent)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _refuse_unsaved(target: Path) -> None:
    """Refuse to replace a database of which a part stands in a file beside it.

    SQLite would apply that part, by its name alone, to the new file and so destroy it: QGIS leaves
    one while a layer is edited, and where it ended badly. Empty ones hold nothing.
    """
    if not target.is_file():
        _part_from_older(target)
        return
    for end in _UNSAVED:
        beside = target.with_name(target.name + end)
        if beside.is_file() and beside.stat().st_size:
            raise OSError(errno.EBUSY, f"{beside.name} holds changes not yet saved in it")


def _part_from_older(target: Path) -> None:
    """Remove what SQLite kept beside a file that is no more."""
    for end in (*_UNSAVED, _SHARED):
        with contextlib.suppress(OSError):  # none there, or held: an empty one does no harm
            target.with_name(target.name + end).unlink()


def _sweep(folder: Path) -> None:
    """Remove what exports that were killed long ago have left here."""
    long_ago = time.time() - _DAY
    for left in folder.glob(f"{_SCRATCH}*"):
        with contextlib.suppress(FileNotFoundError):  # another export may just have ended
            if left.stat().st_mtime < long_ago:
                shutil.rmtree(left, ignore_errors=True)


def _flush(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def told(target: Path, exc: Exception) -> str:
    """Say in one line what stopped the file from being written and what to do."""
    reason = exc.strerror if isinstance(exc, OSError) and exc.strerror else str(exc)
    if isinstance(exc, OSError) and exc.errno == errno.ENAMETOOLONG:
        return f"cannot write {target.name[:_LONGEST]}…: {reason}; give the file a shorter name"
    folder = target.parent
    if not folder.is_dir():
        remedy = "make the folder first"
    elif isinstance(exc, OSError) and exc.errno == errno.EBUSY:
        remedy = "close it in QGIS or whatever has it open, or give the new file another name"
    else:
        free = shutil.disk_usage(folder).free >> 20
        remedy = f"check that {folder} can be written and has room (free now: {free} MB)"
    kept = "; the older file is untouched" if target.is_file() else ""
    return " ".join(f"cannot write {target}: {reason}; {remedy}{kept}".split())
