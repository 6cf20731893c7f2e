"""The sentences of the yearly report for a chain: each blank is a query, and is left out when what it rests on is in doubt."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import partial

import pandas as pd

from dashboard import chain_sentences
from dashboard import format as fmt
from dashboard.chain_sentences import Row
from dashboard.database import all_rows
from dashboard.queries import chain_faults, chain_licenses, chain_projects, projects
from dashboard.queries.chains import View
from dashboard.queries.growth import Asked
from dashboard.report_words import Blank, failed, lacking
from etl.contracts.chains import MISSING, WEAK
from etl.contracts.product_license import LICENSE_TYPES

# The chain whose products need a licence.
LICENSED = "biomed"
DRUGS, DEVICES = (
    ("generic_consistency", "drug_approval"),
    ("device_class1", "device_class2", "device_class3"),
)
# Checks of projects that leave a sentence as it is: what they doubt is not in it.
NOT_OF_STAGES = ("project_done_over_total", "project_plan_without_year")
NOT_OF_MONEY = ("project_dates_reversed", "project_without_stage")
NOT_OF_DATES = (*NOT_OF_STAGES, "project_without_stage")


def blanks(view: View, row: Row, nodes: pd.DataFrame) -> tuple[Blank, ...]:
    """Every sentence of the chain whose figures are ``row`` and whose nodes are ``nodes``, in the order of the report."""
    whole = chain_sentences.report(row, view.selection.year).replace("**", "").replace("\\", "")
    of_year = _of_year(view) if view.selection.year else ()
    return (Blank("总体", whole), *of_year, _support(row), _gaps(nodes))


def _of_year(view: View) -> tuple[Blank, ...]:
    """What a year brought: a snapshot without any tells none of it."""
    faults = chain_faults.faults(view)
    products = _products(view, faults) if view.chain_id == LICENSED else ()
    return (*products, *_projects(view, faults))


def table(said: Sequence[Blank], chain: str) -> pd.DataFrame:
    """The sentences as rows: ``chain``, ``item``, ``sentence``, ``withheld``, the empty ones missing."""
    return pd.DataFrame(
        [
            {
                "chain": chain,
                "item": each.item,
                "sentence": each.sentence or None,
                "withheld": each.withheld or None,
            }
            for each in said
        ]
    )


def _products(view: View, faults: pd.DataFrame) -> tuple[Blank, ...]:
    if not chain_licenses.ledger(view).rows:
        return tuple(
            Blank(item, withheld=lacking("product_license"))
            for item in ("药品批文", "器械备案注册", "在研药品")
        )
    types = {each["license_type"]: each for each in all_rows(chain_licenses.by_type(view))}
    year, stop = view.selection.year, partial(failed, faults, "product_license")
    coming = types["drug_pipeline"]
    drugs = [
        _blank(
            LICENSE_TYPES[code],
            f"{year} 年获批{LICENSE_TYPES[code].removesuffix('批文')}批文 {types[code]['granted_in_year']} 项，"
            f"累计 {types[code]['granted']} 项。",
            stop({code}),
        )
        for code in DRUGS
    ]
    devices = [
        _blank(
            LICENSE_TYPES[code],
            f"{year} 年新增{LICENSE_TYPES[code]} {types[code]['granted_in_year']} 个，累计 {types[code]['granted']} 个。",
            stop({code}),
        )
        for code in DEVICES
    ]
    research = f"在研药品 {coming['in_research'] + coming['filed']} 个，其中已受理 {coming['filed']} 个。"
    return (*drugs, *devices, _blank("在研药品", research, stop({"drug_pipeline"})))


def _projects(view: View, faults: pd.DataFrame) -> tuple[Blank, ...]:
    if not chain_projects.are_there():
        return tuple(
            Blank(item, withheld=lacking("project")) for item in ("产业园和载体", "引进落地", "技术改造")
        )
    stop = partial(failed, faults, "project")
    built = chain_projects.carriers(view)
    kinds = {"investment", "private", "overseas", "other", "upgrade"}
    carriers = (
        Blank("产业园和载体", withheld="项目台账中没有这一年竣工的产业园、载体项目")
        if built.empty
        else _blank("产业园和载体", _carriers(view, built), stop(kinds, NOT_OF_DATES))
    )
    landed = _blank("引进落地", _landed(view), stop({"investment"}, NOT_OF_STAGES))
    return (carriers, landed, _upgraded(view, stop({"upgrade"}, NOT_OF_MONEY)))


def _blank(item: str, sentence: str, withheld: str) -> Blank:
    return Blank(item, withheld=withheld) if withheld else Blank(item, sentence)


def _carriers(view: View, built: pd.DataFrame) -> str:
    return f"{view.selection.year} 年新增产业园、载体 {len(built)} 个（{'、'.join(built['project_name'])}）。"


def _landed(view: View) -> str:
    row = chain_projects.landing(view)
    without = row["landed_without_sum"]
    if not row["landed"]:
        said = "引进落地项目 0 项"
    else:
        unsaid = f"（{without} 项没有写明，不计）" if without else ""
        said = f"引进落地项目 {row['landed']} 项，计划总投资 {fmt.money(row['landed_wan_yuan'])}{unsaid}"
    return f"截至来件，{said}；{view.selection.year} 年签约 {row['signed_in_year']} 项。"


def _upgraded(view: View, withheld: str) -> Blank:
    of_chain = replace(view.selection, chains=(view.chain_id,))
    found = projects.tech_inv(Asked(of_chain, chain_projects.day()))
    year = view.selection.year
    if withheld or not found.told:
        return Blank("技术改造", withheld=withheld or f"链上企业没有写明 {year} 年完成投资的技改项目")
    rate = (
        ""
        if found.done_pct is None
        else f"；完成年度计划 {fmt.percent(found.done_pct)}（计划和完成都写明的 {found.compared} 项）"
    )
    return Blank(
        "技术改造", f"{year} 年技改投资完成 {fmt.money(found.done_wan_yuan)}（{found.told} 项写明）{rate}。"
    )


def _support(row: Row) -> Blank:
    said = chain_sentences.support(row)
    return Blank("本地配套", f"{said}。") if said else Blank("本地配套", withheld=lacking("supply"))


def _gaps(nodes: pd.DataFrame) -> Blank:
    named = [
        f"{light}的节点 {len(names)} 个：{'、'.join(names)}"
        for light in (MISSING, WEAK)
        if (names := nodes.loc[nodes["light"] == light, "name"].tolist())
    ]
    return Blank("缺口", f"{'；'.join(named)}。" if named else "没有缺的和弱的节点。")
