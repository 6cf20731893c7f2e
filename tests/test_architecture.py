"""The layers of the project, held by a table: who may import whom, where SQL lives, how large a screen is."""

from __future__ import annotations

import ast
import os
import re
import subprocess
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
OURS = ("app.py", "pages", "dashboard", "etl")

# place → the modules that nothing there may import, at the top of a file or inside a function.
FORBIDDEN: Mapping[str, set[str]] = {
    "app.py": {"duckdb", "pandas", "plotly", "pydeck", "etl", "pages"},
    "dashboard": {"app", "pages"},
    "dashboard/charts.py": {"streamlit", "duckdb"},
    "dashboard/maps.py": {"streamlit", "duckdb"},
    "dashboard/format.py": {"streamlit", "duckdb"},
    "dashboard/selection.py": {"streamlit", "duckdb"},
    "dashboard/tables.py": {"duckdb"},
    # What the process that writes large files loads.
    "dashboard/apart.py": {"streamlit", "duckdb", "sqlalchemy"},
    "dashboard/export.py": {"streamlit", "duckdb", "sqlalchemy"},
    "dashboard/workbook.py": {"streamlit", "duckdb", "sqlalchemy"},
    "dashboard/geo_export.py": {"streamlit", "duckdb", "sqlalchemy"},
    "dashboard/report_document.py": {"streamlit", "duckdb", "sqlalchemy"},
    "dashboard/picture.py": {"streamlit", "duckdb", "sqlalchemy"},
    "dashboard/map_drawing.py": {"streamlit", "duckdb", "sqlalchemy"},
    "dashboard/map_drawing_around.py": {"streamlit", "duckdb", "sqlalchemy"},
    "dashboard/map_drawing_furniture.py": {"streamlit", "duckdb", "sqlalchemy"},
    "dashboard/map_drawing_layers.py": {"streamlit", "duckdb", "sqlalchemy"},
    "etl": {"app", "dashboard", "pages", "pydeck", "plotly", "streamlit"},
}
PAGES_MAY_IMPORT = {"dashboard", "streamlit"} | sys.stdlib_module_names
ONLY_DOOR_TO_DUCKDB = ROOT / "dashboard/database.py"
SQL_HOMES = ("dashboard/queries", "dashboard/database.py", "dashboard/ledger.py", "etl")
SQL_STATEMENT = re.compile(
    r"(?:\s*--[^\n]*\n)*\s*(?:SELECT\s.+\sFROM\s|WITH\s.+\sAS\s*\(|INSERT\s+INTO\s|UPDATE\s.+\sSET\s|DELETE\s+FROM\s"
    r"|(?:CREATE|DROP)\s+(?:OR\s+REPLACE\s+)?(?:TABLE|VIEW)\s)",
    re.DOTALL,
)
# A drawing that reads what a visitor chose gives one answer on the screen and another in a file.
STREAMLIT_STATE = re.compile(r"\bst\.(?:session_state|query_params|context)\b")


def python_files(place: str) -> list[Path]:
    """The files of a folder or the one file that ``place`` names; none while it is not written yet."""
    path = ROOT / place
    return [path] if path.is_file() else sorted(path.rglob("*.py"))


def imported_modules(path: Path) -> Iterator[str]:
    """Every dotted module name that the file imports, nested and relative imports included."""
    package = path.relative_to(ROOT).parent.parts
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            base = package[: len(package) - node.level + 1] if node.level else ()
            module = ".".join((*base, *([node.module] if node.module else [])))
            yield from (f"{module}.{alias.name}" for alias in node.names)


def top_level_names(path: Path) -> set[str]:
    return {module.partition(".")[0] for module in imported_modules(path)}


