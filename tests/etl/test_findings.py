import re
from pathlib import Path

from etl.checks import CHECKS
from etl.contracts.findings import CHECK_LABELS

SOURCES = "\n".join(
    path.read_text(encoding="utf-8")
    for folder in ("etl", "etl/read")
    for path in (Path(__file__).parents[2] / folder).glob("*.py")
)


def test_every_finding_that_the_etl_makes_has_a_chinese_name() -> None:
    made = {check.name for check in CHECKS} | set(
        re.findall(r'(?:Finding|Complaint|Remark)\(\s*"([a-z_]+)"', SOURCES)
    )
    assert made <= set(CHECK_LABELS)


def test_no_name_is_left_over_from_a_finding_that_is_gone() -> None:
    composed = {"missing_year", "missing_month"} | {check.name for check in CHECKS}
    left_over = {name for name in CHECK_LABELS if f'"{name}"' not in SOURCES and f"'{name}'" not in SOURCES}
    assert left_over <= composed
