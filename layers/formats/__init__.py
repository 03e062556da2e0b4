"""Formats to take away, one module each; `layers.exports` has the table of them.

A writer takes what an export carries, the path to write to and a coordinate system; it writes a
new file, reads it back and raises ExportError with the bare reason where the two differ.
"""

from __future__ import annotations

__all__: list[str] = []
