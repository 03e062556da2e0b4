"""A zip of an office's file, unpacked for as long as it is read."""

from __future__ import annotations

import tempfile
import zipfile
import zlib
from contextlib import contextmanager
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

from geo.errors import BadArchive

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["unpacked", "unpacked_all"]

_OPENED = (".shp", ".gpkg", ".geojson", ".json", ".gdb")
_LARGEST = 4 << 30
"""No archive of counties holds more bytes; one that claims more is not unpacked."""

_UTF8_FLAG = 0x800


@contextmanager
def unpacked(path: Path) -> Iterator[Path]:
    """Yield the file itself, or the one data set inside a zip.

    Raises
    ------
    BadArchive
        If the zip is broken, larger than 4 GB, or does not hold exactly one data set.
    """
    with unpacked_all(path) as found:
        if len(found) > 1:
            listed = ", ".join(sorted(inner.name for inner in found))
            message = f"the zip holds several files: {listed}. Give one of {' '.join(_OPENED)}."
            raise BadArchive(message)
        yield found[0]


@contextmanager
def unpacked_all(path: Path, *, largest: int = _LARGEST) -> Iterator[tuple[Path, ...]]:
    """Yield the file itself, or all data sets inside a zip of at most `largest` bytes unpacked.

    Raises
    ------
    BadArchive
        If the zip is broken, encrypted, larger than that, or holds no data set.
    """
    if path.suffix.lower() != ".zip":
        yield (path,)
        return
    with tempfile.TemporaryDirectory(prefix="luotu-zip-") as folder:
        try:
            with zipfile.ZipFile(path) as archive:
                _extract(archive, Path(folder), largest)
        except (zipfile.BadZipFile, RuntimeError, OSError, NotImplementedError, zlib.error) as exc:
            message = f"the zip cannot be unpacked ({exc}). Pack it again, without a password."
            raise BadArchive(message) from exc
        yield _found(Path(folder))


def _extract(archive: zipfile.ZipFile, folder: Path, largest: int) -> None:
    if sum(member.file_size for member in archive.infolist()) > largest:
        size = f"{largest >> 30} GB" if largest >> 30 else f"{largest >> 20} MB"
        message = f"the zip holds more than {size}. Unpack it and give the file itself."
        raise BadArchive(message)
    for member in archive.infolist():
        parts = PurePosixPath(_name(member).replace("\\", "/")).parts
        if member.is_dir() or not parts or ".." in parts or parts[0] in ("/", "__MACOSX"):
            continue
        target = folder.joinpath(*parts)
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(archive.read(member))


def _name(member: zipfile.ZipInfo) -> str:
    """Return a member's name; Windows writes Chinese ones in GBK, which zipfile takes for CP437."""
    if member.flag_bits & _UTF8_FLAG:
        return member.filename
    try:
        return member.filename.encode("cp437").decode("gb18030")
    except UnicodeError:
        return member.filename


def _found(folder: Path) -> tuple[Path, ...]:
    inner = [p for p in sorted(folder.rglob("*")) if p.suffix.lower() in _OPENED]
    found = [p for p in inner if not any(".gdb" in q.name.lower() for q in p.parents)]
    if not found:
        message = f"the zip holds no readable file. Give one of {' '.join(_OPENED)}."
        raise BadArchive(message)
    return tuple(found)
