"""How the tables came to be what they are: one line of revisions, run by Alembic."""
