"""Sums over the projects of a kind: by stage, status, month and place, where leads lead, completions against plan."""

from __future__ import annotations

from datetime import date
from typing import Any

import pandas as pd

from dashboard.queries.project_cases import COMPLETED, LANDS, SIGNED, STARTED
from dashboard.small_cells import hide_counts
from etl.contracts.project import STAGES

UNTOLD = "未写明"
STATUSES = ("未开工", "新开工", "在建", "竣工投产", UNTOLD)
UNPLACED, ONLY_CHAIN = "归不到链", "只知是哪条链"
COMPLETION = "竣工"


def counts(rows: pd.DataFrame, year: int) -> dict[str, Any]:
    """How many projects there are, how many of them are how far, new in ``year``, marked, and what they promise (万元).

    ``fills`` counts those of `with_nodes` that are placed at a missing or weak node.
    """
    reached, begun = rows["reached"], pd.to_datetime(rows["begun_on"])
    is_new = pd.to_datetime(rows["started_on"]).dt.year == year
    staged, landed = int((reached > 0).sum()), int((reached >= LANDS).sum())
    return {
        "projects": len(rows),
        "wan_yuan": rows["total_investment_wan_yuan"].sum(min_count=1),
        "landed": landed,
        "staged": staged,
        "landed_pct": 100 * landed / staged if staged else None,
        "signed": int((reached >= SIGNED).sum()),
        "completed": int((reached >= COMPLETED).sum()),
        "begun": int((begun.dt.year == year).sum()),
        "undated": int(begun.isna().sum()),
        "started": int(is_new.sum()),
        "started_completed": int((is_new & (reached >= COMPLETED)).sum()),
        "outside": int((rows["is_in_statistics"] == False).sum()),  # noqa: E712 # a missing word is neither
        "unsaid": int(rows["is_in_statistics"].isna().sum()),
        "key": int((rows["is_key_project"] == True).sum()),  # noqa: E712
        "fills": int(rows["fills"].fillna(False).astype(bool).sum()) if "fills" in rows else 0,
    }


def stages(rows: pd.DataFrame) -> pd.DataFrame:
    """One row per stage: ``projects`` that are at it now, ``reached`` it or more, ``wan_yuan`` of those; last the untold."""
    at = rows["reached"].astype(int)
    found = [
        {
            "stage": stage,
            "projects": int((at == place).sum()),
            "reached": int((at >= place).sum()),
            "wan_yuan": rows.loc[at >= place, "total_investment_wan_yuan"].sum(min_count=1),
        }
        for place, stage in enumerate(STAGES, start=1)
    ]
    untold = rows[at == 0]
    if len(untold):
        money = untold["total_investment_wan_yuan"].sum(min_count=1)
        found.append({"stage": UNTOLD, "projects": len(untold), "reached": None, "wan_yuan": money})
    return pd.DataFrame(found).astype({"reached": float, "wan_yuan": float})


def stages_for_others(rows: pd.DataFrame) -> pd.DataFrame:
    """The same without money, and without counts that are too small or would give one away; none of what was passed."""
    counts = stages(rows)
    return counts.assign(
        projects=hide_counts(counts["projects"]), reached=float("nan"), wan_yuan=float("nan")
    )


def with_status(rows: pd.DataFrame, year: int) -> pd.DataFrame:
    """The projects with their ``status``: one that started in ``year`` and is not completed is new."""
    started = pd.to_datetime(rows["started_on"]).dt.year == year
    status = pd.Series(UNTOLD, index=rows.index, dtype=object)
    status[rows["reached"] > 0] = STATUSES[0]
    status[rows["reached"] >= STARTED] = STATUSES[2]
    status[(rows["reached"] >= STARTED) & started] = STATUSES[1]
    status[rows["reached"] >= COMPLETED] = STATUSES[3]
    return rows.assign(status=status)


def statuses(rows: pd.DataFrame) -> pd.DataFrame:
    """One row per status that some project has: ``projects``, ``wan_yuan``."""
    found = rows.groupby("status", as_index=False).agg(
        projects=("project_id", "count"),
        wan_yuan=("total_investment_wan_yuan", lambda values: values.sum(min_count=1)),
    )
    return found.sort_values("status", key=lambda names: names.map(STATUSES.index), ignore_index=True)


