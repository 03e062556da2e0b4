"""Document → projects: the reader of plans."""

from projects.extraction.reader import extract_projects

__all__ = ["extract_projects"]
