"""The sample district: believable, consistent, reproducible, and in the formats that offices send."""

from __future__ import annotations

import csv
import json
import math
import struct
import unicodedata
import zipfile
from collections import Counter, defaultdict
from functools import cache
from pathlib import Path
from statistics import median, stdev
from typing import Any

import numpy as np
import pyogrio
import pyproj
import pytest
import shapely
from python_calamine import CalamineWorkbook
from stdnum.cn import uscc

from etl.sample import generate
from etl.sample.block import block_sizes, draw_block
from etl.sample.district import BRAND_FIRST, BRAND_SECOND, PARKS, TOWNS
from etl.sample.industries import INDUSTRIES, TRADE_TAX_OFFSETS
from etl.sample.parcels import FULL_BLOCK
from etl.sample.sheets import OfficeWorkbook, SheetForm

ROOT = Path(__file__).resolve().parents[2]
SAMPLE = ROOT / "data" / "sample"
BASEMAP = ROOT / "data" / "reference" / "basemap" / "sample"
TRUTH = ROOT / "tests" / "golden" / "sample_truth.json"
INDUSTRY_CODES = ROOT.parent / "shared" / "data" / "industry_codes" / "gbt4754_2017.csv"
YEARS = (2021, 2022, 2023)
M2_PER_MU = 2000 / 3
M2_PER_AREA_UNIT = {"1": 1.0, "2": M2_PER_MU, "3": 10_000.0}

Row = dict[str, Any]


@cache
def truth() -> dict[str, Any]:
    content: dict[str, Any] = json.loads(TRUTH.read_text(encoding="utf-8"))
    return content


@cache
def register() -> list[dict[str, str]]:
    with (SAMPLE / "市监局_企业登记名录.csv").open(encoding="gb18030", newline="") as file:
        return list(csv.DictReader(file))


def cells(path: Path, sheet: str | int = 0) -> list[list[Any]]:
    book = CalamineWorkbook.from_path(path)
    found = book.get_sheet_by_index(sheet) if isinstance(sheet, int) else book.get_sheet_by_name(sheet)
    return found.to_python(skip_empty_area=False)


def amount(cell: Any) -> Any:
    """What a clerk meant who typed an amount as text."""
    if not isinstance(cell, str):
        return cell
    plain = unicodedata.normalize("NFKC", cell).strip().removesuffix("万").replace(",", "")
    return -float(plain.strip("()")) if plain.startswith("(") else float(plain)


@cache
def tax(year: int) -> tuple[list[Row], Row]:
    """Taxpayers and the 合计 row."""
    rows = cells(SAMPLE / f"税务局_{year}年度企业税收.xlsx")
    records = [dict(zip(rows[2], [*row[:4], *map(amount, row[4:])], strict=True)) for row in rows[3:-1]]
    assert rows[-1][0].startswith("注：")
    return records[:-1], records[-1]


@cache
def annual(year: int) -> dict[str, list[Any]]:
    return {row[0]: row for row in cells(SAMPLE / f"统计局_企业年报_{year}.xlsx")[3:] if row[0]}


@cache
def monthly(year: int, month: int) -> dict[str, list[Any]]:
    return {row[1]: row for row in cells(SAMPLE / f"统计局_规上工业产销_{year}年.xlsx", f"1-{month}月")[4:]}


@cache
def tenancies() -> list[Row]:
    found = []
    for town in TOWNS:
        rows = cells(SAMPLE / "镇街_企业用地租用情况.xlsx", town)
        found += [dict(zip(rows[1], row, strict=True)) for row in rows[2:]]
    return found


@cache
def parcels(folder: Path = SAMPLE) -> Any:
    layer = pyogrio.read_dataframe(folder / "资规局_工业用地宗地.shp", encoding="gb18030")
    return layer.assign(m2=layer.ZDMJ * layer.MJDW.map(M2_PER_AREA_UNIT))


@cache
def parks() -> Any:
    return pyogrio.read_dataframe(SAMPLE / "园区范围.geojson")


def cents(value: float) -> int:
    return round(value * 100)


# Reproducible


