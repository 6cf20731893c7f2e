"""Which files are taken from a folder."""

from __future__ import annotations

from pathlib import Path

import pytest

from etl.gather import gather
from etl.read import discover, identify
from tests.etl.office import code, publish, square, table, write_csv, write_layer, write_xlsx

TAX = table(f"2023年度税收\n单位：万元\n纳税人名称 | 纳税人识别号 | 入库税额\n甲公司 | {code(1)} | 560")


def found(folder: Path) -> list[str]:
    return [path for _, path in discover([folder])]


def test_every_file_in_a_stable_order(tmp_path: Path) -> None:
    for name in ("乙/2.csv", "甲/1.csv", "3.csv"):
        write_csv(tmp_path / name, TAX)
    assert found(tmp_path) == sorted(["乙/2.csv", "甲/1.csv", "3.csv"])


def test_lock_files_and_hidden_files_are_left_out(tmp_path: Path) -> None:
    for name in ("税收.csv", "~$税收.xlsx", ".税收.csv", ".git/税收.csv"):
        write_csv(tmp_path / name, TAX)
    assert found(tmp_path) == ["税收.csv"]


def test_a_link_out_of_the_folder_is_left_out(tmp_path: Path) -> None:
    inside, outside = tmp_path / "来件", tmp_path / "别处"
    write_csv(inside / "税收.csv", TAX)
    write_csv(outside / "机密.csv", TAX)
    (inside / "链接.csv").symlink_to(outside / "机密.csv")
    (inside / "文件夹").symlink_to(outside)
    (inside / "同内.csv").symlink_to(inside / "税收.csv")
    assert found(inside) == ["同内.csv", "税收.csv"]


def test_a_shapefile_with_a_part_outside_the_folder_is_left_out_and_said(tmp_path: Path) -> None:
    inside, outside = tmp_path / "来件", tmp_path / "别处"
    inside.mkdir()
    outside.mkdir()
    write_csv(inside / "税收.csv", TAX)
    write_layer(inside / "宗地.shp", {"ZDDM": ["P1"], "ZDMJ": [1.0]}, [square(10)])
    (inside / "宗地.dbf").rename(outside / "宗地.dbf")
    (inside / "宗地.dbf").symlink_to(outside / "宗地.dbf")
    assert "宗地.shp" not in found(inside)
    assert [issue["key"] for issue in publish(inside).issues("unreadable_file")] == ["宗地.dbf"]


def test_a_link_in_a_circle_does_not_hang(tmp_path: Path) -> None:
    write_csv(tmp_path / "来件" / "税收.csv", TAX)
    (tmp_path / "来件" / "圈").symlink_to(tmp_path / "来件")
    assert "税收.csv" in found(tmp_path / "来件")


def test_a_broken_link_does_not_stop_the_build(tmp_path: Path) -> None:
    folder = tmp_path / "来件"
    write_csv(folder / "税收.csv", TAX)
    (folder / "断.csv").symlink_to(folder / "没有.csv")
    assert publish(folder).by_name("tax_wan_yuan") == {"甲公司": 560.0}


def test_an_unreadable_file_is_named_and_the_rest_goes_on(tmp_path: Path) -> None:
    folder = tmp_path / "来件"
    write_csv(folder / "税收.csv", TAX)
    locked = write_csv(folder / "锁.csv", TAX)
    locked.chmod(0)
    try:
        locked.read_bytes()
    except PermissionError:
        assert [issue["key"] for issue in publish(folder).issues("unreadable_file")] == ["锁.csv"]
    else:
        pytest.skip("this user may read everything, whatever its permissions say")


def test_the_parts_of_a_shapefile_are_no_files_of_their_own(tmp_path: Path) -> None:
    write_layer(tmp_path / "宗地.shp", {"ZDDM": ["P1"], "ZDMJ": [1.0]}, [square(10)])
    gathered = gather([tmp_path], ())
    assert [source.path for source in gathered.sources] == ["宗地.shp"]
    assert (
        gathered.log.table().num_rows == 0
        or "unreadable_file" not in gathered.log.table()["check_name"].to_pylist()
    )


def test_a_geodatabase_is_one_file(tmp_path: Path) -> None:
    write_layer(tmp_path / "库.gdb", {"ZDDM": ["P1"], "ZDMJ": [1.0]}, [square(10)], layer="ZD")
    assert found(tmp_path) == ["库.gdb"]
    assert [path for _, path in discover([tmp_path / "库.gdb"])] == ["库.gdb"]


def test_the_same_content_twice_is_loaded_once_and_said(tmp_path: Path) -> None:
    folder = tmp_path / "来件"
    write_csv(folder / "税收.csv", TAX)
    write_csv(folder / "税收 - 副本.csv", TAX)
    built = publish(folder)
    assert built.one("SELECT SUM(rows_loaded) FROM source_file") == 1
    (issue,) = built.issues("same_content")
    assert "完全相同" in issue["reason"]


def test_the_hash_covers_every_part(tmp_path: Path) -> None:
    path = write_layer(tmp_path / "宗地.shp", {"ZDDM": ["P1"]}, [square(10)])
    before = identify(path, "x").sha256
    path.with_suffix(".dbf").write_bytes(path.with_suffix(".dbf").read_bytes().replace(b"P1", b"P2"))
    assert identify(path, "x").sha256 != before


def test_files_may_be_named_one_by_one(tmp_path: Path) -> None:
    first, second = write_xlsx(tmp_path / "a.xlsx", TAX), write_csv(tmp_path / "b.csv", TAX)
    assert [path for _, path in discover([second, first])] == ["b.csv", "a.xlsx"]
