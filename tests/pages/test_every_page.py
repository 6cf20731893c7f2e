"""A walk over every page and each of its tabs: the sample district as it is, with ledgers of one row, with none; for others.

The states are copies of one build of the sample, whose ledgers are cut in the store: what the bureau's registers bring
(firms, land, tax) stays.
"""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path

import duckdb
import pytest
from streamlit.testing.v1 import AppTest

from dashboard import database, screens
from dashboard.url_values import TABS
from etl.contracts import CONTRACTS, TABLES
from etl.contracts.service_words import SERVICE_KINDS
from tests.pages import test_dossiers
from tests.pages.test_outward import everything
from tests.pages.test_pages import FRAME, metrics, words

REGISTERS = ("enterprise", "park", "parcel", "occupancy")
# What the marts make of ledgers, beside the ledgers themselves.
MADE = (
    "decline_month", "floor_gain", "honour_year", "project_year", "supply_link", "works_case", "works_parcel", "works_stage",
)  # fmt: skip
LEDGERS = (*(name for name in CONTRACTS if name in TABLES and name not in REGISTERS), *MADE)
# Several tabs read one ledger: of each kind a row stays.
KINDS = {"project": "project_kind", "works_case": "works_kind", "declaration": "person_masked IS NULL"}
# Page → the key of its tabs; a page without tabs is walked as it opens.
TABS_OF: Mapping[str, str] = {
    "OVERVIEW": "league", "PER_MU_TAX": "view", "FOUR_BATCHES": "batch_view", "CHAINS": "chain_view", "PARCELS": "lot_view",
    "OPERATIONS": "operation_view", "WORKS": "works_view", "PROJECTS": "projects_view", "GROWTH": "growth_view",
    "SERVICES": "service_view", "DATA_LINKS": "link_view",
}  # fmt: skip
PAGES = {name: path for name, path in vars(screens).items() if isinstance(path, Path) and path.is_file()}
DOSSIERS = {"ENTERPRISE": "enterprise", "PARCEL": "parcel"}
# Tab of a ledger → the ledgers of which it says that they are missing.
READS: Mapping[str, tuple[str, ...]] = {
    "": ("target",),
    **dict.fromkeys(TABS["operation_view"], ("operation_month", "decline_watch")),
    "园区标准化": ("park_plot", "self_upgrade", "land_reserve", "temporary_land"),
    "供地履约": ("land_contract",),
    **dict.fromkeys(TABS["projects_view"][:4], ("project",)),
    "载体与厂房": ("floor_space",),
    "园中园": ("carrier",),
    "基金": ("fund",),
    "对接活动": ("matching_event",),
    "荣誉阶梯": ("honour",),
    "申报": ("declaration",),
    "人才": ("declaration",),
    "上云": ("cloud_adoption",),
    "小升规": ("upgrade_pool",),
    **{tab: (kind,) for kind, tab in SERVICE_KINDS.items()},
    "归档": ("notice_batch", "testing_duty"),
    "政策文件": ("policy_doc",),
}
# What others may not read: whose land, money, case or project it is.
NAMES = """
SELECT name FROM enterprise UNION SELECT project_name FROM project UNION SELECT investor FROM project WHERE investor IS NOT NULL
"""
# What a missing value looks like where nobody thought of it.
GAP = re.compile(r"\b(nan|NaN|None|NaT)\b", re.ASCII)
OF_LEDGERS = ("TARGETS", "OPERATIONS", "WORKS", "PROJECTS", "GROWTH", "SERVICES")


@pytest.fixture(scope="module")
def states(built_sample: Path, tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, Path]:
    """The store of each state."""
    one, none = (tmp_path_factory.mktemp(name) / "warehouse" for name in ("one", "none"))
    for store in (one, none):
        shutil.copytree(built_sample, store)
    _cut(one, 1)
    _cut(none, 0)
    return {"full": built_sample, "one row": one, "empty": none}


