"""Writes a district as its offices send it: one file an office and year, block by block."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import TypeVar

from etl.sample.block import Block
from etl.sample.cadastre import ParkFile, append_parcels, finish_layer, remove_layer
from etl.sample.carrier_files import CARRIER_FILES
from etl.sample.declarations import declaration_forms, declaration_rows, talent_rows
from etl.sample.district import TOWNS, YEARS
from etl.sample.growth import (
    cloud_forms,
    cloud_rows,
    cloud_target_rows,
    pool_forms,
    pool_rows,
    pool_target_rows,
)
from etl.sample.honours import honour_form, honour_rows
from etl.sample.land_contracts import contract_form, contract_rows
from etl.sample.licenses import license_form, license_rows
from etl.sample.more_projects import PROJECT_FILES
from etl.sample.plots import milestone_rows as plot_milestone_rows
from etl.sample.plots import plot_forms, plot_rows, target_rows
from etl.sample.projects import milestone_rows, project_forms, project_rows
from etl.sample.registers import (
    REGISTER_HEADINGS,
    register_rows,
    tax_form,
    tax_rows,
    tenancy_forms,
    tenancy_rows,
)
from etl.sample.reserves import month_rows, reserve_forms, reserve_rows, temporary_form, temporary_rows
from etl.sample.service_files import SERVICE_FILES
from etl.sample.sheets import Cell, OfficeWorkbook
from etl.sample.special_cases import special_case_rows, special_cases_form
from etl.sample.statistics_returns import (
    REPORTED_MONTHS,
    annual_form,
    annual_rows,
    monthly_forms,
    monthly_rows,
    sheet_name,
    size_classes,
)
from etl.sample.supplies import supply_form, supply_rows
from etl.sample.targets import completion_rows, target_forms, yearly_rows
from etl.sample.upgrades import upgrade_form, upgrade_rows

Row = TypeVar("Row")

REGISTER = "市监局_企业登记名录.csv"
TAX = "税务局_{year}年度企业税收.xlsx"
MONTHLY = "统计局_规上工业产销_{year}年.xlsx"
ANNUAL = "统计局_企业年报_{year}.xlsx"
HONOURS = "工信局_企业荣誉台账.xlsx"
LICENSES = "市监局_药品批文和器械备案.xlsx"
PROJECTS = "工信局_重点项目台账.xlsx"
SUPPLIES = "工信局_本地配套采购情况.xlsx"
LAND_CONTRACTS = "资规局_工业用地供地履约台账.xlsx"
PLOTS = "园区办_标准化地块建设台账.xlsx"
UPGRADES = "园区办_企业自主提升台账.xlsx"
RESERVES = "土储中心_收储台账.xlsx"
TEMPORARY = "资规局_临时工业用地台账.xlsx"
DECLARATIONS = "工信局_项目荣誉申报台账.xlsx"
CLOUD = "工信局_企业上云台账.xlsx"
POOL = "工信局_榕升计划培育库.xlsx"
TARGET_LIST = "工信局_年度目标任务.xlsx"
SPECIAL_CASES = "亩均办_评价特殊情形.xlsx"
TENANCY = "镇街_企业用地租用情况.xlsx"
PARCEL_LAYER = "资规局_工业用地宗地.shp"
PARK_LAYER = "园区范围.geojson"

# Ledgers with sheets of their own rows, numbered from one.
LEDGERS = {**PROJECT_FILES, **SERVICE_FILES, **CARRIER_FILES}


class DistrictFiles:
    """All files of a district, open while blocks are appended; ``rows`` counts what each file got."""

    def __init__(self, out: Path) -> None:
        """Open the files in ``out``, in place of an earlier district's."""
        out.mkdir(parents=True, exist_ok=True)
        self.rows: dict[str, int] = {}
        self._out = out
        self._stack = ExitStack()
        self._books: dict[str, OfficeWorkbook] = {}
        for year in YEARS:
            self._books[TAX.format(year=year)] = OfficeWorkbook(out / TAX.format(year=year), [tax_form(year)])
            self._books[MONTHLY.format(year=year)] = OfficeWorkbook(
                out / MONTHLY.format(year=year), monthly_forms(year)
            )
            self._books[ANNUAL.format(year=year)] = OfficeWorkbook(
                out / ANNUAL.format(year=year), [annual_form(year)]
            )
        self._books[TENANCY] = OfficeWorkbook(out / TENANCY, tenancy_forms())
        self._books[HONOURS] = OfficeWorkbook(out / HONOURS, [honour_form()])
        self._books[LICENSES] = OfficeWorkbook(out / LICENSES, [license_form()])
        self._books[PROJECTS] = OfficeWorkbook(out / PROJECTS, project_forms())
        self._books[SUPPLIES] = OfficeWorkbook(out / SUPPLIES, [supply_form()])
        self._books[LAND_CONTRACTS] = OfficeWorkbook(out / LAND_CONTRACTS, [contract_form()])
        self._books[PLOTS] = OfficeWorkbook(out / PLOTS, plot_forms())
        self._books[UPGRADES] = OfficeWorkbook(out / UPGRADES, [upgrade_form()])
        self._books[RESERVES] = OfficeWorkbook(out / RESERVES, reserve_forms())
        self._books[TEMPORARY] = OfficeWorkbook(out / TEMPORARY, [temporary_form()])
        self._books[DECLARATIONS] = OfficeWorkbook(out / DECLARATIONS, declaration_forms())
        self._books[CLOUD] = OfficeWorkbook(out / CLOUD, cloud_forms())
        self._books[POOL] = OfficeWorkbook(out / POOL, pool_forms())
        for name, (forms, _) in LEDGERS.items():
            self._books[name] = OfficeWorkbook(out / name, forms())
        self._books[TARGET_LIST] = OfficeWorkbook(out / TARGET_LIST, target_forms())
        self._books[SPECIAL_CASES] = OfficeWorkbook(out / SPECIAL_CASES, [special_cases_form()])
        register = self._stack.enter_context((out / REGISTER).open("w", encoding="gb18030", newline=""))
        self._register = csv.writer(register, lineterminator="\r\n")
        self._register.writerow(REGISTER_HEADINGS)
        self._parks = self._stack.enter_context(ParkFile(out / PARK_LAYER))
        remove_layer(out / PARCEL_LAYER)
        self._firms = 0
        self._town_rows = [0] * len(TOWNS)

    def append(self, block: Block) -> None:
        """Append one block to every file."""
        self._register.writerows(
            self._counted(REGISTER, register_rows(block, size_classes(block), self._firms + 1))
        )
        self._firms += len(block.enterprises)
        for year in YEARS:
            tax = TAX.format(year=year)
            first = self.rows.get(tax, 0) + 1
            self._books[tax].append("企业税收", self._counted(tax, tax_rows(block, year, first)))
            self._append_annual(block, year)
            self._append_months(block, year)
        self._append_tenancies(block)
        self._append_numbered(HONOURS, "荣誉台账", honour_rows(block))
        self._append_numbered(LICENSES, "批件", license_rows(block))
        self._append_numbered(PROJECTS, "项目台账", project_rows(block))
        self._append_numbered(PROJECTS, "节点进度", milestone_rows(block))
        self._append_numbered(SUPPLIES, "配套采购", supply_rows(block))
        self._append_numbered(LAND_CONTRACTS, "供地履约", contract_rows(block))
        self._append_works(block)
        self._append_growth(block)
        for name, (_, drawn) in LEDGERS.items():
            for sheet, rows in drawn.items():
                self._append_numbered(name, sheet, rows(block))
        self._append_numbered(TARGET_LIST, "年度目标", yearly_rows(block))
        self._append_numbered(TARGET_LIST, "完成情况", completion_rows(block))
        self._append_numbered(SPECIAL_CASES, "特殊情形", special_case_rows(block))
        append_parcels(self._out / PARCEL_LAYER, block)
        self._count(PARCEL_LAYER, len(block.parcels))
        self._parks.append(block)
        self._count(PARK_LAYER, len(block.quarters))

    def close(self, progress: Callable[[str, int, int], None]) -> None:
        """Finish every file."""
        finish_layer(self._out / PARCEL_LAYER)
        self._stack.close()
        for done, book in enumerate(self._books.values(), 1):
            book.close()
            progress("写出表格", done, len(self._books))

    def _append_annual(self, block: Block, year: int) -> None:
        """Town by town with subtotals; that of the first town was made before its last return came in."""
        name = ANNUAL.format(year=year)
        for town, label in enumerate(TOWNS):
            self._books[name].append(f"{year}年", self._counted(name, annual_rows(block, year, town)))
            is_stale = (year, town, block.number) == (YEARS[0], 0, 0)
            self._books[name].subtotal(f"{year}年", f"{label}小计", forgets_last=is_stale)

    def _append_months(self, block: Block, year: int) -> None:
        name = MONTHLY.format(year=year)
        for month in REPORTED_MONTHS:
            self._books[name].append(sheet_name(month), self._counted(name, monthly_rows(block, year, month)))

    def _append_tenancies(self, block: Block) -> None:
        for town, row in tenancy_rows(block):
            self._town_rows[town] += 1
            self._books[TENANCY].append(TOWNS[town], [[self._town_rows[town], *row]])
            self._count(TENANCY, 1)

    def _append_works(self, block: Block) -> None:
        self._append_numbered(PLOTS, "标准化地块", plot_rows(block))
        self._append_numbered(PLOTS, "节点进度", plot_milestone_rows(block))
        self._append_numbered(PLOTS, "年度目标", target_rows(block))
        self._append_numbered(UPGRADES, "自主提升", upgrade_rows(block))
        self._append_numbered(RESERVES, "收储项目", reserve_rows(block))
        self._append_numbered(RESERVES, "签约月报", month_rows(block))
        self._append_numbered(TEMPORARY, "临时工业用地", temporary_rows(block))

    def _append_growth(self, block: Block) -> None:
        self._append_numbered(DECLARATIONS, "申报事项", declaration_rows(block))
        self._append_numbered(DECLARATIONS, "人才推荐", talent_rows(block))
        self._append_numbered(CLOUD, "企业上云", cloud_rows(block))
        self._append_numbered(CLOUD, "年度目标", cloud_target_rows(block))
        self._append_numbered(POOL, "培育库", pool_rows(block))
        self._append_numbered(POOL, "年度目标", pool_target_rows(block))

    def _append_numbered(self, file: str, sheet: str, rows: Iterator[list[Cell]]) -> None:
        for row in rows:
            self._count(file, 1)
            self._books[file].append(sheet, [[self.rows[file], *row]])

    def _counted(self, file: str, rows: Iterator[Row]) -> Iterator[Row]:
        for row in rows:
            self._count(file, 1)
            yield row

    def _count(self, file: str, rows: int) -> None:
        self.rows[file] = self.rows.get(file, 0) + rows