def content(path: Path) -> object:
    """Bytes of a file; of a workbook its parts, since zip libraries compress differently."""
    if path.suffix != ".xlsx":
        return path.read_bytes()
    with zipfile.ZipFile(path) as book:
        return {name: book.read(name) for name in book.namelist()}


def test_committed_sample_is_what_the_generator_writes(tmp_path: Path) -> None:
    generate(tmp_path / "sample", truth=tmp_path / "truth.json", basemap=tmp_path / "basemap")
    names = sorted(path.name for path in SAMPLE.iterdir())
    assert sorted(path.name for path in (tmp_path / "sample").iterdir()) == names
    for name in names:
        if Path(name).suffix not in {".shp", ".shx"}:
            assert content(tmp_path / "sample" / name) == content(SAMPLE / name), name
    assert json.loads((tmp_path / "truth.json").read_text(encoding="utf-8")) == truth()
    assert sorted(path.name for path in (tmp_path / "basemap").iterdir()) == sorted(
        path.name for path in BASEMAP.iterdir()
    )
    for path in BASEMAP.iterdir():
        # A sine that differs in its last bit may round to another sixth decimal.
        written, committed = (
            pyogrio.read_dataframe(each) for each in (tmp_path / "basemap" / path.name, path)
        )
        assert list(written["名称"]) == list(committed["名称"])
        assert shapely.equals_exact(written.geometry.array, committed.geometry.array, tolerance=2e-6).all()
    # Sines and cosines may differ in their last bit between machines.
    assert shapely.equals_exact(
        parcels(tmp_path / "sample").geometry.array, parcels().geometry.array, tolerance=1e-6
    ).all()


def test_same_seed_gives_the_same_bytes_and_another_seed_another_district(tmp_path: Path) -> None:
    for folder, seed in (("one", 7), ("again", 7), ("other", 8)):
        generate(tmp_path / folder, seed=seed, enterprises=60)
    for path in (tmp_path / "one").iterdir():
        assert path.read_bytes() == (tmp_path / "again" / path.name).read_bytes(), path.name
    name = "市监局_企业登记名录.csv"
    assert (tmp_path / "one" / name).read_bytes() != (tmp_path / "other" / name).read_bytes()


def test_writing_over_a_larger_sample_leaves_none_of_it(tmp_path: Path) -> None:
    (tmp_path / "税务局_2021年度企业税收_2.xlsx").write_bytes(b"a further volume of an earlier run")
    generate(tmp_path, enterprises=60)
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted(path.name for path in SAMPLE.iterdir())


def test_a_block_depends_on_seed_number_and_size_alone() -> None:
    assert list(block_sizes(2 * FULL_BLOCK + 100))[:2] == list(block_sizes(2 * FULL_BLOCK))
    alone, after_another = draw_block(5, 1, 300), (draw_block(5, 0, 200), draw_block(5, 1, 300))[1]
    assert alone.enterprises.codes == after_another.enterprises.codes
    assert np.array_equal(alone.tax.evaluation, after_another.tax.evaluation)
    assert alone.parcels.rings == after_another.parcels.rings


@pytest.mark.parametrize("enterprises", [40, 620, FULL_BLOCK + 39, FULL_BLOCK + 40, 3 * FULL_BLOCK])
def test_blocks_hold_all_enterprises_and_none_is_too_small(enterprises: int) -> None:
    sizes = list(block_sizes(enterprises))
    assert sum(sizes) == enterprises
    assert min(sizes) >= 40


def test_too_few_enterprises_are_refused(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="at least 40"):
        generate(tmp_path, enterprises=39)


def test_two_blocks_share_no_name_code_or_ground(tmp_path: Path) -> None:
    seen: list[tuple[str, int, int]] = []
    generate(tmp_path, enterprises=FULL_BLOCK + 100, progress=lambda *step: seen.append(step))
    with (tmp_path / "市监局_企业登记名录.csv").open(encoding="gb18030", newline="") as file:
        firms = {tuple(row.values()) for row in csv.DictReader(file)}
    assert len({firm[1] for firm in firms}) == len({firm[2] for firm in firms}) == FULL_BLOCK + 100
    layer = parcels(tmp_path)
    assert len(layer) == pytest.approx(0.42 * (FULL_BLOCK + 100), abs=2)
    assert layer.ZDDM.is_unique
    assert layer.PQMC.nunique() == 2 * len(PARKS)
    assert overlaps(layer.geometry) == []
    assert seen[0] == ("生成企业", FULL_BLOCK, FULL_BLOCK + 100)
    assert seen[-1][1] == seen[-1][2]


