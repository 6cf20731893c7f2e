"""The yearly report: sentences as people write them, withheld where they cannot be said, and the document that comes of it."""

from __future__ import annotations

import io
import re
from datetime import date
from pathlib import Path

import docx
import pytest
from docx.oxml.ns import qn

from dashboard import export_log, handout, report_book, report_document, report_template, yearly_report
from dashboard.handout import Errand, Screen
from dashboard.indicator import Indicator, Period
from dashboard.queries import enterprises
from dashboard.queries import snapshot as build
from dashboard.report_figures import BLANKS
from dashboard.report_template import TemplateError
from dashboard.selection import Selection
from dashboard.yearly_report import Written
from etl.contracts import CONTRACTS
from etl.contracts.findings import CHECK_LABELS
from tests.dashboard import snapshot
from tests.dashboard.service_rows import SERVED

YEAR = Selection(year=2023)
HEAD = 'title = "报告"\n[[paragraph]]\npart = "一、产业发展"\nheading = "总体"\n'
FILES = [
    {"file_id": entity, "sheet": entity, "path": f"{entity}.xlsx", "entity": entity, "rows_loaded": 1}
    for entity in ("policy_claim", "ticket", "tax", "operation_year")
]


def report(tmp_path: Path, *sentences: str, for_others: bool = False, needs: str = "") -> tuple[Written, ...]:
    file = tmp_path / "report.toml"
    said = "".join(f'[[paragraph.sentence]]\nitem = "某事"\n{needs}text = "{text}"\n' for text in sentences)
    file.write_text(HEAD + said, encoding="utf-8")
    template = report_template.read(file, BLANKS, CONTRACTS)
    return yearly_report.write(template, YEAR, for_others=for_others)


def publish(warehouse: Path, *issues: snapshot.Row) -> None:
    issued = [{"issue_id": str(place), "severity": "warning", **issue} for place, issue in enumerate(issues)]
    snapshot.publish(warehouse, {**SERVED, "source_file": FILES, "quality_issue": issued})


@pytest.fixture
def served(warehouse: Path) -> Path:
    publish(warehouse)
    return warehouse


@pytest.mark.usefixtures("served")
def test_a_blank_says_its_number_with_unit_and_compares_only_with_a_year_that_is_there(
    tmp_path: Path,
) -> None:
    (written,) = report(
        tmp_path,
        "{年度} 年亩均 {tax_mu_w}{tax_mu_w|比上年}，截至 {截至}办结率 {ticket_rate}{ticket_rate|比上年}。",
    )
    now, before = (enterprises.figures(YEAR.of_year(year)).tax_wan_yuan_per_mu for year in (2023, 2022))
    assert now is not None
    assert before is not None
    fallen = f"比上年下降 {100 * (1 - now / before):.1f}%"
    # Two of five tickets are closed; of the year before the ledger tells nothing.
    assert (
        written.text == f"2023 年亩均 {now:.2f} 万元/亩（{fallen}），截至 2023 年 12 月 31 日办结率 40.0%。"
    )
    assert next(piece.text for piece in written.said[0].pieces if piece.is_number) == f"{now:.2f} 万元/亩"


@pytest.mark.usefixtures("served")
def test_a_sentence_without_its_file_names_the_file_and_who_sends_it(tmp_path: Path) -> None:
    (written,) = report(tmp_path, "上云 {cloud_n}。", "税收 {tax}。")
    assert written.text.startswith("税收 ")
    assert written.said[0].withheld == "缺来件「企业上云台账」，通常由工业和信息化局提供"


LINES = {
    "tech_inv": "项目台账", "invest_fills": "项目台账", "vacant_rate": "载体厂房租售台账", "carrier_n": "园中园和新载体台账",
    "fund_n": "产业基金台账", "event_n": "招聘和融资对接台账", "policy_n": "政策文件库", "out_cum": "规上工业月报",
    "decline_n": "规上工业月报", "target_gap": "年度目标",
}  # fmt: skip


@pytest.mark.usefixtures("served")
def test_every_line_of_work_without_its_ledger_says_which_one_is_missing(tmp_path: Path) -> None:
    (written,) = report(tmp_path, *(f"{{{code}}}。" for code in LINES))
    assert not written.text
    for said, label in zip(written.said, LINES.values(), strict=True):
        assert said.withheld.startswith(f"缺来件「{label}」，通常由")


