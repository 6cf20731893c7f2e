"""What the pages of one enterprise and of one parcel show: which columns, which words, which sentences."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd

from dashboard import format as fmt
from etl.contracts import CONTRACTS, TABLES, Column, Kind
from etl.contracts.chains import MAPPING_SOURCES
from etl.contracts.columns import PARK_NAME
from etl.contracts.findings import SEVERITY_LABELS, check_label
from etl.contracts.honour import HONOURS, STATUSES
from etl.contracts.product_license import LICENSE_TYPES

_firm = TABLES["enterprise"].by_name
_year = TABLES["enterprise_year"].by_name
_parcel = TABLES["parcel"].by_name
_parcel_year = TABLES["parcel_year"].by_name
_use = TABLES["occupancy"].by_name
_file = TABLES["source_file"].by_name
_issue = TABLES["quality_issue"].by_name
_honour = TABLES["honour"].by_name

# The snapshot keeps short English words; the definition of each column says the same in Chinese.
WORDS: Mapping[str, Mapping[str, str]] = {
    "uscc_status": {
        "valid": "有效", "missing": "缺失", "bad_check_digit": "校验位不符", "legacy": "旧号码",
        "destroyed": "末几位已丢失",
    },
    "area_source": {"certificate": "证载", "measured": "实测", "declared": "申报"},
    "kind": {"own": "自有", "lease_land": "租赁土地", "lease_floor": "租赁厂房"},
    "land_source": {"parcels": "由宗地与租用关系分摊", "declared": "由来件按企业申报"},
    "severity": SEVERITY_LABELS,
    "honour_code": HONOURS,
    "status": STATUSES,
    "mapping_source": MAPPING_SOURCES,
    "license_type": LICENSE_TYPES,
}  # fmt: skip

PARK = Column("park", PARK_NAME.label, PARK_NAME.sentence, PARK_NAME.kind)
FIRM_NAME = _firm["name"]
FIRM_FACTS = (
    _firm["uscc"], _firm["uscc_status"], _firm["former_names"], _firm["status"], _firm["registered_on"],
    _firm["industry_code"], _firm["industry_name"], _firm["is_above_scale"], _firm["size_class"], _firm["town"], PARK,
    _firm["address"], _firm["enterprise_type"], _firm["registered_capital"], _firm["orientation"],
    _firm["exempt_reason"], _firm["exempt_until"], _firm["in_register"],
)  # fmt: skip
FIRM_YEARS = (
    _year["year"], _year["tax_paid_wan_yuan"], _year["tax_adjustment_wan_yuan"], _year["tax_wan_yuan"],
    _year["own_mu"], _year["lease_in_mu"], _year["lease_out_mu"], _year["land_mu"], _year["tax_wan_yuan_per_mu"],
    _year["output_wan_yuan"], _year["revenue_wan_yuan"], _year["value_added_wan_yuan"], _year["employees"],
    _year["rd_wan_yuan"], _year["energy_tce"], _year["electricity_kwh"], _year["land_source"],
)  # fmt: skip
MONTHS = TABLES["operation_month"].columns[1:]
HONOUR_LIST = (
    _honour["honour_code"], _honour["level"], _honour["status"], _honour["granted_on"], _honour["valid_to"],
    Column("expiry", "到期提醒", "已认定的荣誉：今天已过有效期，或六个月内到期。", Kind.WORD),
    _honour["batch"], _honour["doc_no"],
)  # fmt: skip
COUNTERPARTY = Column("counterparty_name", "出租方", "把土地或厂房租给它的一方。", Kind.NAME)
FIRM_LAND = (
    _use["year"], _use["parcel_id"], _parcel["parcel_address"], _use["kind"], _use["area_m2"],
    _use["land_gross_mu"], _use["land_out_mu"], _use["land_share_mu"], COUNTERPARTY,
)  # fmt: skip

PARCEL_NAMES = (_parcel["parcel_id"], _parcel["owner_name"])
PARCEL_FACTS = (
    _parcel["real_estate_unit_id"], _parcel["parcel_address"], _parcel["town"], PARK, _parcel["land_use"],
    _parcel["land_use_code"], _parcel["planned_use"], _parcel["right_type"], _parcel["right_nature"],
    _parcel["is_temporary"], _parcel["expires_on"], _parcel["land_mu"], _parcel["area_source"], _parcel["floor_m2"],
    _parcel["far"], _parcel["planned_far"], _parcel["building_density"], _parcel["stage"],
)  # fmt: skip
PARCEL_YEARS = (
    _parcel_year["year"], _parcel_year["tax_wan_yuan"], _parcel_year["land_mu"], _parcel_year["tax_wan_yuan_per_mu"],
    _parcel_year["output_wan_yuan"], _parcel_year["enterprise_count"], _parcel_year["taxed_enterprise_count"],
)  # fmt: skip
USER_TAX = Column(
    "tax_wan_yuan",
    "分到本宗地的税收",
    "使用企业的评价税收按其各宗地分摊用地的比例分到本宗地的部分；各户之和等于宗地税收。",
    Kind.NUMBER,
    "万元",
)
PARCEL_USERS = (
    _use["year"], _firm["name"], _use["kind"], _use["area_m2"], _use["land_gross_mu"], _use["land_out_mu"],
    _use["land_share_mu"], USER_TAX, COUNTERPARTY,
)  # fmt: skip
AREAS = (
    Column("source", "面积", "面积取自哪里。", Kind.WORD),
    Column("area_m2", "面积", "该来源的宗地面积。", Kind.NUMBER, "m²"),
    Column("area_mu", "折合", "1 亩 = 2000/3 m²。", Kind.NUMBER, "亩"),
    Column("difference_pct", "比证载", "（该面积 − 证载面积）÷ 证载面积。", Kind.NUMBER, "%"),
    Column("is_used", "采用", "用地面积取自这一项。", Kind.BOOLEAN),
)

# As much of the wide tables as a screen of 1280 can hold; the workbook has all.
LAND_LIST = (
    "year", "parcel_id", "parcel_address", "kind", "area_m2", "land_share_mu", "counterparty_name", "land_out_mu",
)  # fmt: skip
USER_LIST = (
    "year", "name", "kind", "area_m2", "land_share_mu", "tax_wan_yuan", "counterparty_name", "land_out_mu",
)  # fmt: skip
ISSUES = (
    Column("check_label", "检查", "检查的名称。", Kind.WORD), _issue["severity"], _issue["reason"], _issue["value"],
    _issue["next_step"], _file["path"], _issue["sheet"], _issue["row_number"], _issue["column"],
)  # fmt: skip
SOURCES = (
    Column("table_label", "数据", "由这一行构成的数据。", Kind.WORD),
    Column("about", "年度、月份、对象", "这一行说的是哪一年、哪个月、哪宗地或哪户企业。"),
    _file["path"],
    _file["sheet"],
    _issue["row_number"],
    _file["department"],
    _file["received_on"],
    Column("brings", "提供的数", "这类来件提供哪些数。"),
)
# The same of several subjects, whose name comes first.
SOURCES_OF = (Column("name", "企业或宗地", "这一行来源说的是谁。", Kind.NAME), *SOURCES)
M2_PER_MU = 2000 / 3


def text(column: Column, value: Any) -> str:
    """One value as a reader expects it, with its unit; missing is —."""
    if value is None or value is pd.NaT:
        return fmt.MISSING
    if column.kind is Kind.BOOLEAN:
        return "是" if value else "否"
    if column.kind in (Kind.DATE, Kind.MONTH):
        return str(value)[:10]
    if column.kind in (Kind.NUMBER, Kind.INTEGER):
        return fmt.with_unit(float(value), column.unit or "", column.decimals).strip()
    return WORDS.get(column.name, {}).get(str(value), str(value))


def with_words(frame: pd.DataFrame) -> pd.DataFrame:
    """The rows with Chinese words for the codes of `WORDS`."""
    known = {
        name: frame[name].map(lambda code, words=words: words.get(code, code), na_action="ignore")
        for name, words in WORDS.items()
        if name in frame
    }
    return frame.assign(**known)


def by_year(years: pd.DataFrame, columns: Sequence[Column]) -> pd.DataFrame:
    """The figures turned: one row per column but the first, the year, and one text column per year."""
    rows = with_words(years).to_dict("records")
    figures = columns[1:]
    return pd.DataFrame(
        {
            "figure": [column.heading for column in figures],
            **{str(row["year"]): [_figure(column, row[column.name]) for column in figures] for row in rows},
        }
    )


def _figure(column: Column, value: Any) -> str:
    if pd.isna(value):
        return fmt.MISSING
    if column.kind in (Kind.NUMBER, Kind.INTEGER):
        return fmt.number(float(value), column.decimals)
    return str(value)


def areas(parcel: Mapping[str, Any]) -> pd.DataFrame:
    """The three areas of a parcel, one row each, with the difference from the certificate; see `AREAS`."""
    certificate = parcel["certificate_m2"]
    rows = []
    for source, label in WORDS["area_source"].items():
        area = parcel[f"{source}_m2"]
        known = area is not None and certificate and source != "certificate"
        rows.append(
            {
                "source": _parcel[f"{source}_m2"].label if label else source,
                "area_m2": area,
                "area_mu": None if area is None else area / M2_PER_MU,
                "difference_pct": (area / certificate - 1) * 100 if known else None,
                "is_used": parcel["area_source"] == source,
            }
        )
    return pd.DataFrame(rows).astype({"area_m2": float, "area_mu": float, "difference_pct": float})


def with_issue_words(issues: pd.DataFrame) -> pd.DataFrame:
    """The quality issues with the Chinese names of checks and severities."""
    return with_words(issues).assign(check_label=issues["check_name"].map(check_label))


def with_source_words(sources: pd.DataFrame) -> pd.DataFrame:
    """The source rows with the names of tables and with what such a file brings."""
    return sources.assign(
        table_label=sources["table_name"].map(lambda name: TABLES[name].label),
        brings=[
            brings(table, entity)
            for table, entity in zip(sources["table_name"], sources["entity"], strict=True)
        ],
    )


def brings(table: str, entity: object) -> str:
    """Which figures of a published table a source entity brings, by their labels.

    A sheet may be two entities, joined by ``+``. Identity is left out, save for the register itself.
    """
    identity = set() if table == "enterprise" else set(_firm)
    offered = set(_firm) if table == "enterprise" else None
    labels = [
        field.column.label
        for each in str(entity).split("+")
        if each in CONTRACTS
        for field in CONTRACTS[each].fields
        if field.name not in identity and (offered is None or field.name in offered)
    ]
    return "、".join(dict.fromkeys(labels))


def labelled(rows: pd.DataFrame, subject: str, label: str) -> list[tuple[str, str]]:
    """What links are drawn for: id and label, the id where there is no label."""
    known = rows.dropna(subset=[subject])
    return list(zip(known[subject], known[label].fillna(known[subject]), strict=True))
