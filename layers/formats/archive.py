"""ZIP archives that are equal whenever their contents are."""

from __future__ import annotations

import zipfile
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date
    from pathlib import Path

__all__ = ["pack", "put"]


def pack(folder: Path, path: Path, made_on: date) -> None:
    """Put all files below `folder` into a new archive, in the order of their names."""
    files = sorted(file for file in folder.rglob("*") if file.is_file())
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for file in files:
            put(archive, file.relative_to(folder).as_posix(), file, made_on)


def put(archive: zipfile.ZipFile, name: str, content: Path | bytes, made_on: date) -> None:
    """Add one file, dated `made_on`; a Path is copied through without holding it whole."""
    entry = zipfile.ZipInfo(name, (made_on.year, made_on.month, made_on.day, 0, 0, 0))
    entry.compress_type = zipfile.ZIP_DEFLATED
    entry.external_attr = 0o644 << 16
    if isinstance(content, bytes):
        archive.writestr(entry, content)
        return
    # Above 2 GB an entry needs the larger form, which must be known before it is written.
    entry.file_size = content.stat().st_size
    with content.open("rb") as source, archive.open(entry, "w") as out:
        while block := source.read(1 << 20):
            out.write(block)
