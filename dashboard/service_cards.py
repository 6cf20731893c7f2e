"""The large numbers of the ledgers of services and of safety, and the sentence above them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from dashboard import format as fmt
from dashboard.cards import Card
from dashboard.queries.services import Asked

Row = Mapping[str, Any]


def _money(value: float | None) -> str:
    return fmt.money(value)


def _days(row: Row) -> str:
    return fmt.with_unit(row["days"], "天", 1)


def _lost(row: Row) -> str:
    return f" · 未匹配\u00a0{row['lost']}" if row["lost"] else ""


def _red(words: str, count: float | None) -> str:
    return f":red[{words}]" if count else words


def _claims(row: Row, asked: Asked) -> tuple[Card, ...]:
    untold = f" · {row['untold']} 件归档缺拨付额" if row["untold"] else ""
    over = f" · 超拨 {_money(row['over'])}" if row["over"] else ""
    return (
        Card("应兑", fmt.large_money(row["due"]), "", f"申报 {row['cases']} 件 {_money(row['applied'])}{untold}",
             "已核定、没有退回的申报，核定额之和；归档而没有拨付额的不计。"),
        Card("已兑现", fmt.large_money(row["settled"]), "", f"{fmt.percent(row['settled_pct'])}{over}",
             "应兑的申报中已经拨付的金额；拨付额为空的是还没有拨付。"),
        Card("应兑未兑", fmt.large_money(row["owing"]), "", f"{row['owing_cases']} 件 · 异常 {row['flagged']} 件",
             "逐件核定额 − 拨付额，不小于 0。"),
        Card("惠及企业", fmt.large(row["reached"], "户", 0), "", f"申报企业 {row['members']} 户{_lost(row)}",
             "拿到拨付的企业，一户计一次；不认识的企业按名称计。"),
        Card("平均兑现", fmt.large(row["days"], "天", 1), "",
             f"{row['timed']} 件有两个日期 · 九成在 {fmt.with_unit(row['days_p90'], '天', 0)}内",
             "拨付日期 − 申报日期的平均，只计两个日期都有而先后不错的。"),
    )  # fmt: skip


def _claims_said(row: Row, asked: Asked) -> str:
    return (
        f"应兑 **{_money(row['due'])}**，已兑现 **{_money(row['settled'])}**"
        f"（{fmt.percent(row['settled_pct'])}），惠及企业 **{fmt.count(row['reached'])}**，"
        f"平均 **{_days(row)}**；应兑未兑 **{_money(row['owing'])}**，{row['owing_cases']} 件。"
    )


def _power(row: Row, asked: Asked) -> tuple[Card, ...]:
    return (
        Card("补助金额", fmt.large_money(row["applied"]), "", f"{row['cases']} 个户号{_lost(row)}",
             "台账中的补助金额之和，不论拨付没有。"),
        Card("已拨付", fmt.large_money(row["settled"]), "", fmt.percent(row["settled_pct"]),
             "状态是拨付的补助金额之和。"),
        Card("受补助企业", fmt.large(row["reached"], "户", 0), "", f"申报企业 {row['members']} 户",
             "已经拨付的企业，一户计一次。"),
        Card("覆盖率", fmt.large(row["reached_pct"], "%", 1), "", "已拨付企业 ÷ 申报企业",
             "已经拨付的企业占台账中全部企业的比例。"),
        Card("补助电量", fmt.large(None if row["power"] is None else row["power"] / 10_000, "万 kWh", 1), "",
             f"平均 {_days(row)} · 待办 {row['waiting']}", "计入补助的用电量之和；平均是申报到拨付。"),
    )  # fmt: skip


def _power_said(row: Row, asked: Asked) -> str:
    return (
        f"用电补助 **{row['cases']} 个户号 {_money(row['applied'])}**，已拨付 **{_money(row['settled'])}**，"
        f"受补助企业 **{fmt.count(row['reached'])}**，覆盖率 **{fmt.percent(row['reached_pct'])}**。"
    )


def _arrears(row: Row, asked: Asked) -> tuple[Card, ...]:
    untold = f"{row['untold']} 件偿还未写明" if row["untold"] else "偿还都写明了"
    return (
        Card("欠款", fmt.large_money(row["owed"]), "", f"{row['cases']} 件 · 债权企业 {row['members']} 户{_lost(row)}",
             "登记时的欠款之和。"),
        Card("已清偿", fmt.large_money(row["settled"]), "", untold, "登记以来偿还的，一件不超过它的欠款。"),
        Card("清偿率", fmt.large(row["settled_pct"], "%", 1), "", "已清偿 ÷ 写明偿还的欠款",
             "已清偿之和 ÷ 欠款之和，只计写明已偿还的。"),
        Card("尚欠", fmt.large_money(row["owing"]), "", f"化解 {row['closed']} 件", "写明已偿还的各件：欠款 − 已偿还。"),
        Card("逾期未还清", fmt.large(row["overdue"], "件", 0), "", "计划还清日期已过", "截至日已过计划还清日期而没有还清的。"),
    )  # fmt: skip


def _arrears_said(row: Row, asked: Asked) -> str:
    overdue = _red(f"逾期未还清 **{row['overdue']} 件**", row["overdue"])
    return (
        f"登记欠款 **{row['cases']} 件 {_money(row['owed'])}**，已清偿 **{_money(row['settled'])}**，"
        f"清偿率 **{fmt.percent(row['settled_pct'])}**，化解 **{row['closed']} 件**；{overdue}。"
    )


def _visits(row: Row, asked: Asked) -> tuple[Card, ...]:
    return (
        Card("规上走访覆盖", fmt.large(row["above_pct"], "%", 1), "",
             f"{row['above_reached']}/{row['above']} 户规上", "今年走访过的规上企业 ÷ 左侧所选年度的规上企业，一户计一次。"),
        Card("走访", fmt.large(row["made"], "次", 0), "", f"{asked.on.year} 年初到截至日", "截至日当年已经走访的次数。"),
        Card("走访企业", fmt.large(row["reached"], "户", 0), "", f"台账共 {row['members']} 户{_lost(row)}",
             "当年走访过的企业，一户计一次，规下的也计。"),
        Card("发现问题", fmt.large(row["found"], "次", 0), "", "写明了问题的走访", "当年的走访中写明发现问题的。"),
        Card("逾期未访", fmt.large(row["overdue"], "次", 0), "",
             f"{row['undated']} 次已访缺日期" if row["undated"] else "计划日期已过", "计划走访日期已过截至日，还没有走访的。"),
    )  # fmt: skip


def _visits_said(row: Row, asked: Asked) -> str:
    overdue = _red(f"逾期未访 **{row['overdue']} 次**", row["overdue"])
    return (
        f"{asked.on.year} 年走访 **{row['made']} 次 {fmt.count(row['reached'])}**，规上企业覆盖 "
        f"**{row['above_reached']}/{row['above']} 户（{fmt.percent(row['above_pct'])}）**，"
        f"发现问题 **{row['found']} 次**；{overdue}。"
    )


def _tickets(row: Row, asked: Asked) -> tuple[Card, ...]:
    return (
        Card("办结率", fmt.large(row["closed_pct"], "%", 1), "", f"{row['closed']}/{row['cases']} 件{_lost(row)}",
             "办结和回访的诉求 ÷ 受理的诉求。"),
        Card("超期", fmt.large(row["overdue"], "件", 0), "", f"另有 {row['undated']} 件没有时限",
             "没有办结、没有挂起，截至日已过办理时限的。"),
        Card("平均办结", fmt.large(row["days"], "天", 1), "", f"{row['timed']} 件有两个日期", "办结日期 − 受理日期的平均。"),
        Card("逾期办结", fmt.large(row["late"], "件", 0), "", "办结了，晚于时限", "办结日期晚于办理时限的。"),
        Card("满意率", fmt.large(row["satisfied_pct"], "%", 1), "", f"回访 {row['asked']} 件",
             "满意和基本满意 ÷ 写明满意度的。"),
    )  # fmt: skip


def _tickets_said(row: Row, asked: Asked) -> str:
    overdue = _red(f"超期 **{row['overdue']} 件**", row["overdue"])
    return (
        f"受理诉求 **{row['cases']} 件**，办结 **{row['closed']} 件**，办结率 "
        f"**{fmt.percent(row['closed_pct'])}**，平均 **{_days(row)}**，满意率 "
        f"**{fmt.percent(row['satisfied_pct'])}**；{overdue}。"
    )


def _hazards(row: Row, asked: Asked) -> tuple[Card, ...]:
    return (
        Card("整改率", fmt.large(row["closed_pct"], "%", 1), "",
             f"销号 {row['closed']}/{row['cases']} 处{_lost(row)}", "销号的隐患和占压 ÷ 排查出的。"),
        Card("超期", fmt.large(row["overdue"], "处", 0), "", f"另有 {row['undated']} 处没有时限",
             "没有销号，截至日已过整改时限，或台账写明超期的。"),
        Card("重大隐患", fmt.large(row["major"], "处", 0), "", f"未销号 {row['major_open']} 处", "等级是重大的，占压也计。"),
        Card("管道占压", fmt.large(row["burdens"], "处", 0), "", f"未销号 {row['burdens_open']} 处", "油气长输管道上的占压。"),
        Card("平均销号", fmt.large(row["days"], "天", 1), "", f"{row['timed']} 处有两个日期", "销号日期 − 发现日期的平均。"),
    )  # fmt: skip


def _hazards_said(row: Row, asked: Asked) -> str:
    overdue = _red(f"超期 **{row['overdue']} 处**", row["overdue"])
    return (
        f"排查隐患和占压 **{row['cases']} 处**，销号 **{row['closed']} 处**，整改率 "
        f"**{fmt.percent(row['closed_pct'])}**；重大 **{row['major']} 处**，未销号 {row['major_open']} 处；"
        f"管道占压未销号 **{row['burdens_open']} 处**；{overdue}。"
    )


def _notices(row: Row, asked: Asked) -> tuple[Card, ...]:
    return (
        Card("通知批次", fmt.large(row["cases"], "批", 0), "", "历史资料，只供查阅", "一批、一类区域、一个镇街计一次。"),
        Card("通知企业", fmt.large(row["firms"], "户次", 0), "", f"{row['counted']} 批写明户数",
             "各批通知的企业数之和；一户被通知几次计几次。"),
        Card("已复工", fmt.large(row["resumed"], "批", 0), "", f"平均停工 {_days(row)}", "写明复工日的批次。"),
    )  # fmt: skip


def _notices_said(row: Row, asked: Asked) -> str:
    return (
        f"归档停工停产通知 **{row['cases']} 批**，通知企业 **{fmt.number(row['firms'])} 户次**，"
        f"已复工 **{row['resumed']} 批**。"
    )


CARDS: Mapping[str, Callable[[Row, Asked], tuple[Card, ...]]] = {
    "policy_claim": _claims, "power_subsidy": _power, "arrears_case": _arrears, "visit": _visits, "ticket": _tickets,
    "hazard": _hazards, "notice_batch": _notices,
}  # fmt: skip
SENTENCES: Mapping[str, Callable[[Row, Asked], str]] = {
    "policy_claim": _claims_said, "power_subsidy": _power_said, "arrears_case": _arrears_said, "visit": _visits_said,
    "ticket": _tickets_said, "hazard": _hazards_said, "notice_batch": _notices_said,
}  # fmt: skip


def sentence(row: Row, asked: Asked) -> str:
    """How a ledger stands on the day, in one sentence with bold numbers."""
    return f"截至 {asked.on:%Y-%m-%d}：{SENTENCES[asked.kind](row, asked)}"
