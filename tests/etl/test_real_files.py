"""Files that nobody here wrote. They are not committed; the tests are skipped where they are not at hand."""

from __future__ import annotations

import csv
import math
import re
from collections import Counter
from datetime import date
from pathlib import Path
from statistics import median

import pyogrio
import pytest
from stdnum.cn import uscc

from etl.build import build
from etl.inspection import inspect
from etl.mapping import FileMapping, load_mapping
from etl.publish import Store
from tests.etl.office import Snapshot, publish

ROOT = Path(__file__).resolve().parents[2]
REAL = ROOT.parent / "shared" / "data"
M2_PER_ACRE = 4046.8564224

pytestmark = pytest.mark.skipif(not REAL.is_dir(), reason="the real files are not beside this checkout")


@pytest.fixture(scope="module")
def cangshan(tmp_path_factory: pytest.TempPathFactory) -> Snapshot:
    store = Store(tmp_path_factory.mktemp("cangshan"))
    return Snapshot(build([REAL / "cangshan" / "enterprises.csv"], store), store)


def test_every_enterprise_of_cangshan_loads_with_a_valid_code(cangshan: Snapshot) -> None:
    assert cangshan.rows("SELECT rows_read, rows_loaded, rows_rejected FROM source_file") == [(2070, 2070, 0)]
    codes = [
        code for (code,) in cangshan.rows("SELECT enterprise_id FROM enterprise WHERE uscc_status = 'valid'")
    ]
    assert len(codes) == 2070
    assert all(uscc.is_valid(code) for code in codes)
    assert sum(code.startswith("91350104") for code in codes) < 1400


def test_towns_come_from_the_address_and_not_from_the_code(cangshan: Snapshot) -> None:
    with (REAL / "cangshan" / "enterprises.csv").open(encoding="utf-8", newline="") as file:
        addresses = {row["统一社会信用代码"]: row["注册地址"] for row in csv.DictReader(file)}
    towns = dict(cangshan.rows("SELECT enterprise_id, town FROM enterprise WHERE town IS NOT NULL"))
    assert len(towns) >= 1200
    assert all(town in addresses[code] for code, town in towns.items())
    assert all(re.fullmatch(r"[\u4e00-\u9fff]{1,4}(街道|镇|乡)", town) for town in towns.values())
    without = [address for code, address in addresses.items() if code not in towns]
    assert sum(bool(re.search("街道|镇", address)) for address in without) <= 6
    assert {town for town, _ in Counter(towns.values()).most_common(4)} == {
        "建新镇",
        "盖山镇",
        "城门镇",
        "金山街道",
    }


def test_registration_dates_and_names_of_cangshan(cangshan: Snapshot) -> None:
    ((first, last, missing),) = cangshan.rows(
        "SELECT MIN(registered_on), MAX(registered_on), COUNT(*) FILTER (WHERE registered_on IS NULL) FROM enterprise"
    )
    assert (first.year, last.year, missing) == (1980, 2019, 0)
    assert cangshan.one("SELECT COUNT(*) FROM enterprise WHERE name LIKE '%(%' OR name LIKE '% %'") == 0
    assert cangshan.one("SELECT COUNT(*) FROM enterprise WHERE registered_capital = 'N/A'") == 0


def test_the_park_layer_of_taiwan(tmp_path: Path) -> None:
    path = REAL / "taiwan_parks" / "產業園區範圍圖.shp"
    mapping = FileMapping(
        pattern="*.shp", entity="park", columns={"NN": "area_mu", "TYPE1": "kind"}, units={"area_mu": "公顷"}
    )
    store = Store(tmp_path / "w")
    built = Snapshot(build([path], store, mappings=[mapping]), store)
    assert built.one("SELECT rows_loaded FROM source_file") == 212
    assert len(built.issues("invalid_shape")) == 4
    assert built.issues("missing_shape") == []
    assert built.one(
        "SELECT COUNT(*) FROM park WHERE lon BETWEEN 118 AND 123 AND lat BETWEEN 21 AND 26"
    ) == built.one("SELECT COUNT(*) FROM park")
    names = [name for (name,) in built.rows("SELECT name FROM park")]
    assert not any("\ufffd" in name or "\ue000" <= max(name) <= "\uf8ff" for name in names)


