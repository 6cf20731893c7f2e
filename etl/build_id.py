"""The name of a build: when it began (UTC) and four random digits, as in ``20261123T013000Z-3f9a``."""

from __future__ import annotations

import re
import secrets
from datetime import UTC, datetime, timedelta

TIME = "%Y%m%dT%H%M%SZ"
# [0-9], because \d also takes full-width digits; a name of this form is safe in a path and in a URL.
FORM = re.compile(r"[0-9]{8}T[0-9]{6}Z-[0-9a-f]{4}")


def new_after(newest: str | None) -> str:
    """An id that sorts after ``newest``, even with a clock set back or two builds in one second."""
    moment = datetime.now(UTC)
    if newest is not None:
        moment = max(moment, began_at(newest) + timedelta(seconds=1))
    return f"{moment.strftime(TIME)}-{secrets.token_hex(2)}"


def is_valid(name: str) -> bool:
    """Whether ``name`` is the id of a build; everything that comes from outside is asked."""
    if not FORM.fullmatch(name):
        return False
    try:
        began_at(name)
    except ValueError:
        return False
    return True


def began_at(build_id: str) -> datetime:
    """The moment in a valid id, in UTC."""
    return datetime.strptime(build_id.partition("-")[0], TIME).replace(tzinfo=UTC)
