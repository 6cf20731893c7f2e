"""What a case takes over from the snapshot when an enterprise is taken up."""

from __future__ import annotations

from collections.abc import Collection, Hashable, Mapping, Sequence
from typing import Any

import pandas as pd

from dashboard import database
from dashboard.cases.record import BATCHES, NewCase
from dashboard.cases.workflow import STARTS, SURVEY
from dashboard.queries import batch_lists, firms
from dashboard.queries.batches import Bench
from dashboard.selection import Selection

SUGGESTED = STARTS[-1]
# A case keeps the place of the land, not of the registered office.
FACTS = """
SELECT f.enterprise_id, f.name, f.uscc, f.year, e.former_names, f.town, f.park_name AS park,
    p.parcel_address AS location, f.land_mu AS occupied_mu,
    f.tax_wan_yuan_per_mu AS tax_per_mu_before, f.tax_wan_yuan_per_mu_before AS tax_per_mu_earlier,
    e.status AS operating_status, s.land_use AS current_use,
    b.plan_id, b.suggested_batch, b.reason || '（方案第 ' || b.version || ' 版）' AS suggested_reason
FROM firm_year AS f
JOIN enterprise AS e USING (enterprise_id)
LEFT JOIN batch_site AS s ON f.enterprise_id = s.enterprise_id AND f.year = s.year
LEFT JOIN parcel AS p ON s.site_parcel_id = p.parcel_id
LEFT JOIN batch_suggestion AS b
    ON f.enterprise_id = b.enterprise_id AND f.year = b.year AND b.plan_id = $plan
WHERE f.{year}
"""


def of_year(plan: str, year: int | None) -> pd.DataFrame:
    """One row per enterprise of the year: the fields of a new case and ``former_names``, by name."""
    facts = FACTS.replace("{year}", firms.of_year(year))
    return database.fetch(f"{facts} ORDER BY f.name, f.enterprise_id", plan=plan, year=year)


def suggested(
    selection: Selection, bench: Bench, classes: Sequence[str], plan: str, version: str
) -> list[NewCase]:
    """The new cases of the chosen enterprises that the bench puts into these classes, as the ``plan`` suggests."""
    if not classes:
        return []
    rows = batch_lists.rows(selection, bench, tuple(classes))[["enterprise_id", "suggested_batch", "reason"]]
    facts = of_year(bench.plan_id, selection.year).drop(
        columns=["plan_id", "suggested_batch", "suggested_reason"]
    )
    joined = facts.merge(rows, on="enterprise_id", validate="1:1")
    said = joined["reason"] + f"（方案第 {version} 版）"
    return new_cases(joined.drop(columns="reason").assign(plan_id=plan, suggested_reason=said))


def new_cases(facts: pd.DataFrame) -> list[NewCase]:
    """The rows of `of_year` as cases to take up: classed by suggestion, or to be surveyed where that takes more data."""
    plain = facts.drop(columns="former_names").astype(object)
    rows = plain.where(plain.notna(), None).to_dict("records")
    return [NewCase(**{str(name): value for name, value in row.items()}, state=_begins(row)) for row in rows]


def _begins(row: Mapping[Hashable, Any]) -> str:
    return SUGGESTED if row["suggested_batch"] in BATCHES else SURVEY


def present(enterprises: Collection[str]) -> set[str]:
    """Those of the enterprises that the published snapshot still knows, also on a page that shows an older one."""
    with database.of_build(database.published().parent.name):
        found = database.fetch(
            "SELECT enterprise_id FROM enterprise WHERE list_contains($ids::VARCHAR[], enterprise_id)",
            ids=tuple(sorted(enterprises)),
        )
    return set(found["enterprise_id"])


def chosen(selection: Selection) -> set[str] | None:
    """The enterprises that the selection is narrowed to; None when it is not."""
    values = selection.parameters
    if all(values[name] in firms.NO_CHOICE for name in firms.CONDITIONS):
        return None
    return set(firms.ask("SELECT enterprise_id FROM firms", selection)["enterprise_id"])


def grace_days() -> float:
    """How many days after its day a case counts as late; none where the snapshot does not say."""
    found = database.fetch("SELECT threshold FROM warning_rule WHERE kind = 'case_late'")
    return float(found["threshold"].fillna(0).iloc[0]) if len(found) else 0.0
