"""The registry's tables.

Schema 1 and 2 are documents, projects and targets; 3 adds revisions, standings and drafts, each a
table of its own: what was there is not touched, so that a file of an older schema is read as it is
and becomes one of this when something is written to it.
"""

from __future__ import annotations

from dataclasses import fields

import sqlalchemy as sa

from projects.models import DocumentFacts

__all__: list[str] = []

METADATA = sa.MetaData()
VERSION = sa.Table("schema_version", METADATA, sa.Column("version", sa.Integer, nullable=False))
DOCUMENTS = sa.Table(
    "documents",
    METADATA,
    sa.Column("sha256", sa.Text, primary_key=True),
    sa.Column("title", sa.Text, nullable=False),
    sa.Column("number", sa.Text),
    sa.Column("date", sa.Text),
    sa.Column("issuer", sa.Text),
    sa.Column("place", sa.Text, nullable=False, index=True),
    sa.Column("source", sa.Text, nullable=False),
    sa.Column("script", sa.Text, nullable=False),
    sa.Column("length", sa.Integer, nullable=False),
    sa.Column("text", sa.Text),
    sa.Column("added", sa.Integer, nullable=False),
)
PROJECTS = sa.Table(
    "projects",
    METADATA,
    sa.Column("document", sa.ForeignKey(DOCUMENTS.c.sha256), primary_key=True),
    sa.Column("id", sa.Text, primary_key=True),
    sa.Column("position", sa.Integer, nullable=False),
    sa.Column("kind", sa.Text, nullable=False, index=True),
    sa.Column("stage", sa.Text, nullable=False, index=True),
    sa.Column("payload", sa.Text, nullable=False),
)
TARGETS = sa.Table(
    "targets",
    METADATA,
    sa.Column("document", sa.ForeignKey(DOCUMENTS.c.sha256), primary_key=True),
    sa.Column("position", sa.Integer, primary_key=True),
    sa.Column("payload", sa.Text, nullable=False),
)
REVISIONS = sa.Table(
    "revisions",
    METADATA,
    sa.Column("number", sa.Integer, primary_key=True),
    sa.Column("document", sa.Text, nullable=False),
    sa.Column("project", sa.Text, nullable=False),
    sa.Column("version", sa.Integer, nullable=False),
    sa.Column("action", sa.Text, nullable=False),
    sa.Column("who", sa.Text, nullable=False),
    sa.Column("at", sa.Text, nullable=False, index=True),
    sa.Column("why", sa.Text, nullable=False),
    sa.Column("undoes", sa.Integer),
    sa.Column("origin", sa.Text),
    sa.Column("changes", sa.Text, nullable=False),
    sa.Index("ix_revisions_project", "document", "project", "number"),
)
"""Every change. It outlives the document and the project it is of, and is never altered."""

STANDINGS = sa.Table(
    "standings",
    METADATA,
    sa.Column("document", sa.Text, primary_key=True),
    sa.Column("project", sa.Text, primary_key=True),
    sa.Column("version", sa.Integer, nullable=False),
    sa.Column("gone", sa.Integer, nullable=False),
    sa.Column("by_hand", sa.Integer, nullable=False),
    sa.Column("reading", sa.Text),
    sa.Column("corrections", sa.Text, nullable=False),
)
"""How the projects stand that have revisions: the others are as they were read.

`gone`: 0 it is there, 1 the reading no longer names it, 2 a person took it out. `reading` is null
where it is what is shown, and where `by_hand` says that there is none.
"""

DRAFTS = sa.Table(
    "drafts",
    METADATA,
    sa.Column("id", sa.Text, primary_key=True),
    sa.Column("owner", sa.Text, nullable=False, index=True),
    sa.Column("created", sa.Text, nullable=False),
    sa.Column("changed", sa.Text, nullable=False),
    sa.Column("version", sa.Integer, nullable=False),
    sa.Column("note", sa.Text, nullable=False),
    sa.Column("facts", sa.Text, nullable=False),
    sa.Column("targets", sa.Text, nullable=False),
    sa.Column("text", sa.Text),
)
ITEMS = sa.Table(
    "draft_items",
    METADATA,
    sa.Column("draft", sa.ForeignKey(DRAFTS.c.id, ondelete="CASCADE"), primary_key=True),
    sa.Column("id", sa.Text, primary_key=True),
    sa.Column("position", sa.Integer, nullable=False),
    sa.Column("state", sa.Text, nullable=False),
    sa.Column("reason", sa.Text, nullable=False),
    sa.Column("who", sa.Text, nullable=False),
    sa.Column("at", sa.Text, nullable=False),
    sa.Column("known", sa.Integer, nullable=False),
    sa.Column("reading", sa.Text),
    sa.Column("corrections", sa.Text, nullable=False),
    sa.Column("payload", sa.Text, nullable=False),
)
FACTS = tuple(DOCUMENTS.c[field.name] for field in fields(DocumentFacts))