def test_a_year_of_its_own_is_not_said_to_reach_beyond_its_end(tmp_path: Path, warehouse: Path) -> None:
    returns = [
        {"enterprise_id": "x", "month": date(year, 12, 1), "months_covered": 1} for year in (2022, 2023)
    ]
    snapshot.publish(warehouse, {**SERVED, "operation_month": returns, "source_file": FILES})
    template = tmp_path / "report.toml"
    sentence = '[[paragraph.sentence]]\nitem = "某事"\ntext = "截至 {截至}，规上 {above_scale_n}，减产 {decline_n}。"\n'
    template.write_text(HEAD + sentence, encoding="utf-8")
    read = report_template.read(template, BLANKS, CONTRACTS)
    (said,) = yearly_report.write(read, Selection(year=2022))[0].said
    days = [yearly_report.until(each.indicator, Selection(year=2022)) for each in said.told]
    assert days == [date(2022, 12, 31)] * 2


@pytest.mark.usefixtures("served")
def test_a_sentence_that_needs_a_further_file_is_withheld_without_it(tmp_path: Path) -> None:
    (written,) = report(tmp_path, "税收 {tax}。", needs='needs = ["hazard"]\n')
    assert written.said[0].withheld.startswith("缺来件「安全隐患台账」")


def test_a_sentence_is_withheld_by_a_check_that_spoils_its_number_and_by_no_other(
    warehouse: Path, tmp_path: Path
) -> None:
    publish(
        warehouse,
        {"entity": "policy_claim", "check_name": "claim_paid_over_approved"},
        {"entity": "policy_claim", "check_name": "service_of_unknown_firm"},
        {"entity": "ticket", "check_name": "service_of_unknown_firm"},
    )
    (written,) = report(tmp_path, "兑现 {claim_paid}。", "惠及 {claim_reached}。", "办结率 {ticket_rate}。")
    money, firms, tickets = written.said
    assert "拨付超过核定的政策兑现 1 条" in money.withheld
    assert firms.sentence == "惠及 3 户。"
    assert tickets.sentence
    assert "兑现" not in yearly_report.text((written,))


def test_an_error_or_mixed_units_of_a_file_keep_back_all_that_rests_on_it(
    warehouse: Path, tmp_path: Path
) -> None:
    publish(warehouse, {"entity": "ticket+visit", "check_name": "mixed_units"})
    (written,) = report(tmp_path, "办结率 {ticket_rate}。")
    assert "像是混用了单位的列 1 条" in written.said[0].withheld


@pytest.mark.usefixtures("served")
def test_others_see_no_sums_of_ledgers_and_no_count_of_fewer_than_three(tmp_path: Path) -> None:
    (written,) = report(tmp_path, "兑现 {claim_paid}。", "应兑未兑 {claim_waiting}。", for_others=True)
    assert [each.withheld for each in written.said] == [yearly_report.OUTSIDE] * 2
    assert not any(each.told for each in written.said)


WRONG = {
    "unknown blank": ('[[paragraph.sentence]]\nitem = "某"\ntext = "{claim_payed} 元"\n', 7, "没有叫“claim_payed”的空格"),
    "unknown comparison": ('[[paragraph.sentence]]\nitem = "某"\ntext = "{tax|比前年}"\n', 7, "比前年"),
    "unknown entity": (
        '[[paragraph.sentence]]\nitem = "某"\ntext = "{tax}"\nneeds = ["taxes"]\n', 8, "没有叫“taxes”的来件"
    ),
    "open bracket": ('[[paragraph.sentence]]\nitem = "某"\ntext = "{tax 元"\n', 7, "大括号没有成对"),
    "unknown key": ('[[paragraph.sentence]]\nitem = "某"\ntext = "某"\ntxet = "某"\n', 8, "“txet”不认识"),
    "no text": ('[[paragraph.sentence]]\nitem = "某"\n', 5, "没有写 text"),
    "no sentence": ("", 2, "没有语句"),
    "no TOML": ('[[paragraph.sentence]]\nitem = 某\n', 6, "不合 TOML"),
}  # fmt: skip