def _cut(store: Path, rows: int) -> None:
    """Leave so many rows of every ledger, of each kind of it."""
    (file,) = store.glob("*/warehouse.duckdb")
    with duckdb.connect(str(file)) as connection:
        for table in LEDGERS:
            # Those of the latest year, which the pages open on.
            latest = [f"{name} DESC" for name in ("year", "month") if name in TABLES[table].by_name]
            order = ", ".join((*latest, *TABLES[table].key))
            connection.execute(
                f"DELETE FROM {table} WHERE rowid NOT IN (SELECT rowid FROM {table} QUALIFY row_number() OVER "  # noqa: S608
                f"(PARTITION BY {KINDS.get(table, '1')} ORDER BY {order}) <= {rows})"
            )


@pytest.fixture(params=["full", "one row", "empty"])
def state(
    request: pytest.FixtureRequest, states: Mapping[str, Path], monkeypatch: pytest.MonkeyPatch
) -> Iterator[str]:
    database.unpin()
    monkeypatch.setenv("MUJUN_WAREHOUSE", str(states[request.param]))
    yield request.param
    database.unpin()


def walk(page: str, **query: str) -> Iterator[tuple[str, AppTest]]:
    """Each tab of a page with what it draws."""
    key = TABS_OF.get(page)
    for tab in TABS[key] if key else ("",):
        subject = _subject(DOSSIERS[page]) if page in DOSSIERS else None
        yield tab, test_dossiers.visit(PAGES[page].name, subject, **({key: tab} if key else {}), **query)


def drawn(app: AppTest) -> str:
    """The words in the charts and tables of a page."""
    charts = [str(chart.proto.spec) for chart in app.get("plotly_chart")]
    cells = [
        str(cell)
        for table in app.dataframe
        for name in table.value.select_dtypes(["object", "string"])
        for cell in table.value[name].dropna()
    ]
    return "\n".join((*charts, *cells))


@cache
def _subject(table: str) -> str:
    """Whom a dossier is of: what every state has."""
    (key,) = TABLES[table].key
    return str(database.fetch(f"SELECT {key} AS id FROM {table} ORDER BY {key}")["id"].iloc[0])  # noqa: S608


def test_every_page_and_every_tab_is_on_the_way() -> None:
    registered = set(re.findall(r"st\.Page\(\s*screens\.(\w+)", FRAME.read_text(encoding="utf-8")))
    assert registered == set(PAGES)
    assert set(TABS_OF.values()) == set(TABS)


@pytest.mark.parametrize("page", PAGES)
def test_each_tab_draws_without_a_gap_in_its_words_and_says_which_file_is_missing(
    page: str, state: str
) -> None:
    for tab, app in walk(page):
        place = f"{page} {tab}: {state}"
        assert not app.exception, place
        assert not app.error, place
        said = "\n".join((words(app), *metrics(app).values()))
        assert not (found := GAP.search(said) or GAP.search(drawn(app))), f"{place}: {found}"
        if page in OF_LEDGERS and state == "empty":
            for ledger in READS[tab]:
                assert f"还没有「{CONTRACTS[ledger].label}」" in said, place
                assert CONTRACTS[ledger].sender in said, place
        elif page in OF_LEDGERS:
            own = "|".join(CONTRACTS[ledger].label for ledger in READS[tab])
            assert not re.search(f"还没有「({own})」", said), place
            assert 1 <= len(metrics(app)) <= 6, place
        if page in OF_LEDGERS and state == "full":
            assert app.get("plotly_chart"), place
            assert app.dataframe, place


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.usefixtures("sample")
def test_others_see_every_tab_and_no_firm_of_the_sample(page: str) -> None:
    nobody = re.compile(
        "|".join((*map(re.escape, database.fetch(NAMES)["name"]), r"有限公司|91350104YL|35010\d{7}G|＊"))
    )
    for tab, app in walk(page, share="true"):
        assert not app.exception, f"{page} {tab}"
        assert app.toggle(key="share").value
        assert not (found := nobody.search(everything(app))), f"{page} {tab}: {found}"