@pytest.mark.parametrize(
    "folder", ["cangshan", "taiwan_parks", "land_contracts", "statistics", "industry_codes"]
)
def test_every_file_is_recognised_or_refused_with_a_reason(folder: str) -> None:
    found = list(inspect([REAL / folder], ()))
    assert found
    for sheet in found:
        assert sheet["entity"] or sheet["refusal"], sheet
        assert not sheet["refusal"] or (sheet["refusal"].endswith("。") and "\n" not in sheet["refusal"])


def test_supply_contracts_are_recognised_and_transfers_of_land_are_not_taken_for_them() -> None:
    said = {sheet["file"]: sheet for sheet in inspect([REAL / "land_contracts"], ())}
    assert said["contracts.xls"]["entity"] == "land_contract"
    assert said["contracts.xls"]["refusal"] is None
    assert said["transfers.xls"]["entity"] is None
    assert "土地转让（二级市场）的结果，不是供地合同" in said["transfers.xls"]["refusal"]


def test_supply_contracts_load_whole_and_what_they_match_is_said_once(tmp_path: Path) -> None:
    folder = tmp_path / "来件"
    folder.mkdir()
    (folder / "contracts.xls").write_bytes((REAL / "land_contracts" / "contracts.xls").read_bytes())
    for path in (ROOT / "data" / "sample").glob("资规局_工业用地宗地.*"):
        (folder / path.name).write_bytes(path.read_bytes())
    built = publish(folder)
    assert built.rows("SELECT rows_read, rows_loaded FROM source_file WHERE entity = 'land_contract'") == [
        (323, 323)
    ]
    assert built.one("SELECT COUNT(*) FROM land_contract") == 323
    # 4 hectares are 60 亩; 1900年01月01日 stands for no day; a limit of 0 is none.
    assert built.rows(
        """SELECT supplied_mu, contract_signed_on, completion_due_on FROM land_contract
        WHERE project_name = '福海养护工区及路政用房'"""
    ) == [(60.0, date(2016, 1, 4), date(2018, 1, 4))]
    assert built.one("SELECT MIN(start_due_on) FROM land_contract") > date(2010, 1, 1)
    assert built.one("SELECT MIN(far_max) FROM land_contract") > 0
    said = Counter(
        row[0] for row in built.rows("SELECT check_name FROM quality_issue WHERE entity = 'land_contract'")
    )
    assert said == {
        "contracts_without_parcel": 1,
        "contracts_without_firm": 1,
        "duplicate_heading": 3,
        "contract_far_reversed": 88,
    }


def test_land_contracts_load_with_a_mapping_file(tmp_path: Path) -> None:
    mapping = FileMapping(
        pattern="contracts.xls",
        entity="parcel",
        columns={"链接": "parcel_id", "面积(公顷)": "certificate_m2"},
    )
    store = Store(tmp_path / "w")
    built = Snapshot(build([REAL / "land_contracts" / "contracts.xls"], store, mappings=[mapping]), store)
    assert built.one("SELECT rows_loaded FROM source_file") == 323
    assert built.one("SELECT COUNT(*) FROM parcel WHERE land_mu > 0") > 300
    assert built.one("SELECT MIN(certificate_m2) FROM parcel") >= 0


@pytest.fixture(scope="module")
def lebanon(tmp_path_factory: pytest.TempPathFactory) -> Snapshot:
    store = Store(tmp_path_factory.mktemp("lebanon"))
    mappings = load_mapping(Path(__file__).with_name("lebanon.toml"))
    return Snapshot(build([REAL / "lebanon_nh"], store, mappings=mappings), store)


def test_every_parcel_of_lebanon_is_read(lebanon: Snapshot) -> None:
    sheets = dict(lebanon.rows("SELECT path, rows_read FROM source_file"))
    assert sheets == {"LebParcels.shp": 4364, "assessments.csv": 5660}
    layer = pyogrio.read_dataframe(REAL / "lebanon_nh" / "LebParcels.shp", read_geometry=False)
    lots = layer["MAP_LOT"][layer["MAP_LOT"] != "na"]
    assert lebanon.one("SELECT COUNT(*) FROM parcel") == lots.nunique()
    # Roads and water carry the lot "na": no parcel, and each is listed.
    assert lebanon.one("SELECT SUM(rows_rejected) FROM source_file") == len(layer) - len(lots) == 40
    assert len(lebanon.issues("row_without_identity")) == 40