def test_a_full_workbook_goes_on_in_a_further_file(tmp_path: Path) -> None:
    form = SheetForm(
        "表", "标题", (("名称", ()), ("金额", ("一月", "二月"))), unit="单位：万元", totalled=(1, 2)
    )
    book = OfficeWorkbook(tmp_path / "册.xlsx", [form], rows_per_sheet=2)
    book.append("表", [["甲", 0.1, 1], ["乙", 0.2, 2], ["丙", 0.3, None]])
    book.close()
    first, second = cells(tmp_path / "册.xlsx"), cells(tmp_path / "册_2.xlsx")
    assert first[4:] == [["甲", 0.1, 1.0], ["乙", 0.2, 2.0], ["合计", 0.3, 3.0]]
    assert second[2:] == [["名称", "金额", ""], ["", "一月", "二月"], ["丙", 0.3, ""], ["合计", 0.3, 0.0]]


# Files as offices send them


def test_sample_is_at_most_3_megabytes() -> None:
    assert sum(path.stat().st_size for path in SAMPLE.iterdir()) <= 3_000_000


def test_register_is_gbk_with_crlf_and_no_bom() -> None:
    raw = (SAMPLE / "市监局_企业登记名录.csv").read_bytes()
    assert raw.decode("gbk").startswith("序号,企业名称,统一社会信用代码")
    assert raw.count(b"\r\n") == raw.count(b"\n") == len(register()) + 1


def test_parcel_table_is_gbk_and_nothing_says_so() -> None:
    assert not (SAMPLE / "资规局_工业用地宗地.cpg").exists()
    header = (SAMPLE / "资规局_工业用地宗地.dbf").read_bytes()[:32]
    assert header[29] == 0
    assert struct.unpack("3B", header[1:4]) == (124, 3, 1)
    assert parcels().QLR.str.startswith("示例").mean() > 0.98
    assert parcels().crs.to_epsg() == 4528


def test_monthly_return_has_two_merged_heading_rows_under_title_and_unit() -> None:
    rows = cells(SAMPLE / "统计局_规上工业产销_2023年.xlsx", "1-3月")
    assert rows[0][0] == "2023年1—3月规模以上工业企业主要指标"
    assert rows[1][-1] == "单位：万元"
    groups = ["工业总产值(当年价)", "", "", "", "营业收入", "", "用电量(万千瓦时)", ""]
    assert rows[2] == ["单位详细名称", "统一社会信用代码", "行业代码", *groups]
    assert rows[3][3:] == [
        "本月",
        "本年累计",
        "上年同期",
        "增速(%)",
        "本年累计",
        "上年同期",
        "本月",
        "本年累计",
    ]
    with zipfile.ZipFile(SAMPLE / "统计局_规上工业产销_2023年.xlsx") as book:
        sheet = book.read("xl/worksheets/sheet2.xml").decode()
    for merged in ("A1:K1", "A3:A4", "C3:C4", "D3:G3", "H3:I3", "J3:K3"):
        assert f'ref="{merged}"' in sheet


def test_every_town_has_its_tenancy_sheet() -> None:
    book = CalamineWorkbook.from_path(SAMPLE / "镇街_企业用地租用情况.xlsx")
    assert book.sheet_names == list(TOWNS)
    assert all(cells(SAMPLE / "镇街_企业用地租用情况.xlsx", town)[0][0].startswith(town) for town in TOWNS)
    assert {row["年度"] for row in tenancies()} == {float(year) for year in YEARS}


# Identifiers


