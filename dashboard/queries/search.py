"""Which enterprise or parcel a visitor means: by name, former name, code, address, owner, or as it is read."""

from __future__ import annotations

import pandas as pd

from dashboard.database import fetch
from dashboard.pinyin import name_pattern
from dashboard.selection import contains_pattern

MOST_HITS = 20


def enterprises(typed: str) -> pd.DataFrame:
    """The best hits first, `MOST_HITS` at most: ``id``, ``name``, ``remark`` (code, town, former names).

    Exact matches come before beginnings, beginnings before parts, and what is written before what is read.
    """
    return fetch(
        """
        SELECT enterprise_id AS id, name, concat_ws(' · ', uscc, town, '曾用名 ' || former_names) AS remark
        FROM enterprise
        WHERE $part::VARCHAR <> '' AND (name ILIKE $part::VARCHAR ESCAPE '\\'
            OR former_names ILIKE $part::VARCHAR ESCAPE '\\' OR uscc ILIKE $part::VARCHAR ESCAPE '\\'
            OR ($read::VARCHAR <> ''
                AND regexp_matches(concat_ws('、', name, former_names), $read::VARCHAR, 'i')))
        ORDER BY lower($typed::VARCHAR) IN (lower(name), lower(coalesce(uscc, ''))) DESC,
            starts_with(lower(name), lower($typed::VARCHAR)) DESC, name ILIKE $part::VARCHAR ESCAPE '\\' DESC,
            coalesce(uscc ILIKE $part::VARCHAR ESCAPE '\\', false) DESC, len(name), name, id
        LIMIT $most::BIGINT
        """,
        typed=typed.strip(),
        part=contains_pattern(typed),
        read=name_pattern(typed, _characters_of_enterprises()),
        most=MOST_HITS,
    )


def parcels(typed: str) -> pd.DataFrame:
    """The best hits first, `MOST_HITS` at most: ``id``, ``name`` (the code), ``remark`` (address, owner)."""
    return fetch(
        """
        SELECT parcel_id AS id, parcel_id AS name, concat_ws(' · ', parcel_address, owner_name) AS remark
        FROM parcel
        WHERE $part::VARCHAR <> '' AND (parcel_id ILIKE $part::VARCHAR ESCAPE '\\'
            OR real_estate_unit_id ILIKE $part::VARCHAR ESCAPE '\\'
            OR parcel_address ILIKE $part::VARCHAR ESCAPE '\\' OR owner_name ILIKE $part::VARCHAR ESCAPE '\\'
            OR ($read::VARCHAR <> ''
                AND regexp_matches(concat_ws('、', parcel_address, owner_name), $read::VARCHAR, 'i')))
        ORDER BY lower(parcel_id) = lower($typed::VARCHAR) DESC, starts_with(owner_name, $typed::VARCHAR) DESC,
            parcel_id ILIKE $part::VARCHAR ESCAPE '\\' DESC, parcel_id
        LIMIT $most::BIGINT
        """,
        typed=typed.strip(),
        part=contains_pattern(typed),
        read=name_pattern(typed, _characters_of_parcels()),
        most=MOST_HITS,
    )


# Asked once a build: the answers stand in the cache of the database.
def _characters_of_enterprises() -> list[str]:
    frame = fetch("""
        SELECT DISTINCT unnest(string_split(name || coalesce(former_names, ''), '')) AS character FROM enterprise
        ORDER BY character
        """)
    return list(frame["character"])


def _characters_of_parcels() -> list[str]:
    frame = fetch("""
        SELECT DISTINCT unnest(string_split(concat(parcel_address, owner_name), '')) AS character FROM parcel
        ORDER BY character
        """)
    return list(frame["character"])
