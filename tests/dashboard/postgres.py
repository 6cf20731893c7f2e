"""A PostgreSQL of the tests' own: the one that ``MUJUN_TEST_POSTGRES_URL`` names, else one that is started and ended."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import sqlalchemy as sa
from sqlalchemy.engine import URL, make_url

GIVEN = "MUJUN_TEST_POSTGRES_URL"


def is_there() -> bool:
    here = os.name == "posix" and shutil.which("initdb") and shutil.which("pg_ctl")
    return bool(os.environ.get(GIVEN) or here)


@contextmanager
def server() -> Iterator[URL]:
    """The address of a database from which others may be made."""
    given = os.environ.get(GIVEN)
    if given:
        yield make_url(given)
        return
    folder = Path(tempfile.mkdtemp(prefix="mujun-pg"))
    try:
        data, owner = str(folder / "data"), _owner(folder)
        _run(["initdb", "-D", data, "-U", "mujun", "-A", "trust", "-E", "UTF8", "--no-sync"], folder, owner)
        options = f"-c listen_addresses='' -k {folder}"
        _run(["pg_ctl", "-D", data, "-w", "-l", str(folder / "log"), "-o", options, "start"], folder, owner)
        try:
            yield make_url(f"postgresql+psycopg://mujun@/postgres?host={folder}")
        finally:
            _run(["pg_ctl", "-D", data, "-m", "immediate", "stop"], folder, owner)
    finally:
        shutil.rmtree(folder)


@contextmanager
def database(address: URL, name: str) -> Iterator[str]:
    """The address of a new, empty database, which is removed in the end."""
    engine = sa.create_engine(address, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.exec_driver_sql(f"CREATE DATABASE {name}")
        try:
            yield address.set(database=name).render_as_string(hide_password=False)
        finally:
            connection.exec_driver_sql(f"DROP DATABASE {name} WITH (FORCE)")
    engine.dispose()


def _owner(folder: Path) -> str | None:
    """Whom the server runs as: it refuses root."""
    import pwd

    if os.geteuid() != 0:
        return None
    known = {each.pw_name for each in pwd.getpwall()}
    owner = "postgres" if "postgres" in known else "nobody"
    shutil.chown(folder, owner)
    return owner


def _run(command: list[str], folder: Path, owner: str | None) -> None:
    done = subprocess.run(command, cwd=folder, user=owner, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    if done.returncode:
        raise RuntimeError(done.stderr.decode())