def test_all_credit_codes_are_valid_and_none_can_be_a_real_firms() -> None:
    codes = {row["统一社会信用代码"] for row in register()}
    codes |= {row["纳税人识别号"] for year in YEARS for row in tax(year)[0]}
    for code in codes:
        assert uscc.is_valid(code), code
        assert code[8:10] in {"YL", "YW"}, code


def test_register_repeats_rows_only_exactly_alike() -> None:
    distinct = {tuple(row.values()) for row in register()}
    assert len(distinct) == truth()["enterprises"] == 620
    assert len({row[1] for row in distinct}) == len({row[2] for row in distinct}) == 620
    assert len(register()) - len(distinct) == 3
    assert all(row["企业名称"].startswith("示例") for row in register())


def test_brands_do_not_repeat() -> None:
    assert len(set(BRAND_FIRST)) == len(BRAND_FIRST)
    assert len(set(BRAND_SECOND)) == len(BRAND_SECOND)


def test_industries_carry_the_official_names() -> None:
    if not INDUSTRY_CODES.exists():
        pytest.skip("the GB/T 4754-2017 table is not beside the project")
    with INDUSTRY_CODES.open(encoding="utf-8", newline="") as file:
        names = {row["industry_id"]: row["name"] for row in csv.DictReader(file)}
    assert {i.code: i.name for i in INDUSTRIES} == {i.code: names[i.code] for i in INDUSTRIES}
    assert {industry.trade for industry in INDUSTRIES} == TRADE_TAX_OFFSETS.keys()


def test_parcel_codes_are_well_formed_and_unique() -> None:
    layer = parcels()
    assert layer.ZDDM.is_unique
    assert layer.ZDDM.str.fullmatch(r"350104\d{6}[GJ]B\d{5}").all()
    assert layer.BDCDYH.str.fullmatch(r".{19}[FW]\d{8}").all()


# Parcels


def overlaps(geometry: Any) -> list[tuple[int, int]]:
    polygons = geometry.to_numpy()
    left, right = shapely.STRtree(polygons).query(polygons, predicate="intersects")
    pairs = [(int(a), int(b)) for a, b in zip(left, right, strict=True) if a < b]
    return [(a, b) for a, b in pairs if polygons[a].intersection(polygons[b]).area > 1e-6]


def test_parcels_are_valid_do_not_overlap_and_lie_in_their_park() -> None:
    layer, outlines = parcels(), parks().to_crs(4528).set_index("园区名称")
    assert layer.geometry.is_valid.all()
    assert overlaps(layer.geometry) == []
    assert set(layer.PQMC) == set(outlines.index) == {park.name for park in PARKS}
    for name, park in outlines.geometry.items():
        assert layer.geometry[name == layer.PQMC].within(park).all(), name
    west, south, east, north = outlines.total_bounds
    assert west > 40_418_000
    assert east < 40_440_000
    assert south > 2_872_000
    assert north < 2_890_000


def test_parcel_sizes_are_log_normal_about_12_mu() -> None:
    mu = parcels().m2 / M2_PER_MU
    assert len(mu) == truth()["parcels"] == 260
    assert mu.min() >= 0.5
    assert mu.max() <= 120
    assert 10 <= mu.median() <= 14
    assert 6_000 <= mu.sum() <= 9_000
    assert 1.1 <= np.log(mu).std() <= 1.5
    assert mu.sum() == pytest.approx(truth()["certificate_mu"], abs=1e-3)


def test_certificate_area_is_the_polygons_but_for_a_few_old_surveys() -> None:
    geod = pyproj.Geod(ellps="GRS80")
    layer = parcels()
    measured = np.array([abs(geod.geometry_area_perimeter(p)[0]) for p in layer.to_crs(4490).geometry])
    error = np.abs(layer.m2 / measured - 1)
    old = (error > 0.005).sum()
    assert old == 8
    assert error[error > 0.005].between(0.03, 0.06).all()
    assert set(layer.MJDW) == {"1", "2", "3"}
    assert (layer.MJDW == "1").mean() > 0.95


