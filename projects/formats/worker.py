"""The process that takes one file apart: `python -m projects.formats.worker`.

It limits itself before it reads a byte, takes the file from standard input, and gives plain values
on standard output. It opens no file but Python's own modules and is told no path.
"""

from __future__ import annotations

import json
import sys
from typing import TYPE_CHECKING, Any

from projects.errors import DocumentError

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["main"]

_MEGABYTE = 1 << 20
_SECONDS_MORE = 2  # the one who waits stops it first; this is for when nobody waits any more


def main() -> None:
    """Read one file: a line of JSON that says how, then its bytes."""
    asked = json.loads(sys.stdin.buffer.readline())
    _limit(asked["seconds"], asked["memory_mb"])
    told: dict[str, Any]
    try:
        told = {"done": _read(asked, sys.stdin.buffer.read())}
    except DocumentError as exc:
        told = {"refused": {"message": str(exc), "zh": exc.zh, "key": exc.key}}
    except MemoryError:
        told = {"failed": "memory"}
    except RecursionError:
        told = {"failed": "deep"}
    sys.stdout.buffer.write(json.dumps(told, ensure_ascii=True).encode())
    sys.stdout.buffer.flush()


def _read(asked: Mapping[str, Any], data: bytes) -> dict[str, Any]:
    from dataclasses import asdict

    if asked["sort"] == "xlsx":
        # openpyxl loads numpy where it can, for cells no file holds: that costs more than reading.
        sys.modules["numpy"] = None  # type: ignore[assignment]
        from projects.formats.xlsx import contents

        return asdict(contents(data, asked["where"]))
    from projects.formats import READERS

    read = next(format_.read for format_ in READERS.values() if format_.sort == asked["sort"])
    return asdict(read(data, asked["where"]))


def _limit(seconds: float, megabytes: int) -> None:
    """Bound this process: memory, processor time, no core files, no files written."""
    if sys.platform == "win32":
        return  # Windows has no such limits; the one who waits still ends it in time
    import resource

    most = megabytes * _MEGABYTE
    resource.setrlimit(resource.RLIMIT_AS, (most, most))
    time = int(seconds) + _SECONDS_MORE
    resource.setrlimit(resource.RLIMIT_CPU, (time, time))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))


if __name__ == "__main__":
    main()
