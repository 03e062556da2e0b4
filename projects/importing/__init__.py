"""Tables of projects (台账) → the registry."""

from projects.importing.importer import (
    Atlas,
    Options,
    check_table,
    earlier_tables,
    import_table,
    read_table,
)

__all__ = ["Atlas", "Options", "check_table", "earlier_tables", "import_table", "read_table"]
