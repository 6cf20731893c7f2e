"""The forms that the ledger has had: one script a change, applied in order, never edited once it was released.

A script is written by hand in ``versions`` and says everything itself, so that it does the same years later; a test
compares what all of them make with `dashboard.ledger.METADATA`.
"""

from __future__ import annotations

import threading
from functools import lru_cache
from pathlib import Path

import sqlalchemy as sa
from alembic import command
from alembic.config import Config
from alembic.script import ScriptDirectory

FOLDER = Path(__file__).resolve().parent
_VERSION = sa.Table("alembic_version", sa.MetaData(), sa.Column("version_num", sa.String(32)))
# The scripts talk to the one connection of the process that alembic knows.
_ONE_AT_A_TIME = threading.Lock()


class NewerLedgerError(Exception):
    """The ledger has a form that these scripts do not know, so a later release has written it."""


def form(connection: sa.Connection) -> str | None:
    """The last script that the ledger has been through; None when there was none."""
    if not sa.inspect(connection).has_table(_VERSION.name):
        return None
    return connection.execute(sa.select(_VERSION.c.version_num)).scalar()


def is_current(connection: sa.Connection) -> bool:
    """Whether the ledger has the newest form; raises NewerLedgerError when it has one of a later release."""
    found = form(connection)
    if found is not None and found not in known():
        raise NewerLedgerError(found)
    return found == known()[0]


def bring_up(connection: sa.Connection) -> None:
    """Give the ledger the newest form within the transaction that is open; at once when it has it already."""
    if is_current(connection):
        return
    with _ONE_AT_A_TIME:
        command.upgrade(_config(connection), "head")


@lru_cache(maxsize=1)
def known() -> tuple[str, ...]:
    """Every form that the scripts lead to, the newest first."""
    return tuple(script.revision for script in ScriptDirectory(str(FOLDER)).walk_revisions())


def _config(connection: sa.Connection) -> Config:
    config = Config(attributes={"connection": connection})
    # A per cent sign in a folder's name would be taken for a reference to another setting.
    config.set_main_option("script_location", str(FOLDER).replace("%", "%%"))
    return config
