"""The documents say what is true: generated parts are fresh, and every command, option, check and link exists."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import typer
from streamlit import config as streamlit_config

from etl.__main__ import app
from etl.checks import CHECKS
from etl.contracts.dictionary import BEGIN, END, FORMATS, documents, write
from etl.contracts.findings import CHECK_LABELS, SEVERITY_LABELS
from etl.mapping import FileMapping, load_mapping

ROOT = Path(__file__).resolve().parent.parent
DOCS = ROOT / "docs"
PAGES = sorted([*ROOT.glob("*.md"), *DOCS.glob("*.md")])
IDS = [path.name for path in PAGES]
FENCE = re.compile(r"^```\w*\n(.*?)^```$", re.MULTILINE | re.DOTALL)
INLINE = re.compile(r"`([^`\n]+)`")
LINK = re.compile(r"\]\(([^)\s]+)\)")
OPTION = re.compile(r"(?<![\w-])--[A-Za-z][\w.-]*")
CHECK_ROW = re.compile(r"^\| (\S+) `([a-z_]+)` \| (错误|提醒) \|", re.MULTILINE)
# Options that the documents name of programs that are not ours.
OF_OTHERS = {"--require-hashes", "--requirement", "--check", "--help", "--format"}
OF_THE_BENCHMARK = {"--enterprises", "--runs", "--intake", "--intake-rows", "--naive-rows"}
OF_THE_TESTS = {"--numprocesses", "--maxprocesses", "--dist", "--ignore"}
OF_THE_BACKUP = {"--yes"}


def code(path: Path) -> list[str]:
    """Lines of fenced code and inline code of a document."""
    text = path.read_text(encoding="utf-8")
    fenced = [line for block in FENCE.findall(text) for line in block.splitlines()]
    return [*fenced, *INLINE.findall(FENCE.sub("", text))]


def commands() -> dict[str, set[str]]:
    """The commands of ``python -m etl`` with their options."""
    group = typer.main.get_command(app)
    return {
        name: {option for parameter in command.params for option in parameter.opts if option.startswith("--")}
        for name, command in group.commands.items()  # type: ignore[attr-defined]
    }


def targets() -> set[str]:
    return set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))


def heading_anchors(path: Path) -> set[str]:
    """The anchors that a forge gives the headings of a document."""
    headings = re.findall(r"^#+ (.+)$", FENCE.sub("", path.read_text(encoding="utf-8")), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading).strip().lower().replace(" ", "-") for heading in headings}


def test_generated_documents_equal_what_the_contracts_render() -> None:
    for path, text in documents(DOCS).items():
        assert path.read_text(encoding="utf-8") == text, f"{path.name} is stale: run make docs"


def test_writing_keeps_the_hand_written_text_around_the_generated_part(tmp_path: Path) -> None:
    (tmp_path / FORMATS).write_text(f"before\n{BEGIN}\nstale\n{END}\nafter\n", encoding="utf-8")
    write(tmp_path)
    written = (tmp_path / FORMATS).read_text(encoding="utf-8")
    assert written.startswith(f"before\n{BEGIN}\n\n### ")
    assert written.endswith(f"{END}\nafter\n")
    assert "stale" not in written


def test_a_document_without_its_marks_is_refused(tmp_path: Path) -> None:
    (tmp_path / FORMATS).write_text("no marks", encoding="utf-8")
    with pytest.raises(ValueError, match="needs one generated part"):
        write(tmp_path)


@pytest.mark.parametrize("path", PAGES, ids=IDS)
def test_every_make_target_that_a_document_names_exists(path: Path) -> None:
    named = {target for line in code(path) for target in re.findall(r"\bmake ([a-z]+)", line)}
    assert named <= targets()


@pytest.mark.parametrize("path", PAGES, ids=IDS)
def test_every_command_and_option_that_a_document_names_exists(path: Path) -> None:
    known = commands()
    for line in code(path):
        command = re.search(r"-m etl ([a-z]+)", line)
        if command:
            assert command.group(1) in known, line
            assert set(OPTION.findall(line)) <= known[command.group(1)] | {"--help"}, line
            continue
        ours = set().union(*known.values()) | OF_OTHERS | OF_THE_BENCHMARK | OF_THE_TESTS | OF_THE_BACKUP
        for option in OPTION.findall(line):
            assert option in ours or option[2:] in streamlit_config.get_config_options(), line


def test_every_command_is_documented_with_all_its_options() -> None:
    rows = (DOCS / "运行维护.md").read_text(encoding="utf-8").splitlines()
    for command, options in commands().items():
        row = next((row for row in rows if row.startswith(f"| `python -m etl {command}")), "")
        assert row, f"{command} is not in the table of commands"
        assert options <= set(OPTION.findall(row)), (command, options)


@pytest.mark.parametrize("path", PAGES, ids=IDS)
def test_every_link_of_a_document_leads_somewhere(path: Path) -> None:
    for link in LINK.findall(FENCE.sub("", path.read_text(encoding="utf-8"))):
        if re.match(r"[a-z]+:", link):
            continue
        target, _, anchor = link.partition("#")
        page = path.parent / target if target else path
        assert page.exists(), link
        assert not anchor or anchor in heading_anchors(page), link


def test_every_check_is_explained_under_its_chinese_name_with_its_severity() -> None:
    rows = CHECK_ROW.findall((DOCS / "来件格式.md").read_text(encoding="utf-8"))
    assert {name: label for label, name, _ in rows} == dict(CHECK_LABELS)
    explained = {name: severity for _, name, severity in rows}
    assert {check.name: explained[check.name] for check in CHECKS} == {
        check.name: SEVERITY_LABELS[check.severity] for check in CHECKS
    }


def test_every_key_of_a_mapping_file_is_explained() -> None:
    text = (DOCS / "来件格式.md").read_text(encoding="utf-8")
    table = text.partition("| 键 | 含义 |")[2].partition("\n\n")[0]
    assert set(
        re.findall(r"`([a-z_]+)`", "\n".join(row.split("|")[1] for row in table.splitlines()[2:]))
    ) == set(FileMapping.__dataclass_fields__)


def test_every_mapping_file_in_the_documents_is_accepted_and_the_foreign_one_is_the_tested_one(
    tmp_path: Path,
) -> None:
    text = (DOCS / "来件格式.md").read_text(encoding="utf-8")
    read = []
    for example in re.findall(r"^```toml\n(.*?)^```$", text, re.MULTILINE | re.DOTALL):
        written = tmp_path / "mapping.toml"
        written.write_text(example, encoding="utf-8")
        read.append(load_mapping(written))
    assert len(read) == 3
    assert read[-1] == load_mapping(ROOT / "tests/etl/lebanon.toml")
