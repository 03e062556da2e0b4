"""Document → projects: the reader of plans."""

from projects.extraction.whole import extract_projects

__all__ = ["extract_projects"]