def test_shapes_are_not_all_rectangles() -> None:
    hulls = parcels().geometry.area / parcels().geometry.convex_hull.area
    assert (hulls < 0.97).sum() >= 8, "L-shaped parcels"
    boxes = parcels().geometry.area / parcels().geometry.minimum_rotated_rectangle().area
    assert (boxes < 0.9).sum() >= 60, "skewed parcels"


def test_park_areas_are_those_of_their_outlines() -> None:
    outlines = parks()
    assert outlines.crs.to_epsg() == 4490
    measured = outlines.to_crs(4528).geometry.area / M2_PER_MU
    assert np.allclose(outlines["规划面积（亩）"], measured, rtol=1e-4)
    assert set(outlines["上级园区"]) == {"鹭江工业园区"}


def test_a_few_parcels_belong_to_nobody_in_the_register() -> None:
    outside = ~parcels().QLR.isin({row["企业名称"] for row in register()})
    assert 0.03 <= outside.mean() <= 0.05
    assert parcels().QLRZJH[outside].isna().all()
    assert 0.01 <= parcels().QLRZJH[~outside].isna().mean() <= 0.06


# Tenancies


def test_tenancies_number_about_three_hundred_a_year_on_45_shared_parcels() -> None:
    leases = [row for row in tenancies() if row["使用方式"] != "自有"]
    by_year = Counter(int(row["年度"]) for row in leases)
    assert all(260 <= by_year[year] <= 390 for year in YEARS)
    assert {str(year): count for year, count in by_year.items()} == {
        year: facts["leases"] for year, facts in truth()["years"].items()
    }
    assert 850 <= len(tenancies()) <= 1_100
    tenants = Counter(row["宗地代码"] for row in leases if row["年度"] == 2023)
    assert 40 <= sum(count > 1 for count in tenants.values()) <= 50
    assert sum(row["统一社会信用代码"] == "" for row in leases) == pytest.approx(0.03 * len(leases), abs=15)


def test_each_use_of_a_parcel_is_listed_once_a_year() -> None:
    keys = Counter((r["宗地代码"], r["企业名称"], r["年度"], r["使用方式"]) for r in tenancies())
    assert max(keys.values()) == 1


def test_leases_never_exceed_the_parcel_and_some_nearly_fill_it() -> None:
    layer = parcels().set_index("ZDDM")
    shares: dict[tuple[str, float], float] = defaultdict(float)
    for row in tenancies():
        if row["使用方式"] != "自有":
            whole = layer.m2 if row["使用方式"] == "租赁土地" else layer.JZZMJ
            shares[row["宗地代码"], row["年度"]] += row["面积（平方米）"] / whole[row["宗地代码"]]
    assert max(shares.values()) < 1
    assert sum(share > 0.95 for share in shares.values()) >= 3


def test_landlord_is_the_parcels_owner() -> None:
    owner = parcels().set_index("ZDDM").QLR
    leases = [row for row in tenancies() if row["使用方式"] != "自有"]
    assert all(row["出租方"] == owner[row["宗地代码"]] for row in leases)
    assert all(row["企业名称"] == owner[row["宗地代码"]] for row in tenancies() if row["使用方式"] == "自有")


# Tax

TAX_PARTS = ("增值税", "企业所得税", "城建税", "其他税种")
ADJUSTMENTS = ("免抵调库", "留抵退税")


@pytest.mark.parametrize("year", YEARS)
def test_tax_adds_up_to_the_cent(year: int) -> None:
    rows, total = tax(year)
    for row in rows:
        assert cents(row["入库税收合计"]) == sum(cents(row[part]) for part in TAX_PARTS), row
        assert cents(row["评价税收"]) == cents(row["入库税收合计"]) + sum(
            cents(row[a]) for a in ADJUSTMENTS
        ), row
    for column in (*TAX_PARTS, "入库税收合计", *ADJUSTMENTS, "评价税收"):
        assert cents(total[column]) == sum(cents(row[column]) for row in rows), column
    assert total["序号"] == "合计"


