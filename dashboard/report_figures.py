"""What a blank of the report's sentences may name: the indicators, and further figures that a page shows too."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial

from dashboard.indicator import Indicator
from dashboard.indicator_figures import entered, honoured, of_firms, of_service, of_works, told_of
from dashboard.indicators import CLAIM_MONEY, DOWN, INDICATORS, NEITHER, PER_MU, UP
from dashboard.queries import growth, works
from dashboard.report_figure_sources import (
    declared,
    declared_money,
    line_x,
    of_batch,
    of_chains,
    of_cloud,
    of_pool,
)
from dashboard.report_lines import LINES as LINES_OF_WORK
from etl.contracts.programmes import LINES

M2_PER_WAN = 10_000
DECLARED, POOL, CLOUD = ("declaration",), ("upgrade_pool",), ("cloud_adoption",)
PLOT, UPGRADE, RESERVE, PAPER = ("park_plot",), ("self_upgrade",), ("land_reserve",), ("temporary_land",)
SURVEY = INDICATORS["n_surveyed"].rests_on
_grown = partial(Indicator, told_on=growth.told_on)
_honour = partial(Indicator, rests_on=("honour",), told_on=growth.told_on, is_yearly=True)
_built = partial(Indicator, told_on=works.told_on)
_claim = partial(Indicator, rests_on=("policy_claim",), told_on=told_of("policy_claim"))
_money = partial(_claim, spoiled_by=CLAIM_MONEY, for_others=False)
_power = partial(Indicator, rests_on=("power_subsidy",), told_on=told_of("power_subsidy"))
_watt = partial(_power, spoiled_by=("subsidy_amount_differs",), for_others=False)
_debt = partial(Indicator, rests_on=("arrears_case",), told_on=told_of("arrears_case"), for_others=False)
_visit = partial(Indicator, rests_on=("visit",), told_on=told_of("visit"))
_ticket = partial(Indicator, rests_on=("ticket",), told_on=told_of("ticket"))
_hazard = partial(Indicator, rests_on=("hazard",), told_on=told_of("hazard"))
_notice = partial(Indicator, rests_on=("notice_batch",), told_on=told_of("notice_batch"))
_duty = partial(Indicator, rests_on=("testing_duty",), told_on=told_of("testing_duty"))
SOFT = LINES["软件和融合"]
SETTLED_SHORT = ("arrears_settled_short",)

_INDUSTRY = (
    Indicator("above_scale_n", "规上企业数", "家", 0, UP, ("operation_year",), of_firms("above_scale"), is_yearly=True),
    Indicator("output", "工业总产值", "万元", 2, UP, ("operation_year",), of_firms("output_wan_yuan"), is_yearly=True),
    Indicator("tax", "评价税收", "万元", 2, UP, ("tax",), of_firms("tax_wan_yuan"), is_yearly=True),
    Indicator("tax_paid", "入库税收", "万元", 2, UP, ("tax",), of_firms("tax_paid_wan_yuan"), is_yearly=True),
    Indicator("chain_n", "重点产业链", "条", 0, NEITHER, ("enterprise",), of_chains("chains")),
    Indicator("chain_missing", "缺的节点", "个", 0, DOWN, ("enterprise",), of_chains("missing"), is_yearly=True),
    Indicator("chain_weak", "弱的节点", "个", 0, DOWN, ("enterprise",), of_chains("weak"), is_yearly=True),
)  # fmt: skip
_GROWTH = (
    _honour(code="leader_n", name="工业龙头企业", unit="家", decimals=0, better=UP, figure=honoured("firms", "leader")),
    _honour(code="leader_net", name="工业龙头企业净增", unit="家", decimals=0, better=UP, figure=honoured("net_new", "leader"),
            is_yearly=False),
    _honour(code="leader_share", name="龙头企业产值占比", unit="%", decimals=1, better=UP,
            figure=honoured("output_share_pct", "leader"), for_others=False),
    _honour(code="champion_n", name="单项冠军", unit="家", decimals=0, better=UP, figure=honoured("firms", "champion")),
    _honour(code="giant_n", name="小巨人", unit="家", decimals=0, better=UP, figure=honoured("firms", "little_giant")),
    _honour(code="special_n", name="专精特新", unit="家", decimals=0, better=UP, figure=honoured("firms", "specialised")),
    _honour(code="innovative_n", name="创新型中小企业", unit="家", decimals=0, better=UP,
            figure=honoured("firms", "innovative_sme")),
    _honour(code="centre_n", name="企业技术中心", unit="家", decimals=0, better=UP, figure=honoured("firms", "tech_centre")),
    _honour(code="first_set_n", name="首台（套）企业", unit="家", decimals=0, better=UP, figure=honoured("firms", "first_set")),
    _honour(code="brand_n", name="老字号企业", unit="家", decimals=0, better=UP, figure=honoured("firms", "time_honoured")),
    _honour(code="honour_coming", name="荣誉储备", unit="家次", decimals=0, better=UP, figure=honoured("coming", "*"),
            is_yearly=False),
    _honour(code="honour_expiring", name="一年内到期的荣誉", unit="家次", decimals=0, better=DOWN,
            figure=honoured("expiring", "*"), is_yearly=False),
    _grown("decl_n", "申报", "项", 0, UP, DECLARED, declared("cases")),
    _grown("decl_passed", "申报通过", "项", 0, UP, DECLARED, declared("passed")),
    _grown("decl_rate", "申报通过率", "%", 1, UP, DECLARED, declared("rate_pct")),
    _grown("decl_paid", "申报兑现金额", "万元", 2, UP, DECLARED, declared_money("paid_wan_yuan"),
           spoiled_by=("declaration_paid_over_approved",), for_others=False),
    _grown("soft_n", "软件和融合申报", "项", 0, UP, DECLARED, declared("cases", SOFT)),
    _grown("soft_rec", "软件和融合推荐", "项", 0, UP, DECLARED, declared("recommended", SOFT)),
    _grown("soft_passed", "软件和融合通过", "项", 0, UP, DECLARED, declared("passed", SOFT)),
    _grown("soft_rate", "软件和融合通过率", "%", 1, UP, DECLARED, declared("rate_pct", SOFT)),
    _grown("people_n", "人才申报", "人次", 0, UP, DECLARED, declared("cases", of_people=True)),
    _grown("people_rec", "人才推荐", "人次", 0, UP, DECLARED, declared("recommended", of_people=True)),
    _grown("people_passed", "人才入选", "人次", 0, UP, DECLARED, declared("passed", of_people=True)),
    _grown("cloud_n", "上云企业", "家", 0, UP, CLOUD, of_cloud("firms")),
    _grown("cloud_done", "上云完成累计目标", "%", 1, UP, (*CLOUD, "target"), of_cloud("done_pct")),
    _grown("cloud_cover", "规上企业上云覆盖率", "%", 1, UP, CLOUD, of_cloud("coverage_pct")),
    _grown("pool_task", "小升规任务", "家", 0, NEITHER, ("target",), entered("target"), is_yearly=True),
    _grown("pool_done", "小升规完成比例", "%", 1, UP, (*POOL, "target"), entered("done_pct"), is_yearly=True),
    _grown("pool_way", "小升规在培育", "家", 0, UP, POOL, of_pool("way")),
    _grown("pool_reached", "已到规上门槛", "家", 0, UP, POOL, of_pool("reached")),
)  # fmt: skip
_LAND = (
    _built("plots", "标准化地块", "个", 0, UP, PLOT, of_works("plots", "plots")),
    _built("plots_mu", "标准化地块用地", "亩", 2, UP, PLOT, of_works("plots_mu", "plots")),
    _built("plots_done", "竣工的标准化地块", "个", 0, UP, PLOT, of_works("plots_done", "plots")),
    _built("plots_late", "超期的标准化地块", "个", 0, DOWN, PLOT, of_works("plots_late", "plots")),
    _built("floor_gained", "累计新增高标准厂房", "万㎡", 2, UP, (*PLOT, *UPGRADE), of_works("gained_m2", per=M2_PER_WAN),
           for_others=False),
    _built("upgrades", "自主提升企业", "户", 0, UP, UPGRADE, of_works("upgrades", "upgrades")),
    _built("upgrades_done", "竣工的自主提升", "户", 0, UP, UPGRADE, of_works("upgrades_done", "upgrades")),
    _built("upgrades_floor", "自主提升拟新增面积", "万㎡", 2, UP, UPGRADE, of_works("upgrades_m2", "upgrades", M2_PER_WAN),
           for_others=False),
    _built("reserves", "收储项目", "项", 0, UP, RESERVE, of_works("reserves", "reserves")),
    _built("reserve_mu", "收储面积", "亩", 2, UP, RESERVE, of_works("reserve_mu", "reserves")),
    _built("unsigned", "未签约户", "户", 0, DOWN, RESERVE, of_works("unsigned", "reserves")),
    _built("papers", "临时工业用地", "宗", 0, NEITHER, PAPER, of_works("papers", "papers")),
    _built("papers_expired", "已到期的临时用地", "宗", 0, DOWN, PAPER, of_works("papers_expired", "papers")),
    _built("papers_soon", "90 天内到期的临时用地", "宗", 0, DOWN, PAPER, of_works("papers_soon", "papers")),
    Indicator("line_x", "亩均税收门槛", PER_MU, 0, NEITHER, SURVEY, line_x),
    Indicator("batch_relocate", "建议搬迁", "户", 0, NEITHER, SURVEY, of_batch("搬迁"), is_yearly=True),
    Indicator("batch_upgrade", "建议提升", "户", 0, NEITHER, SURVEY, of_batch("提升"), is_yearly=True),
    Indicator("batch_close", "建议关闭", "户", 0, NEITHER, SURVEY, of_batch("关闭"), is_yearly=True),
    Indicator("batch_restore", "建议恢复", "户", 0, NEITHER, SURVEY, of_batch("恢复"), is_yearly=True),
    Indicator("batch_unknown", "待核实", "户", 0, DOWN, SURVEY, of_batch("待核实"), is_yearly=True),
)  # fmt: skip


def _service(
    make: partial[Indicator], kind: str, *rows: tuple[str, str, str, int, str, str]
) -> tuple[Indicator, ...]:
    """Figures of one ledger of services: code, name, unit, decimals, better, its name among the ledger's totals."""
    return tuple(
        make(
            code=code, name=name, unit=unit, decimals=decimals, better=better, figure=of_service(kind, total)
        )
        for code, name, unit, decimals, better, total in rows
    )


