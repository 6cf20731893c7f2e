"""Cases of 培育与申报 → the counts that its cards, drawings and workbook share."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from dashboard.queries import growth, growth_honours
from dashboard.queries.growth import Asked
from dashboard.small_cells import hide_counts
from etl.contracts.declaration import DECLARATION_STATUSES, NOT_PASSED, PASSED, RECOMMENDED
from etl.contracts.honour import HONOURS, LADDER
from etl.contracts.programmes import KNOWN_PROGRAMMES
from etl.contracts.target_indicators import CLOUD_INDICATOR, ENTRY_INDICATOR
from etl.contracts.upgrade_pool import ENTERED, LEFT

UNTOLD = "未写明"
# The rungs in the words of every day.
SHORT = {
    "innovative_sme": "创新型",
    "specialised": "专精特新",
    "little_giant": "小巨人",
    "champion": "单项冠军",
}
# What a reader looks for first: the ladder from its top down, then the other honours.
ORDER = (*reversed(LADDER), *(code for code in HONOURS if code not in LADDER))


def ladder(asked: Asked) -> pd.DataFrame:
    """One row per honour that somebody has or had or is on the way to, as `growth_tables.LADDER`; the top rung first.

    A year of which nothing is known has no count, and no net change.
    """
    counts = growth_honours.counts(asked)
    known = set(counts["year"])
    found = pd.DataFrame({"honour_code": list(ORDER)})
    for name, year in (("firms", asked.year), ("firms_before", asked.year - 1)):
        by_code = counts[counts["year"] == year].set_index("honour_code")["firms"]
        values = by_code.reindex(ORDER)
        found[name] = (values.fillna(0) if year in known else values).to_numpy(dtype=float)
    found["net_new"] = found["firms"] - found["firms_before"]
    for name, rows in (
        ("coming", growth_honours.coming(asked)),
        ("expiring", growth_honours.expiring(asked)),
    ):
        found[name] = rows["honour_code"].value_counts().reindex(ORDER).fillna(0).to_numpy(dtype=float)
    shares = growth_honours.output_shares(asked).set_index("honour_code")["output_share_pct"]
    found["output_share_pct"] = shares.reindex(ORDER).to_numpy(dtype=float)
    there = found[["firms", "firms_before", "coming", "expiring"]].fillna(0).sum(axis=1) > 0
    return found[there | found["honour_code"].isin(LADDER)].reset_index(drop=True)


def matrix(rows: pd.DataFrame) -> pd.DataFrame:
    """One row per programme and status that some declaration has: ``programme``, ``declaration_status``, ``cases``."""
    told = rows.assign(declaration_status=rows["declaration_status"].fillna(UNTOLD))
    counts = told.groupby(["programme", "declaration_status"], as_index=False).size()
    counts = counts.rename(columns={"size": "cases"})
    places = {status: place for place, status in enumerate((*DECLARATION_STATUSES, UNTOLD))}
    return counts.assign(
        place=[programme_place(name) for name in counts["programme"]],
        step=counts["declaration_status"].map(places),
    ).sort_values(["place", "programme", "step"])[["programme", "declaration_status", "cases"]]


def programme_place(name: str) -> int:
    """Where a programme stands in the report; unknown ones last."""
    return KNOWN_PROGRAMMES.index(name) if name in KNOWN_PROGRAMMES else len(KNOWN_PROGRAMMES)


def rates(rows: pd.DataFrame) -> pd.DataFrame:
    """One row per programme as `growth_tables.RATES`; without a result there is no rate."""
    status = rows["declaration_status"]
    marked = rows.assign(
        recommended=status.isin(RECOMMENDED) | rows["recommended_on"].notna(),
        passed=status.isin(PASSED),
        decided=status.isin((*PASSED, NOT_PASSED)),
    )
    found = marked.groupby("programme", as_index=False).agg(
        cases=("declaration_id", "size"),
        recommended=("recommended", "sum"),
        passed=("passed", "sum"),
        decided=("decided", "sum"),
    )
    shares = 100 * found["passed"] / found["decided"].where(found["decided"] > 0)
    found = found.assign(rate_pct=shares, place=[programme_place(name) for name in found["programme"]])
    return found.sort_values(["place", "programme"]).drop(columns="place").reset_index(drop=True)


def rate_of(rows: pd.DataFrame) -> tuple[int, int]:
    """How many passed, of how many with a result."""
    status = rows["declaration_status"]
    return int(status.isin(PASSED).sum()), int(status.isin((*PASSED, NOT_PASSED)).sum())


def outcome(rows: pd.DataFrame) -> dict[str, float | None]:
    """How many were declared, recommended, decided and passed, and the rate of those that passed; see `rates`."""
    if rows.empty:
        return {"cases": 0, "recommended": 0, "passed": 0, "decided": 0, "rate_pct": None}
    sums = rates(rows)[["cases", "recommended", "passed", "decided"]].sum()
    rate = 100 * sums["passed"] / sums["decided"] if sums["decided"] else None
    return {**{str(name): int(value) for name, value in sums.items()}, "rate_pct": rate}


def on_the_way(rows: pd.DataFrame) -> dict[str, int]:
    """Of the pool those that have neither entered nor left; of them those at the threshold, and past their month."""
    way = rows[~rows["pool_status"].isin((ENTERED, LEFT))]
    return {
        "way": len(way),
        "reached": int((way["gap_wan_yuan"] <= 0).sum()),
        "late": int(way["overdue_days"].notna().sum()),
    }


def adopted_by_month(rows: pd.DataFrame) -> pd.DataFrame:
    """One row per month in which firms came to the cloud, each in its first: ``month``, ``firms``, ``total``."""
    first = rows[rows["is_on_cloud"]].dropna(subset=["adopted_on"]).groupby("who")["adopted_on"].min()
    days = pd.to_datetime(first)
    months = days.dt.normalize().sub(pd.to_timedelta(days.dt.day - 1, "D")).value_counts().sort_index()
    return pd.DataFrame(
        {
            "month": months.index,
            "firms": months.to_numpy(),
            "total": months.cumsum().to_numpy(),
        }
    )


def cloud_targets(asked: Asked, *, for_others: bool = False) -> pd.DataFrame:
    """The yearly targets and their running ``total``; none for a part of the district, with which they do not compare."""
    found = growth.targets(CLOUD_INDICATOR)
    found = found if asked.is_whole and not for_others else found.head(0)
    return found.assign(total=found["target"].cumsum())


def clouds(
    rows: pd.DataFrame, parks: pd.DataFrame, targets: pd.DataFrame, asked: Asked
) -> dict[str, float | None]:
    """Firms on the cloud and on the way to it, against the targets up to the day asked; of 规上 firms those covered."""
    there = rows[rows["is_on_cloud"]]
    firms, aimed = there["who"].nunique(), targets[targets["year"] <= asked.on.year]["target"]
    aim = float(aimed.sum()) if len(aimed) else None
    above, covered = parks["above_scale"].sum(), parks["on_cloud"].sum()
    return {
        "firms": firms,
        "verified": there[there["cloud_status"] == "已核验"]["who"].nunique(),
        "on_the_way": rows[~rows["who"].isin(set(there["who"]))]["who"].nunique(),
        "target": aim,
        "done_pct": 100 * firms / aim if aim else None,
        "above": above,
        "covered": covered,
        "coverage_pct": 100 * covered / above if above else None,
    }


def entries(asked: Asked, rows: pd.DataFrame) -> pd.DataFrame:
    """One row per year with a task or an entry, as `growth_tables.ENTRIES`; a task is the whole district's.

    The ledger tells nothing of the years before its first entry: those have no number, which is no zero.
    """
    entered = rows[rows["pool_status"] == ENTERED].dropna(subset=["entered_on"])
    done = pd.to_datetime(entered["entered_on"]).dt.year.value_counts()
    tasks = growth.targets(ENTRY_INDICATOR)
    aims = (tasks if asked.is_whole else tasks.head(0)).set_index("year")["target"]
    first = min(done.index, default=asked.year)
    years = sorted({*map(int, done.index), *map(int, aims.index)})
    found = pd.DataFrame(
        {
            "year": years,
            "entered": pd.Series(
                [done.get(year, 0) if year >= first else None for year in years], dtype=float
            ),
            "target": aims.reindex(years).to_numpy(dtype=float),
        }
    )
    return found.assign(done_pct=100 * found["entered"] / found["target"].where(found["target"] > 0))


def hidden(counts: pd.DataFrame, columns: Sequence[str]) -> pd.DataFrame:
    """The rows with counts that are too small for others, or would give one away, as missing."""
    return counts.assign(**{name: hide_counts(counts[name].fillna(0)) for name in columns})
