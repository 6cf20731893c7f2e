"""What a link asks for in vain is said once and taken out of the address; what it asks for rightly is not."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from dashboard import url_values
from tests.dashboard import snapshot
from tests.pages.test_pages import visit, words

ROOT = Path(__file__).resolve().parents[2]
PAGES = ("overview.py", "per_mu_tax.py", "grading.py", "enterprise_dossier.py", "parcel_dossier.py")
HOSTILE = (
    "<script>alert(1)</script>", "'; DROP TABLE enterprise; --", "../../etc/passwd", "x" * 20_000, "\x00\x07", "%00", "NaN",
)  # fmt: skip
NOTICE = "不是可选的值，已忽略。"


def notices(app: object) -> list[str]:
    return [each.value for each in app.warning if NOTICE in each.value]  # type: ignore[attr-defined]


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("value", HOSTILE)
def test_a_hostile_value_is_ignored_with_a_notice(warehouse: Path, page: str, value: str) -> None:
    snapshot.publish(warehouse, snapshot.FULL)
    app = visit(
        page, no_such_name=value, town=value, year=value, scale=[value, "规上"], view=value, league=value
    )
    assert not app.exception
    (notice,) = notices(app)
    assert "no\\_such\\_name=" in notice
    assert len(notice) < 600
    assert "<script>" not in notice
    assert "no_such_name" not in app.query_params
    assert app.multiselect(key="scale").value == ["above"]


def test_good_values_and_defaults_bring_no_notice(warehouse: Path) -> None:
    snapshot.publish(warehouse, snapshot.FULL)
    app = visit(
        "per_mu_tax.py",
        year="2023",
        method="企业法",
        scale="规上",
        range=["5", "最高"],
        view="门槛",
        x="20",
        q="示例",
    )
    assert not app.exception
    assert not notices(app)


def test_the_notice_goes_with_the_next_choice(warehouse: Path) -> None:
    snapshot.publish(warehouse, snapshot.FULL)
    app = visit("per_mu_tax.py", scale="bogus")
    assert notices(app)
    app.multiselect(key="scale").select("above").run()
    assert not notices(app)


def test_every_name_in_an_address_is_known() -> None:
    source = "\n".join(path.read_text(encoding="utf-8") for path in (ROOT / "dashboard").glob("*.py"))
    bound = re.findall(r'key="(\w+)",(?:\s*\w+=[^\n]*\n?)*?\s*bind="query-params"', source)
    assert len(bound) > 5
    assert set(bound) <= set(url_values.NAMES)


def test_more_filters_stand_in_the_address_and_have_chips(sample: Path) -> None:
    app = visit("per_mu_tax.py", grade="A", honour="高新技术企业", tenancy="自有", mu_from="2")
    assert not app.exception
    assert not notices(app)
    chips = {button.key for button in app.button if button.key and button.key.startswith("chip_")}
    assert chips == {"chip_grade", "chip_honour", "chip_tenancy", "chip_mu_from"}
    listed = app.dataframe[-1].value
    assert set(listed["grade"]) == {"A"}
    assert (listed["land_mu"] >= 2).all()
    app.button(key="reset").click().run()
    assert not app.exception
    assert len(app.dataframe[-1].value) > len(listed)


def test_without_an_honour_ledger_the_filter_says_which_file_is_missing(warehouse: Path) -> None:
    snapshot.publish(warehouse, snapshot.FULL)
    assert "还没有「企业荣誉台账」" in words(visit("per_mu_tax.py"))