def strings(path: Path) -> Iterator[str]:
    """The string literals of a file, the constant parts of its f-strings included."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield node.value


def is_inside(path: Path, places: tuple[str, ...]) -> bool:
    return any(path == ROOT / place or path.is_relative_to(ROOT / place) for place in places)


@pytest.mark.parametrize("place", FORBIDDEN)
def test_a_layer_imports_only_what_it_may(place: str) -> None:
    for path in python_files(place):
        assert not FORBIDDEN[place] & top_level_names(path), path


def test_pages_import_nothing_but_streamlit_and_dashboard() -> None:
    for path in python_files("pages"):
        assert top_level_names(path) <= PAGES_MAY_IMPORT, path


def test_dashboard_knows_of_etl_only_its_contracts() -> None:
    for path in python_files("dashboard"):
        from_etl = {module for module in imported_modules(path) if module.partition(".")[0] == "etl"}
        assert all(f"{module}.".startswith("etl.contracts.") for module in from_etl), (path, from_etl)


def test_one_module_of_the_dashboard_opens_the_snapshot_and_caches_its_answers() -> None:
    for path in [*python_files("app.py"), *python_files("pages"), *python_files("dashboard")]:
        if path != ONLY_DOOR_TO_DUCKDB:
            assert "duckdb" not in top_level_names(path), path
            assert not re.search(r"\bcache_(?:data|resource)\b", path.read_text(encoding="utf-8")), path


def test_drawings_and_tables_keep_no_streamlit_state() -> None:
    for name in ("charts", "maps", "format", "selection", "tables"):
        for path in python_files(f"dashboard/{name}.py"):
            assert not STREAMLIT_STATE.search(path.read_text(encoding="utf-8")), path


def test_sql_lives_in_queries_and_etl_and_never_in_contracts() -> None:
    for place in OURS:
        for path in python_files(place):
            if is_inside(path, SQL_HOMES) and not is_inside(path, ("etl/contracts",)):
                continue
            assert not [text for text in strings(path) if SQL_STATEMENT.match(text)], path


def test_no_page_stem_equals_a_url_path() -> None:
    # Streamlit would run pages/x.py alone, without the frame, when a first visitor asks for /x.
    frame = ROOT / "dashboard/frame.py"
    source = frame.read_text(encoding="utf-8") if frame.exists() else ""
    url_paths = re.findall(r"url_path\s*=\s*[\"']([^\"']+)[\"']", source)
    stems = {path.stem for path in python_files("pages")}
    assert not stems & set(url_paths)
    assert len(url_paths) == len(set(url_paths))
    assert len(url_paths) >= len(stems) - 1, "every page but the default one has a url_path"


@pytest.mark.parametrize(("place", "most_lines"), [("app.py", 40), ("pages", 100)])
def test_a_screen_stays_small(place: str, most_lines: int) -> None:
    for path in python_files(place):
        assert len(path.read_text(encoding="utf-8").splitlines()) <= most_lines, path


def test_importing_any_module_opens_nothing(tmp_path: Path) -> None:
    modules = [
        ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")
        for place in ("dashboard", "etl")
        for path in python_files(place)
        if path.name not in PROGRAMS
    ]
    subprocess.run(
        [sys.executable, "-c", IMPORT_ALL, str(ROOT), *modules],
        check=True,
        cwd=tmp_path,
        env={**os.environ, "MUJUN_WAREHOUSE": str(tmp_path / "missing"), "PYTHONDONTWRITEBYTECODE": "1"},
    )
    assert list(tmp_path.iterdir()) == []


# These run when they are loaded: the command line, the script that Streamlit runs, and the one that alembic runs.
PROGRAMS = ("__main__.py", "frame.py", "env.py")

# Python reports each file that it opens to an audit hook; of ours, only code may be read while modules load.
IMPORT_ALL = """
import importlib, os, pathlib, sys
import duckdb
root = pathlib.Path(sys.argv[1])
sys.path.insert(0, str(root))

def refuse(*what, **more):
    raise RuntimeError(f"opened while a module is imported: {what}")

def watch(event, args):
    if event in ("socket.connect", "sqlite3.connect"):
        refuse(event, args)
    if event == "open" and isinstance(args[0], (str, bytes)):
        path = pathlib.Path(os.fsdecode(args[0]))
        outside = ".venv" in path.parts or not path.is_relative_to(root)
        if not outside and path.suffix not in (".py", ".pyc"):
            refuse(path)

duckdb.connect = refuse
sys.addaudithook(watch)
for module in sys.argv[2:]:
    importlib.import_module(module)
"""


@pytest.mark.parametrize("name", ["requirements.lock", "requirements-test.lock"])
def test_a_lock_names_no_index_and_pins_every_release_by_hash(name: str) -> None:
    text = (ROOT / name).read_text(encoding="utf-8")
    assert "http" not in text
    assert not re.search(r"^\s*-(?!-hash=)", text, re.MULTILINE), "no pip option but --hash"
    requirements = re.findall(r"^\S.*(?:\n    --hash=sha256:[0-9a-f]{64}(?: \\)?)*", text, re.MULTILINE)
    for requirement in requirements:
        if not requirement.startswith("#"):
            assert re.search(r"^[^;]+==.+--hash=", requirement, re.DOTALL), requirement


def test_no_document_sends_a_user_to_a_package_index() -> None:
    for path in [*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md"), ROOT / "Makefile", ROOT / ".ci/run"]:
        text = path.read_text(encoding="utf-8")
        assert not re.search(r"--(?:extra-)?index-url|--find-links|pypi\.org|/simple/", text), path
