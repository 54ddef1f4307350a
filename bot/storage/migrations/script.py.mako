"""${message}

Revision ${up_revision}, after ${down_revision or "nothing"}, ${create_date.date()}.
"""

import sqlalchemy as sa
from alembic import op
${imports if imports else ""}
revision: str = "${up_revision}"
down_revision: str | None = ${'"' + down_revision + '"' if down_revision else None}


def upgrade() -> None:
    """Run inside one transaction, on both databases."""
    ${upgrades if upgrades else "pass"}