@pytest.mark.parametrize("year", YEARS)
def test_truth_agrees_with_the_tax_files(year: int) -> None:
    rows, facts = tax(year)[0], truth()["years"][str(year)]
    known = {row["统一社会信用代码"] for row in register()}
    matched = [row for row in rows if row["纳税人识别号"] in known]
    assert cents(facts["tax_paid_wan_yuan"]) == sum(cents(row["入库税收合计"]) for row in rows)
    assert cents(facts["tax_wan_yuan"]) == sum(cents(row["评价税收"]) for row in rows)
    assert cents(facts["tax_adjustment_wan_yuan"]) == sum(cents(row[a]) for row in rows for a in ADJUSTMENTS)
    assert cents(facts["matched_tax_paid_wan_yuan"]) == sum(cents(row["入库税收合计"]) for row in matched)
    assert cents(facts["matched_tax_wan_yuan"]) == sum(cents(row["评价税收"]) for row in matched)
    assert (facts["taxpayers"], facts["matched_taxpayers"]) == (len(rows), len(matched))
    assert 0.02 <= 1 - len(matched) / len(rows) <= 0.04
    assert 0.035 <= sum(row["入库税收合计"] == 0 for row in rows) / len(rows) <= 0.085
    assert 0.002 <= sum(row["入库税收合计"] < 0 for row in rows) / len(rows) <= 0.025


def test_firms_found_later_have_no_earlier_return() -> None:
    founded = {row["统一社会信用代码"]: int(row["成立日期"][:4]) for row in register()}
    for year in YEARS:
        assert all(founded.get(row["纳税人识别号"], 0) <= year for row in tax(year)[0])
    assert sum(year > 2021 for year in founded.values()) >= 20


def test_a_few_firms_are_registered_elsewhere() -> None:
    codes = [row["统一社会信用代码"] for row in register()]
    assert 0.01 <= sum(not code.startswith("91350104") for code in codes) / len(codes) <= 0.035


def effective_land_2023() -> dict[str, float]:
    """Land by name, in 亩, from the files alone: owned − leased out + leased in, floor by its share."""
    layer = parcels().set_index("ZDDM")
    land: dict[str, float] = defaultdict(float)
    for name, m2 in zip(layer.QLR, layer.m2, strict=True):
        land[name] += m2 / M2_PER_MU
    for row in tenancies():
        if row["年度"] == 2023 and row["使用方式"] != "自有":
            parcel = layer.loc[row["宗地代码"]]
            by_floor = parcel.m2 * row["面积（平方米）"] / parcel.JZZMJ if parcel.JZZMJ else math.nan
            m2 = row["面积（平方米）"] if row["使用方式"] == "租赁土地" else by_floor
            land[row["企业名称"]] += m2 / M2_PER_MU
            land[row["出租方"]] -= m2 / M2_PER_MU
    return land


def test_named_enterprises_of_the_truth_follow_from_the_files() -> None:
    land, by_code = effective_land_2023(), {row["纳税人识别号"]: row for row in tax(2023)[0]}
    named = truth()["named_enterprises"]
    assert Counter(firm["kind"] for firm in named) == {
        "owner with tenants": 3, "floor tenant": 3, "land tenant": 2, "several parcels": 2,
    }  # fmt: skip
    for firm in named:
        row = by_code[firm["enterprise_id"]]
        assert firm["land_mu"] == pytest.approx(land[firm["name"]], abs=1e-5)
        assert firm["tax_wan_yuan"] == row["评价税收"]
        assert firm["tax_paid_wan_yuan"] == row["入库税收合计"]
        assert firm["tax_wan_yuan_per_mu"] == pytest.approx(row["评价税收"] / land[firm["name"]], abs=1e-3)


def test_land_is_conserved_and_per_mu_tax_is_log_normal_about_12() -> None:
    land = effective_land_2023()
    assert sum(land.values()) == pytest.approx(truth()["certificate_mu"], abs=1e-3)
    assert min(land.values()) >= 0
    name_of = {row["统一社会信用代码"]: row["企业名称"] for row in register()}
    without = [name for name in name_of.values() if name not in land]
    assert 0.03 <= len(without) / len(name_of) <= 0.05
    tax_of = {name_of.get(row["纳税人识别号"], ""): row["评价税收"] for row in tax(2023)[0]}
    logs = [math.log(tax_of[n] / mu) for n, mu in land.items() if mu > 0 and tax_of.get(n, 0) > 0]
    assert 9 <= math.exp(median(logs)) <= 15
    assert 0.95 <= stdev(logs) <= 1.25


