"""Files are taken apart in a process of their own, with a limit of time and of memory.

A library that crashes, loops or eats memory over a hostile file takes only that process with it.
"""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from projects.errors import DocumentError
from projects.formats.refusals import refusal

if TYPE_CHECKING:
    from projects.settings import Limits

__all__ = ["read_apart"]

_ROOT = Path(__file__).resolve().parents[2]
_COMMAND = ("-m", "projects.formats.worker")
_OUT_OF_TIME, _KILLED = -24, -9  # SIGXCPU and SIGKILL, which Windows does not know


def read_apart(data: bytes, *, sort: str, where: str, limits: Limits) -> dict[str, Any]:
    """Return the values that the reader of a sort of file gives, as they travel: no objects.

    Parameters
    ----------
    data
        The file.
    sort
        What it is (sorts.py).
    where
        Its name for messages.
    limits
        What its reading may take.

    Raises
    ------
    DocumentError
        The reader refuses it, fails over it, or takes more time or memory than it may.
    """
    asked = {"sort": sort, "where": where} | {
        "seconds": limits.seconds,
        "memory_mb": limits.memory_mb,
    }
    head = json.dumps(asked).encode() + b"\n"
    with subprocess.Popen(  # noqa: S603 - our own interpreter and module, no shell
        [sys.executable, *_COMMAND],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        cwd=_ROOT,
    ) as worker:
        try:
            out, _ = worker.communicate(head + data, timeout=limits.seconds)
        except subprocess.TimeoutExpired as exc:
            worker.kill()
            raise refusal(where, "slow", seconds=limits.seconds) from exc
        except BaseException:
            worker.kill()
            raise
    if worker.returncode:
        raise _failure(worker.returncode, where, limits)
    told = json.loads(out)
    if "refused" in told:
        raise DocumentError(
            told["refused"]["message"], zh=told["refused"]["zh"], key=told["refused"]["key"]
        )
    if "failed" in told:
        raise refusal(where, told["failed"], megabytes=limits.memory_mb)
    done: dict[str, Any] = told["done"]
    return done


def _failure(code: int, where: str, limits: Limits) -> DocumentError:
    """Say why the process ended by itself."""
    if code == _OUT_OF_TIME:
        return refusal(where, "slow", seconds=limits.seconds)
    if code == _KILLED:  # the system ran out of memory
        return refusal(where, "memory", megabytes=limits.memory_mb)
    return refusal(where, "broken")
