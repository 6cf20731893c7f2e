"""The worked example of per-mu tax (domain notes 1.7 and appendix B), built from office files.

P1 is 30 亩 with 40 000 m² floor: A owns it and uses 16 000 m², lets 10 000 m² to B and 6 000 m² to C, 8 000 m² stand
empty. P2 is 10 亩 and A's alone. Taxes: A 560, B 150, C 9 万元.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.etl.office import Rows, Snapshot, code, publish, square, table, write_layer, write_xlsx

A, B, C = code(1), code(2), code(3)

TAX = f"""
2023年度企业税收
单位：万元
纳税人识别号 | 纳税人名称 | 入库税额
{A} | 甲机械有限公司 | 560
{B} | 乙电子有限公司 | 150
{C} | 丙服装有限公司 | 9
合计 | | 719
"""
TENANCY = f"""
宗地代码 | 企业名称 | 统一社会信用代码 | 使用方式 | 使用面积（平方米） | 出租方
P1 | 乙电子有限公司 | {B} | 租赁厂房 | 10000 | 甲机械有限公司
P1 | 丙服装有限公司 | {C} | 租赁厂房 | 6000 | 甲机械有限公司
"""
PARCELS = f"""
宗地代码 | 土地使用权人 | 权利人信用代码 | 宗地面积（亩） | 建筑面积（平方米） | 土地用途
P1 | 甲机械有限公司 | {A} | 30 | 40000 | 工业用地
P2 | 甲机械有限公司 | {A} | 10 | 4000 | 工业用地
"""


def district(
    folder: Path, *, tax: str = TAX, tenancy: str = TENANCY, parcels: str | None = PARCELS
) -> Snapshot:
    folder.mkdir(parents=True, exist_ok=True)
    for name, drawn in (("税务局.xlsx", tax), ("租用情况2023.xlsx", tenancy), ("宗地.xlsx", parcels)):
        if drawn:
            write_xlsx(folder / name, table(drawn))
    return publish(folder)


@pytest.fixture(scope="module", params=["sheet", "shapefile"])
def example(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Snapshot:
    folder = tmp_path_factory.mktemp("example") / request.param
    if request.param == "sheet":
        return district(folder)
    folder.mkdir()
    write_layer(
        folder / "宗地.shp",
        {
            "ZDDM": ["P1", "P2"],
            "QLR": ["甲机械有限公司"] * 2,
            "QLRZJH": [A, A],
            "ZDMJ": [20_000.0, 20_000 / 3],
            "JZMJ": [40_000.0, 4_000.0],
            "YT": ["0601", "0601"],
        },
        [square(141.42), square(81.65, east=431_000)],
        encoding="GBK",
    )
    return district(folder, parcels=None)


def test_enterprise_method(example: Snapshot) -> None:
    per_mu = example.by_name("tax_wan_yuan_per_mu")
    assert per_mu == pytest.approx(
        {"甲机械有限公司": 20.00, "乙电子有限公司": 20.00, "丙服装有限公司": 2.00}, abs=0.005
    )


def test_land_is_own_plus_leased_in_minus_leased_out(example: Snapshot) -> None:
    found = {
        column: {name[0]: round(mu, 6) for name, mu in example.by_name(column).items()}
        for column in ("own_mu", "lease_in_mu", "lease_out_mu", "land_mu")
    }
    assert found == {
        "own_mu": {"甲": 40, "乙": 0, "丙": 0},
        "lease_in_mu": {"甲": 0, "乙": 7.5, "丙": 4.5},
        "lease_out_mu": {"甲": 12, "乙": 0, "丙": 0},
        "land_mu": {"甲": 28, "乙": 7.5, "丙": 4.5},
    }


def test_the_group_is_the_ratio_of_sums_and_nothing_is_lost(example: Snapshot) -> None:
    ((tax, land),) = example.rows(
        "SELECT SUM(tax_wan_yuan), SUM(land_mu) FROM enterprise_year WHERE year = 2023"
    )
    assert tax == pytest.approx(719, abs=1e-9)
    assert land == pytest.approx(40, abs=1e-6)
    assert tax / land == pytest.approx(17.975, abs=0.0005)


def test_parcel_method(example: Snapshot) -> None:
    found = example.rows(
        "SELECT parcel_id, land_mu, tax_wan_yuan, tax_wan_yuan_per_mu, enterprise_count FROM parcel_year ORDER BY 1"
    )
    assert [(row[0], row[4]) for row in found] == [("P1", 3), ("P2", 1)]
    assert [row[1:4] for row in found] == [
        pytest.approx((30, 519, 17.30), abs=0.005),
        pytest.approx((10, 200, 20.00), abs=0.005),
    ]


def test_an_adjustment_moves_evaluation_tax_and_not_tax_paid(tmp_path: Path) -> None:
    tax = f"""
    2023年度企业税收
    单位：万元
    纳税人识别号 | 纳税人名称 | 入库税额 | 免抵调库 | 查补以前年度
    {A} | 甲机械有限公司 | 560 | 28 | 8
    """
    found = district(tmp_path / "d", tax=tax, tenancy="").rows(
        "SELECT tax_paid_wan_yuan, tax_adjustment_wan_yuan, tax_wan_yuan FROM enterprise_year"
    )
    assert found == [(560.0, 20.0, 580.0)]


ONE_PARCEL = f"""
宗地代码 | 土地使用权人 | 权利人信用代码 | 宗地面积（平方米） | 建筑面积（平方米） | 容积率
P1 | 甲机械有限公司 | {A} | 20000 | 40000 |
"""
HEAD = "宗地代码 | 企业名称 | 统一社会信用代码 | 使用方式 | 使用面积（平方米） | 出租方"


def shares(folder: Path, tenancy: str, parcels: str = ONE_PARCEL) -> dict[str, float | None]:
    """Land in 亩 of each enterprise after ``tenancy``; the parcel is conserved, as the build itself checks."""
    land = district(folder, tenancy=f"{HEAD}\n{tenancy}", parcels=parcels).by_name("land_mu")
    return {name[0]: None if mu is None else round(mu, 6) for name, mu in land.items()}


def test_a_landlord_who_lets_everything_has_no_land_and_no_ratio(tmp_path: Path) -> None:
    built = district(
        tmp_path / "d",
        tenancy=f"{HEAD}\nP1 | 乙电子有限公司 | {B} | 租赁厂房 | 40000 | 甲",
        parcels=ONE_PARCEL,
    )
    assert built.by_name("land_mu")["甲机械有限公司"] == pytest.approx(0, abs=1e-9)
    assert built.by_name("tax_wan_yuan_per_mu") == {
        "甲机械有限公司": None,
        "乙电子有限公司": 5.0,
        "丙服装有限公司": None,
    }
    # Its tax is still the parcel's.
    assert built.one("SELECT tax_wan_yuan FROM parcel_year") == pytest.approx(710)


def test_a_sublease_is_taken_from_the_tenant_who_grants_it(tmp_path: Path) -> None:
    tenancy = f"""P1 | 乙电子有限公司 | {B} | 租赁厂房 | 10000 | 甲机械有限公司
    P1 | 丙服装有限公司 | {C} | 租赁厂房 | 4000 | 乙电子有限公司"""
    assert shares(tmp_path / "d", tenancy) == {"甲": 22.5, "乙": 4.5, "丙": 3.0}


@pytest.mark.parametrize(
    ("area", "expected"),
    [
        pytest.param("1000", {"甲": 26.25, "乙": 0.75, "丙": 3.0}, id="smaller"),
        pytest.param("", {"甲": 27.0, "乙": None, "丙": 3.0}, id="unknown"),
    ],
)
def test_a_sublease_that_the_tenants_own_lease_does_not_cover_is_taken_from_the_owner(
    tmp_path: Path, area: str, expected: dict[str, float | None]
) -> None:
    tenancy = f"""P1 | 乙电子有限公司 | {B} | 租赁厂房 | {area} | 甲机械有限公司
    P1 | 丙服装有限公司 | {C} | 租赁厂房 | 4000 | 乙电子有限公司"""
    assert shares(tmp_path / "d", tenancy) == expected


def test_co_owners_share_by_stated_area_else_equally(tmp_path: Path) -> None:
    stated = f"P1 | 甲机械有限公司 | {A} | 自有 | 15000 |\nP1 | 乙电子有限公司 | {B} | 自有 | 5000 |"
    assert shares(tmp_path / "stated", stated) == {"甲": 22.5, "乙": 7.5, "丙": None}
    unstated = f"P1 | 甲机械有限公司 | {A} | 自有 | |\nP1 | 乙电子有限公司 | {B} | 自有 | |"
    assert shares(tmp_path / "unstated", unstated) == {"甲": 15, "乙": 15, "丙": None}


def test_overlet_floor_is_shared_by_floor_and_said(tmp_path: Path) -> None:
    tenancy = (
        f"P1 | 乙电子有限公司 | {B} | 租赁厂房 | 30000 |\nP1 | 丙服装有限公司 | {C} | 租赁厂房 | 20000 |"
    )
    built = district(tmp_path / "d", tenancy=f"{HEAD}\n{tenancy}", parcels=ONE_PARCEL)
    land = built.by_name("land_mu")
    assert land == pytest.approx({"甲机械有限公司": 0, "乙电子有限公司": 18, "丙服装有限公司": 12}, abs=1e-9)
    (issue,) = built.issues("floor_overlet")
    assert issue["key"] == "P1|2023"
    assert "50000" in issue["reason"]


def test_overlet_land_is_scaled_down_to_the_parcel(tmp_path: Path) -> None:
    tenancy = (
        f"P1 | 乙电子有限公司 | {B} | 租赁土地 | 30000 |\nP1 | 丙服装有限公司 | {C} | 租赁土地 | 10000 |"
    )
    assert shares(tmp_path / "d", tenancy) == {"甲": 0, "乙": 22.5, "丙": 7.5}


def test_a_land_lease_counts_its_own_area(tmp_path: Path) -> None:
    assert shares(tmp_path / "d", f"P1 | 乙电子有限公司 | {B} | 租赁土地 | 5000 |") == {
        "甲": 22.5,
        "乙": 7.5,
        "丙": None,
    }


def test_a_village_that_owns_the_parcel_keeps_the_rest_out_of_the_figures(tmp_path: Path) -> None:
    parcels = ONE_PARCEL.replace("甲机械有限公司", "某某村股份经济合作社").replace(A, "")
    built = district(
        tmp_path / "d", tenancy=f"{HEAD}\nP1 | 乙电子有限公司 | {B} | 租赁厂房 | 10000 |", parcels=parcels
    )
    assert built.by_name("land_mu") == {"乙电子有限公司": 7.5, "甲机械有限公司": None, "丙服装有限公司": None}
    assert built.rows("SELECT owner_id, owner_name FROM parcel") == [(None, "某某村股份经济合作社")]


@pytest.mark.parametrize(
    ("floor", "far", "expected"),
    [
        pytest.param(None, 2.0, {"甲": 22.5, "乙": 7.5, "丙": None}, id="floor from the FAR"),
        pytest.param(
            None, None, {"甲": 30, "乙": None, "丙": None}, id="neither: unknown, the owner keeps it"
        ),
    ],
)
def test_a_floor_lease_without_the_parcels_floor(
    tmp_path: Path, floor: float | None, far: float | None, expected: dict[str, float | None]
) -> None:
    parcels: Rows = table(ONE_PARCEL)
    parcels = [parcels[0], [*parcels[1][:4], floor, far]]
    folder = tmp_path / "d"
    folder.mkdir()
    write_xlsx(folder / "宗地.xlsx", parcels)
    built = district(folder, tenancy=f"{HEAD}\nP1 | 乙电子有限公司 | {B} | 租赁厂房 | 10000 |", parcels=None)
    assert {name[0]: mu for name, mu in built.by_name("land_mu").items()} == expected
    assert bool(built.issues("tenancy_without_share")) == (far is None)


def test_3000_m2_of_floor_at_far_2_4_is_1_875_mu(tmp_path: Path) -> None:
    parcels = f"宗地代码 | 权利人 | 权利人信用代码 | 宗地面积（㎡） | 容积率\nP1 | 甲机械有限公司 | {A} | 10000 | 2.4"
    land = shares(tmp_path / "d", f"P1 | 乙电子有限公司 | {B} | 租赁厂房 | 3000 |", parcels)
    assert land == {"甲": 13.125, "乙": 1.875, "丙": None}


def test_a_tenancy_without_a_year_holds_for_every_year(tmp_path: Path) -> None:
    tax = f"""
    单位：万元
    纳税人识别号 | 纳税人名称 | 年度 | 入库税额
    {A} | 甲机械有限公司 | 2022 | 500
    {A} | 甲机械有限公司 | 2023 | 560
    {B} | 乙电子有限公司 | 2022 | 140
    {B} | 乙电子有限公司 | 2023 | 150
    """
    folder = tmp_path / "d"
    folder.mkdir()
    write_xlsx(folder / "租用情况.xlsx", table(TENANCY))
    built = district(folder, tax=tax, tenancy="")
    assert built.rows("SELECT year, land_mu FROM enterprise_year WHERE enterprise_id = ? ORDER BY 1", B) == [
        (2022, 7.5),
        (2023, 7.5),
    ]