def test_areas_measured_in_us_feet_agree_with_the_assessor(lebanon: Snapshot) -> None:
    layer = pyogrio.read_dataframe(REAL / "lebanon_nh" / "LebParcels.shp", read_geometry=False)
    acres = layer.groupby("MAP_LOT")["CALC_ACRES"].sum().to_dict()
    measured = dict(lebanon.rows("SELECT parcel_id, measured_m2 FROM parcel WHERE measured_m2 IS NOT NULL"))
    differences = [abs(measured[lot] / (acres[lot] * M2_PER_ACRE) - 1) for lot in measured if acres[lot] > 0]
    assert len(differences) > 4200
    assert median(differences) < 0.005
    total = math.fsum(measured.values()) / (math.fsum(acres.values()) * M2_PER_ACRE)
    assert total == pytest.approx(1, abs=0.005)


def test_value_per_mu_of_a_real_town(lebanon: Snapshot) -> None:
    with (REAL / "lebanon_nh" / "assessments.csv").open(encoding="utf-8", newline="") as file:
        value = sum(float(row["total_value"]) for row in csv.DictReader(file)) / 10_000
    ((tax, land),) = lebanon.rows(
        "SELECT SUM(tax_wan_yuan), SUM(land_mu) FROM enterprise_year WHERE year = 2023"
    )
    assert tax == pytest.approx(value, abs=0.01)
    assert land > 0
    ratios = [
        ratio
        for (ratio,) in lebanon.rows("SELECT tax_wan_yuan_per_mu FROM enterprise_year")
        if ratio is not None
    ]
    assert len(ratios) > 2000
    assert all(math.isfinite(ratio) for ratio in ratios)


def test_a_parcel_without_area_never_gives_infinity(lebanon: Snapshot) -> None:
    assert lebanon.one("SELECT COUNT(*) FROM parcel_year WHERE NOT isfinite(tax_wan_yuan_per_mu)") == 0
    assert (
        lebanon.one(
            "SELECT COUNT(*) FROM parcel_year WHERE land_mu IS NULL AND tax_wan_yuan_per_mu IS NOT NULL"
        )
        == 0
    )
    assert (
        lebanon.one(
            "SELECT COUNT(*) FROM enterprise_year WHERE land_mu <= 0 AND tax_wan_yuan_per_mu IS NOT NULL"
        )
        == 0
    )


def test_zero_acres_are_no_area(tmp_path: Path) -> None:
    mappings = (
        FileMapping(
            pattern="assessments.csv",
            entity="parcel",
            columns={
                "parcel_id": "parcel_id",
                "owner_name": "owner_name",
                "lot_size_acres": "certificate_m2",
            },
            units={"certificate_m2": "英亩"},
        ),
        *load_mapping(Path(__file__).with_name("lebanon.toml"))[3:],
    )
    store = Store(tmp_path / "w")
    built = Snapshot(build([REAL / "lebanon_nh" / "assessments.csv"], store, mappings=mappings), store)
    assert built.one("SELECT COUNT(*) FROM parcel WHERE certificate_m2 = 0") == 1336
    assert built.one("SELECT COUNT(*) FROM parcel WHERE land_mu IS NULL") == 1336
    assert built.one("SELECT COUNT(*) FROM enterprise_year WHERE NOT isfinite(tax_wan_yuan_per_mu)") == 0


def test_all_real_files_at_once_are_no_traceback(tmp_path: Path) -> None:
    folder = tmp_path / "来件"
    folder.mkdir()
    for name in ("cangshan", "statistics"):
        (folder / name).mkdir()
        for path in (REAL / name).iterdir():
            (folder / name / path.name).write_bytes(path.read_bytes())
    assert publish(folder).one("SELECT COUNT(*) FROM enterprise") == 2070
