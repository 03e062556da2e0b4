"""The database behind `projects.registry`: the only room that knows SQLAlchemy."""