@pytest.mark.parametrize("said", WRONG.values(), ids=WRONG)
def test_a_wrong_file_of_sentences_is_refused_by_its_line_in_chinese(
    tmp_path: Path, said: tuple[str, int, str]
) -> None:
    text, line, why = said
    file = tmp_path / "report.toml"
    file.write_text(HEAD + text, encoding="utf-8")
    with pytest.raises(TemplateError, match=re.escape(why)) as refused:
        report_template.read(file, BLANKS, CONTRACTS)
    assert f"第 {line} 行：" in str(refused.value)


def test_our_own_sentences_are_in_three_parts_and_every_number_rests_on_files_and_checks_that_there_are() -> (
    None
):
    template = report_template.read(report_template.TEMPLATE, BLANKS, CONTRACTS)
    parts = list(dict.fromkeys(each.part for each in template.paragraphs))
    assert [part[:2] for part in parts] == ["一、", "二、", "三、"]
    for code, each in BLANKS.items():
        assert each.code == code
        assert set(each.rests_on) <= set(CONTRACTS)
        assert set(each.spoiled_by) <= set(CHECK_LABELS)


def test_changes_are_said_as_points_counts_or_growth_and_never_of_what_is_missing() -> None:
    def words(unit: str, decimals: int, now: float | None, before: float | None) -> str:
        return Indicator("x", "某", unit, decimals, "", (), lambda period: None).compared(now, before)

    assert words("%", 1, 45.5, 63.2) == "比上年下降 17.7 个百分点"
    assert words("家", 0, 12, 10) == "比上年增加 2 家"
    assert words("万元", 2, 120, 100) == "比上年增长 20.0%"
    assert words("家", 0, 10, 10) == "与上年持平"
    assert words("万元", 2, 120, 0) == words("家", 0, None, 10) == words("家", 0, 10, None) == ""


def test_the_period_before_is_a_year_earlier_also_on_a_leap_day() -> None:
    before = Period(Selection(year=2024), date(2024, 2, 29)).before()
    assert before == Period(Selection(year=2023), date(2023, 2, 28))


@pytest.mark.usefixtures("served", "ledger")
def test_the_document_holds_all_in_order_and_is_logged_under_its_number(tmp_path: Path) -> None:
    paragraphs = report(tmp_path, "税收 {tax}，<b>&</b>\\u000B。", "上云 {cloud_n}。")
    listed = report_book.annex(YEAR)
    made = report_book.document("2023 年报告", paragraphs, listed)
    screen = Screen("工作报告", 2023, (), build.build_info(), report_book.CALIBER)
    sheets = report_book.sheets(paragraphs, listed)
    file = handout.docx(screen, Errand("某人", "会议材料"), sheets, made, "报告.docx")
    document = docx.Document(io.BytesIO(file.data))
    said = [paragraph.text for paragraph in document.paragraphs]
    wanted = [
        "2023 年报告",
        f"构建编号：{build.build_info().build_id}",
        "用途：会议材料",
        f"导出编号：{file.entry.export_id}",
        "一、产业发展",
        "总体",
    ]
    places = [said.index(text) for text in wanted]
    assert places == sorted(places)
    assert any(text.startswith("税收 ") and text.endswith("，<b>&</b>。") for text in said)
    annex, withheld = document.tables
    assert [cell.text for cell in annex.rows[0].cells] == list(report_document.ANNEX)
    assert len(annex.rows) == len(listed) + 1
    assert "缺来件「企业上云台账」" in withheld.rows[1].cells[2].text
    for style, face in (("Normal", "仿宋"), ("Heading 1", "黑体"), ("Title", "宋体")):
        fonts = document.styles[style].element.rPr.rFonts
        assert fonts.get(qn("w:eastAsia")) == face
        assert fonts.get(qn("w:eastAsiaTheme")) is None
    (entry,) = export_log.entries().to_dict("records")
    assert (entry["format"], entry["purpose"], entry["export_id"]) == (
        "DOCX",
        "会议材料",
        file.entry.export_id,
    )


@pytest.mark.usefixtures("served", "ledger")
def test_without_a_purpose_there_is_no_document(tmp_path: Path) -> None:
    paragraphs = report(tmp_path, "税收 {tax}。")
    screen = Screen("工作报告", 2023, (), build.build_info(), report_book.CALIBER)
    with pytest.raises(ValueError, match="没有选用途"):
        handout.docx(
            screen, Errand("某人", " "), (), report_book.document("报告", paragraphs, ()), "报告.docx"
        )