def by_place(rows: pd.DataFrame, by: str) -> pd.DataFrame:
    """One row per ``place`` (town or park) and status: ``projects``; places with most projects first."""
    placed = rows.assign(place=rows[by].fillna(UNTOLD))
    found = placed.groupby(["place", "status"], as_index=False).agg(projects=("project_id", "count"))
    whole = found.groupby("place")["projects"].transform("sum")
    return found.assign(whole=whole).sort_values(
        ["whole", "place"], ascending=[False, True], ignore_index=True
    )


def months(rows: pd.DataFrame) -> pd.DataFrame:
    """One row per month from the first to the last in which projects begin by their first date, those without any too."""
    days = pd.to_datetime(rows["begun_on"]).dropna()
    counts = days.dt.to_period("M").value_counts()
    every = list(pd.period_range(counts.index.min(), counts.index.max(), freq="M")) if len(counts) else []
    return pd.DataFrame(
        {"month": [str(month) for month in every], "projects": [int(counts.get(month, 0)) for month in every]}
    )


def labelled(leads: pd.DataFrame) -> pd.DataFrame:
    """The leads with ``source`` and ``label``, in words also where no source is told or no chain is known."""
    chain, node = leads["chain"], leads["node"]
    label = (chain + " · " + node).fillna(chain + " · " + ONLY_CHAIN).fillna(UNPLACED)
    return leads.assign(source=leads["lead_source"].fillna(UNTOLD), label=label)


def leads(rows: pd.DataFrame) -> pd.DataFrame:
    """One row per source and node (of `labelled`): ``projects``, ``wan_yuan``, whether they ``fill`` a gap."""
    return rows.groupby(["source", "label"], as_index=False).agg(
        projects=("project_id", "nunique"),
        wan_yuan=("total_investment_wan_yuan", lambda values: values.sum(min_count=1)),
        fills=("fills", "max"),
    )


def with_nodes(rows: pd.DataFrame, leads_of: pd.DataFrame) -> pd.DataFrame:
    """The 招商 projects with ``nodes`` in words and whether they ``fill`` a missing or weak one."""
    placed = leads_of.dropna(subset=["chain_id"])
    words = placed.groupby("project_id")["label"].agg(lambda labels: "、".join(dict.fromkeys(labels)))
    fills = leads_of.groupby("project_id")["fills"].max()
    return rows.assign(nodes=rows["project_id"].map(words), fills=rows["project_id"].map(fills))


def progress(told: pd.DataFrame, year: int) -> pd.DataFrame:
    """One row per month of ``year``: ``planned``, the projects' plan in equal parts, and ``actual``, what is done by then.

    A project that leaves a month out is taken to stand where it stood the month before; after the last month that
    any of them tells of there is no actual number.
    """
    if told.empty:
        return pd.DataFrame(columns=["month", "planned", "actual"])
    plan = float(told.drop_duplicates("project_id")["year_plan_wan_yuan"].sum())
    by_project = told.assign(month=pd.to_datetime(told["month"]).dt.month).pivot_table(
        index="month", columns="project_id", values="month_done_wan_yuan", aggfunc="max"
    )
    actual = by_project.reindex(range(1, by_project.index.max() + 1)).ffill().sum(axis=1, min_count=1)
    return pd.DataFrame(
        {
            "month": [f"{year}-{month:02d}" for month in range(1, 13)],
            "planned": [plan * month / 12 for month in range(1, 13)],
            "actual": actual.reindex(range(1, 13)).to_numpy(dtype=float),
        }
    )


def completions(nodes: pd.DataFrame, year: int, on: date) -> pd.DataFrame:
    """One row per month's end of ``year``: how many projects were to be completed by then, and how many were.

    A month that is not over on the day asked has no actual number yet.
    """
    own = nodes[nodes["stage"] == COMPLETION]
    planned, actual = pd.to_datetime(own["planned_on"]), pd.to_datetime(own["actual_on"])
    ends = pd.date_range(f"{year}-01-01", periods=12, freq="ME")
    return pd.DataFrame(
        {
            "month": [f"{end:%Y-%m}" for end in ends],
            "planned": [int((planned <= end).sum()) for end in ends],
            "actual": [float((actual <= end).sum()) if end.date() <= on else float("nan") for end in ends],
        }
    )
