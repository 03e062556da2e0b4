"""Revisions and drafts as plain values: what a change is, what it leads to, what is to be looked at.

Nothing here knows the database; `projects/store` keeps these values and `projects/registry.py`
opens the doors to them.
"""
