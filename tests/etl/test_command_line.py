"""The commands as people and programs call them: what they say, and with which status they end."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest
from typer.testing import CliRunner

from etl.__main__ import app
from tests.etl.office import code, table, write_csv, write_xlsx

ROOT = Path(__file__).resolve().parents[2]
TAX = f"2023年度企业税收\n单位：万元\n纳税人识别号 | 纳税人名称 | 入库税额\n{code(1)} | 甲公司 | 560"
REGISTER = f"企业名称 | 信用代码 | 行业\n甲公司 | {code(1)} | 食品"


@dataclass(frozen=True)
class Ended:
    """How a command ended."""

    status: int
    out: str
    err: str


def etl(*arguments: str | Path) -> Ended:
    """Run a command in this process."""
    ended = CliRunner().invoke(app, list(map(str, arguments)))
    assert ended.exception is None or isinstance(ended.exception, SystemExit), ended.exception
    return Ended(ended.exit_code, ended.stdout, ended.stderr)


def etl_program(*arguments: str | Path, warehouse: Path) -> Ended:
    """Run a command as a program of its own."""
    ended = subprocess.run(
        [sys.executable, "-m", "etl", *map(str, arguments)],
        cwd=ROOT,
        env={**os.environ, "MUJUN_WAREHOUSE": str(warehouse)},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert "Traceback" not in ended.stderr
    return Ended(ended.returncode, ended.stdout, ended.stderr)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    write_xlsx(tmp_path / "来件" / "税收.xlsx", table(TAX))
    write_csv(tmp_path / "来件" / "名录.csv", table(REGISTER))
    return tmp_path / "来件"


def test_build_list_compare_and_roll_back(folder: Path, tmp_path: Path) -> None:
    warehouse = tmp_path / "w"
    first = etl("build", folder, "--warehouse", warehouse)
    assert (first.status, "已发布" in first.out) == (0, True)
    for fact in ("读取", "载入", "拒收", "年度 2023", "税收匹配率 100.0 %", "没有用地的企业 1 家", "用时"):
        assert fact in first.out
    write_xlsx(folder / "税收.xlsx", table(TAX.replace("560", "570")))
    assert etl("build", folder, "--warehouse", warehouse).status == 0

    listed = etl("builds", "--warehouse", warehouse)
    assert listed.status == 0
    lines = [line.split() for line in listed.out.splitlines()]
    newest, oldest = sorted((line[1] if line[0] == "*" else line[0]) for line in lines)[::-1]
    assert [line[1] for line in lines if line[0] == "*"] == [newest]

    compared = etl("diff", oldest, newest, "--warehouse", warehouse)
    assert compared.status == 0
    assert "560.0000 → 570.0000" in compared.out

    assert etl("rollback", oldest, "--warehouse", warehouse).status == 0
    assert (warehouse / "CURRENT").read_text(encoding="utf-8").strip() == oldest
    for command in (
        ("rollback", "20200101T000000Z-0000"),
        ("diff", oldest, "nonsense"),
        ("rollback", "../../etc"),
    ):
        ended = etl(*command, "--warehouse", warehouse)
        assert ended.status == 2
        assert ended.err


def test_the_program_follows_the_environment_and_ends_with_its_status(folder: Path, tmp_path: Path) -> None:
    assert etl_program("build", folder, warehouse=tmp_path / "w").status == 0
    assert (tmp_path / "w" / "CURRENT").exists()
    assert etl_program("rollback", "20200101T000000Z-0000", warehouse=tmp_path / "w").status == 2


def test_the_report_is_kept_beside_the_snapshot_and_where_asked(folder: Path, tmp_path: Path) -> None:
    report = tmp_path / "报告.json"
    assert etl("build", folder, "--warehouse", tmp_path / "w", "--report", report).status == 0
    said = json.loads(report.read_text(encoding="utf-8"))
    assert said["rows"]["enterprise_year"] == 1
    current = (tmp_path / "w" / "CURRENT").read_text(encoding="utf-8").strip()
    assert (
        json.loads((tmp_path / "w" / current / "report.json").read_text(encoding="utf-8"))["rows"]
        == said["rows"]
    )


def test_only_the_last_builds_are_kept(folder: Path, tmp_path: Path) -> None:
    for _ in range(3):
        assert etl("build", folder, "--warehouse", tmp_path / "w", "--keep", "2").status == 0
    assert len(etl("builds", "--warehouse", tmp_path / "w").out.splitlines()) == 2


def test_a_failed_check_ends_with_1_and_names_the_place(folder: Path, tmp_path: Path) -> None:
    write_xlsx(folder / "税收.xlsx", table(TAX.replace("单位：万元\n", "")))
    ended = etl("build", folder, "--warehouse", tmp_path / "w", "--report", tmp_path / "r.json")
    assert ended.status == 1
    for place in ("税收.xlsx", "入库税额", "没有写明单位", "units"):
        assert place in ended.out
    assert "没有发布" in ended.err
    assert not (tmp_path / "w" / "CURRENT").exists()
    assert json.loads((tmp_path / "r.json").read_text(encoding="utf-8"))["errors"] == 1


def test_nothing_usable_ends_with_2_and_names_each_file(tmp_path: Path) -> None:
    write_xlsx(tmp_path / "来件" / "税收.xlsx", table(TAX.replace("单位：万元\n", "")))
    (tmp_path / "来件" / "坏.xlsx").write_bytes(b"<html>")
    ended = etl("build", tmp_path / "来件", "--warehouse", tmp_path / "w")
    assert ended.status == 2
    for named in ("税收.xlsx", "没有写明单位", "坏.xlsx", "HTML"):
        assert named in ended.err


@pytest.mark.parametrize(
    "arguments",
    [
        ("build", "没有的文件夹"),
        ("inspect", "没有.xlsx"),
        ("build",),
        ("nonsense",),
        ("build", "--keep", "0", "."),
    ],
)
def test_unusable_arguments_end_with_2(arguments: tuple[str, ...]) -> None:
    assert etl(*arguments).status == 2


def test_a_wrong_mapping_file_ends_with_2_and_names_the_entry(folder: Path, tmp_path: Path) -> None:
    mapping = tmp_path / "映射.toml"
    mapping.write_text('[[file]]\npattern = "*"\nentity = "taxes"', encoding="utf-8")
    for command in ("build", "inspect"):
        ended = etl(command, folder, "--map", mapping)
        assert ended.status == 2
        assert "taxes" in ended.err
        assert "第 1 个" in ended.err


def test_inspect_says_how_each_file_is_read_and_writes_nothing(folder: Path, tmp_path: Path) -> None:
    write_xlsx(folder / "食堂.xlsx", table("菜名 | 价格\n红烧肉 | 12"))
    ended = etl("inspect", folder)
    assert ended.status == 0
    for said in (
        "✓ 税收.xlsx",
        "企业税收，表头第 3 行",
        "入库税额 → 入库税收［万元，按单位行］",
        "2023 年",
        "✗ 食堂.xlsx",
    ):
        assert said in ended.out
    assert not (tmp_path / "w").exists()


def test_inspect_as_json(folder: Path) -> None:
    (folder / "坏.xls").write_bytes(b"")
    ended = etl("inspect", folder, "--json")
    assert ended.status == 0
    sheets = {sheet["file"]: sheet for sheet in json.loads(ended.out)}
    assert set(sheets) == {"名录.csv", "坏.xls", "税收.xlsx"}
    assert sheets["坏.xls"]["refusal"]
    reading = sheets["税收.xlsx"]["readings"][0]
    assert (reading["entity"], reading["year"], reading["rows_usable"]) == ("tax", 2023, 1)
    assert {column["field"]: column["unit"] for column in reading["columns"]}["tax_paid_wan_yuan"] == "万元"


def test_inspect_of_nothing_usable_ends_with_2(tmp_path: Path) -> None:
    write_xlsx(tmp_path / "来件" / "食堂.xlsx", table("菜名 | 价格\n红烧肉 | 12"))
    assert etl("inspect", tmp_path / "来件").status == 2


def test_builds_of_an_empty_warehouse_says_how_to_make_one(tmp_path: Path) -> None:
    ended = etl("builds", "--warehouse", tmp_path / "w")
    assert ended.status == 0
    assert "python -m etl build" in ended.out


def test_a_sample_of_any_size_builds(tmp_path: Path) -> None:
    assert etl("sample", "--out", tmp_path / "区", "--enterprises", "40", "--seed", "7").status == 0
    built = etl("build", tmp_path / "区", "--warehouse", tmp_path / "w")
    assert built.status == 0, built.err


def test_help_names_every_command() -> None:
    ended = etl("--help")
    assert all(
        command in ended.out for command in ("sample", "inspect", "build", "builds", "rollback", "diff")
    )
