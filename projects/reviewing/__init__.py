"""Revisions and drafts as plain values: what a change is, and what it leads to.

Nothing here knows the database; `projects/store` keeps these values and `projects/registry.py`
opens the doors to them.
"""