def test_about_one_taxpayer_in_fifty_has_amounts_typed_as_text() -> None:
    for year in YEARS:
        rows = cells(SAMPLE / f"税务局_{year}年度企业税收.xlsx")[3:-2]
        typed = [row for row in rows if isinstance(row[-1], str)]
        assert 0.005 <= len(typed) / len(rows) <= 0.04
        assert {"万" in str(cell) for row in typed for cell in row[4:]} == {True, False}


# Statistics


@pytest.mark.parametrize("year", YEARS)
def test_towns_have_subtotals_and_the_first_of_2021_lacks_its_last_return(year: int) -> None:
    rows = cells(SAMPLE / f"统计局_企业年报_{year}.xlsx")[3:]
    assert rows[-1][1] == "合计"
    outputs: list[float] = []
    differences = []
    for row in rows[:-1]:
        if row[0]:
            outputs.append(0.0 if row[2] == "-" else row[2])
        else:
            differences.append(round(row[2] - math.fsum(outputs), 2))
            last, outputs = outputs[-1], []
            assert row[1] == f"{TOWNS[len(differences) - 1]}小计"
            assert differences[-1] in (0, -last)
    assert [bool(each) for each in differences] == [year == 2021, *[False] * (len(TOWNS) - 1)]


@pytest.mark.parametrize("year", YEARS)
def test_annual_returns_leave_out_about_one_in_twelve(year: int) -> None:
    surveyed = {r["统一社会信用代码"] for r in register() if int(r["成立日期"][:4]) <= year}
    assert annual(year).keys() <= surveyed
    assert 0.05 <= 1 - len(annual(year)) / len(surveyed) <= 0.11
    output = [row[2] for row in annual(year).values() if row[2] != "-"]
    facts = truth()["years"][str(year)]
    assert facts["annual_output_wan_yuan"] == pytest.approx(math.fsum(output), abs=0.01)
    assert facts["annual_returns"] == len(annual(year))


@pytest.mark.parametrize("year", YEARS)
def test_a_year_is_its_december_cumulative(year: int) -> None:
    december, returns = monthly(year, 12), annual(year)
    both = december.keys() & returns.keys()
    assert len(both) > 80
    for code in both:
        assert returns[code][2] == december[code][4]
        assert returns[code][3] == december[code][7]
        assert returns[code][9] == december[code][10]
    total = math.fsum(row[4] for row in december.values())
    facts = truth()["years"][str(year)]
    assert facts["above_scale_output_12_months_wan_yuan"] == pytest.approx(total, abs=0.005)
    assert facts["above_scale"] == len(december)


@pytest.mark.parametrize("year", YEARS)
def test_months_add_up_to_the_cumulative(year: int) -> None:
    assert all(row[3] == row[9] == "-" for row in monthly(year, 2).values())
    for month in range(3, 13):
        before = monthly(year, month - 1)
        for code, row in monthly(year, month).items():
            assert cents(row[4]) == cents(before[code][4]) + cents(row[3])
            assert cents(row[10]) == cents(before[code][10]) + cents(row[9])


def test_about_130_firms_are_above_scale_and_the_register_says_so() -> None:
    above = {row["统一社会信用代码"] for row in register() if row["是否规上"] == "是"}
    assert above == monthly(2023, 12).keys()
    assert 115 <= len(above) <= 145
    growth = [row[6] for row in monthly(2023, 12).values() if row[6] != "-"]
    assert -5 <= median(growth) <= 15
    revised = [
        row for row in monthly(2023, 12).values() if row[6] != "-" and row[5] != monthly_output(2022, row[1])
    ]
    assert len(revised) >= 5, "comparable samples that differ from last year's figure"


def monthly_output(year: int, code: str) -> float | None:
    row = monthly(year, 12).get(code)
    return row[4] if row else None