_SERVICE = (
    *_service(
        _claim, "policy_claim",
        ("claim_n", "政策申报", "件", 0, UP, "cases"), ("claim_reached", "惠及企业", "户", 0, UP, "reached"),
        ("claim_waiting", "应兑未兑", "件", 0, DOWN, "owing_cases"),
    ),
    *_service(
        _money, "policy_claim",
        ("claim_due", "应兑资金", "万元", 2, UP, "due"), ("claim_owing", "应兑未兑资金", "万元", 2, DOWN, "owing"),
        ("claim_rate", "兑现率", "%", 1, UP, "settled_pct"),
    ),
    *_service(
        _power, "power_subsidy",
        ("power_n", "用电补助户号", "个", 0, UP, "cases"), ("power_reached", "受补助企业", "户", 0, UP, "reached"),
        ("power_cover", "用电补助覆盖率", "%", 1, UP, "reached_pct"),
    ),
    *_service(
        _watt, "power_subsidy",
        ("power_sum", "用电补助金额", "万元", 2, UP, "applied"), ("power_paid", "已拨付用电补助", "万元", 2, UP, "settled"),
    ),
    *_service(
        _debt, "arrears_case",
        ("debt_n", "拖欠账款", "件", 0, DOWN, "cases"), ("debt_sum", "拖欠金额", "万元", 2, DOWN, "owed"),
        ("debt_closed", "化解", "件", 0, UP, "closed"), ("debt_late", "逾期未还清", "件", 0, DOWN, "overdue"),
    ),
    *_service(
        partial(_debt, spoiled_by=SETTLED_SHORT), "arrears_case",
        ("debt_paid", "已清偿", "万元", 2, UP, "settled"), ("debt_rate", "清偿率", "%", 1, UP, "settled_pct"),
    ),
    *_service(
        _visit, "visit",
        ("visit_n", "走访", "次", 0, UP, "made"), ("visit_firms", "走访企业", "户", 0, UP, "reached"),
        ("visit_found", "走访发现问题", "次", 0, NEITHER, "found"), ("visit_late", "逾期未访", "次", 0, DOWN, "overdue"),
    ),
    *_service(
        _ticket, "ticket",
        ("ticket_n", "受理诉求", "件", 0, NEITHER, "cases"), ("ticket_closed", "办结诉求", "件", 0, UP, "closed"),
        ("ticket_days", "平均办结", "天", 1, DOWN, "days"), ("ticket_satisfied", "满意率", "%", 1, UP, "satisfied_pct"),
    ),
    *_service(
        _hazard, "hazard",
        ("hazard_n", "排查隐患和占压", "处", 0, NEITHER, "cases"), ("hazard_closed", "销号隐患和占压", "处", 0, UP, "closed"),
        ("hazard_late", "超期隐患和占压", "处", 0, DOWN, "overdue"), ("burden_n", "管道占压", "处", 0, DOWN, "burdens"),
        ("burden_open", "未销号的占压", "处", 0, DOWN, "burdens_open"),
    ),
    *_service(
        partial(_hazard, spoiled_by=("hazard_without_level",)), "hazard",
        ("hazard_major", "重大隐患", "处", 0, DOWN, "major"),
        ("hazard_major_open", "未销号重大隐患", "处", 0, DOWN, "major_open"),
    ),
    *_service(
        _notice, "notice_batch",
        ("notice_n", "停工停产通知", "批", 0, NEITHER, "cases"), ("notice_firms", "通知企业", "户次", 0, NEITHER, "firms"),
    ),
    *_service(
        _duty, "testing_duty",
        ("duty_days", "督导天数", "天", 0, NEITHER, "days"), ("duty_sites", "督导的检测点", "点次", 0, NEITHER, "sites"),
        ("duty_visits", "督导人次", "人次", 0, NEITHER, "visits"),
    ),
)  # fmt: skip
FIGURES: Mapping[str, Indicator] = {
    each.code: each for each in (*_INDUSTRY, *_GROWTH, *LINES_OF_WORK, *_LAND, *_SERVICE)
}
# Every name that a blank may have; an indicator's own stands before a figure's.
BLANKS: Mapping[str, Indicator] = {**FIGURES, **INDICATORS}
