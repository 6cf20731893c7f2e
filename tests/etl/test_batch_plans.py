"""Plans of the four batches: what is refused, and that whatever the lines every enterprise is in exactly one class."""

from __future__ import annotations

from itertools import product
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from etl.batch_plans import PLANS, WARNINGS, PlanError, load_plans, load_warnings
from etl.contracts import TABLES
from etl.contracts.batches import BATCHES, CLASSES, CONDITIONS, ORIENTATIONS, STAYS
from etl.engine import text_of
from etl.rule_tables import ARROW_TYPES, rule_tables
from etl.rules import Rules, load_rules

PLAN = (PLANS / "default-cautious.toml").read_text(encoding="utf-8")


def plans_of(folder: Path, plan: str) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "hand.toml").write_text(plan, encoding="utf-8")
    return folder


def line_of(words: str) -> int:
    """The number of the first line of the committed plan that holds ``words``."""
    return next(number for number, line in enumerate(PLAN.splitlines(), start=1) if words in line)


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("tax_wan_yuan_per_mu = 20", "tax_wan_yuan_per_moo = 20", "不认识的键 tax_wan_yuan_per_moo"),
        ("output_wan_yuan = 2000", "output_wan_yuan = -1", "应当是不小于 0 的数"),
        (
            'orientations = ["鼓励", "允许"]',
            'orientations = ["支持"]',
            "orientations 只能取自 鼓励、允许、限制、淘汰",
        ),
        ("registered_only = true", 'registered_only = "yes"', "只能是 true 或 false"),
        (
            'industrial_uses = ["工业", "仓储"]',
            'industrial_uses = ["商业"]',
            "industrial_uses 只能取自 工业、仓储、其他",
        ),
        ('meanings = ["industrial_use"]', 'meanings = ["whatever"]', "meanings 只能取自"),
        ("new_years = 2", 'new_years = "两年"', "应当是不小于 0 的数"),
        ('batch = "恢复"', 'batch = "整治"', "batch 只能是 搬迁、提升、关闭、恢复、保留"),
        ('when = ["to_restore"]', 'when = ["to_be_restored"]', "when 只能取自"),
        ('excluded_statuses = ["注销", "迁出"]', 'excluded_statuses = "注销"', "应当是一列文字"),
    ],
)
def test_a_wrong_plan_is_refused_with_file_line_and_reason(
    tmp_path: Path, old: str, new: str, words: str
) -> None:
    assert PLAN.count(old) == 1
    with pytest.raises(PlanError, match=words) as refused:
        load_plans(plans_of(tmp_path, PLAN.replace(old, new)))
    assert f"hand.toml 第 {line_of(old)} 行" in str(refused.value)


def test_a_plan_that_leaves_a_firm_in_no_batch_is_refused_and_names_the_case(tmp_path: Path) -> None:
    before_last = PLAN[: PLAN.rindex("[[rule]]")]
    with pytest.raises(PlanError, match="规则没有说这样的企业归哪一批：各项条件都不成立"):
        load_plans(plans_of(tmp_path, before_last))


def test_a_plan_that_would_put_a_firm_in_two_batches_is_refused_and_names_the_rule(tmp_path: Path) -> None:
    twice = PLAN + '\n[[rule]]\nwhen = ["to_restore"]\nbatch = "搬迁"\nwhy = "挪作他用的搬走"\n'
    with pytest.raises(PlanError, match="第 8 条规则（搬迁：挪作他用的搬走）永远轮不到"):
        load_plans(plans_of(tmp_path, twice))


def test_the_line_x_meanings_and_reasons_must_be_said(tmp_path: Path) -> None:
    for drawn, words in (
        (PLAN.replace("tax_wan_yuan_per_mu = 20", ""), "缺少 tax_wan_yuan_per_mu"),
        (PLAN.replace('restore = "规划', 'restored = "规划'), "不认识的键 restored"),
        (PLAN.replace('why = "依法应当关闭"', ""), "每条 rule 都要写 why"),
        (PLAN.replace('name = "审慎方案（示例）"', ""), "缺少 name"),
        (PLAN + "\n[lines", "无法读取"),
    ):
        with pytest.raises(PlanError, match=words):
            load_plans(plans_of(tmp_path, drawn))


def test_two_plans_of_one_id_are_refused(tmp_path: Path) -> None:
    folder = plans_of(tmp_path, PLAN)
    (folder / "other.toml").write_text(PLAN, encoding="utf-8")
    with pytest.raises(PlanError, match="编号 default-cautious 已用于另一个方案"):
        load_plans(folder)


def test_every_committed_plan_cites_its_source_and_is_filled_in_or_says_what_it_lacks() -> None:
    plans = {plan.id: plan for plan in load_plans()}
    assert plans.keys() >= {"default-cautious", "fuzhou"}
    for plan in plans.values():
        assert plan.source
        assert bool(plan.missing) != bool(plan.decisions)


def test_a_wrong_warning_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "warnings.toml"
    text = WARNINGS.read_text(encoding="utf-8")
    for drawn, words in (
        (text.replace("[tax_down]", "[tax_gone]"), "不认识的键 tax_gone"),
        (text.replace("threshold = 30", "threshold = -30"), "应当是不小于 0 的数"),
        (text.replace("threshold = 30", ""), "tax_down 应当写明 threshold 和 unit"),
    ):
        file.write_text(drawn, encoding="utf-8")
        with pytest.raises(PlanError, match=words):
            load_warnings(file)


CONDITION = st.sampled_from(list(CONDITIONS))
RULE = st.tuples(st.sets(CONDITION, min_size=1, max_size=4), st.sampled_from((*BATCHES, STAYS)))
FIGURE = st.none() | st.sampled_from((-5.0, 0.0, 49.0, 50.0, 120.0, 400.0, 5000.0))
LAND = st.none() | st.sampled_from((0.0, 0.4, 5.0, 10.0, 37.5))
FIRM = st.fixed_dictionaries(
    {
        "surveyed": st.booleans(),
        "closing_reason": st.none() | st.just("责令关闭"),
        "unfit_reason": st.none() | st.just("登记不满2年"),
        "unknown": st.tuples(*[st.sampled_from((0, 1, 2))] * 3),
        "tax_wan_yuan": FIGURE,
        "land_mu": LAND,
        "tax_wan_yuan_per_mu_before": st.none() | st.sampled_from((0.0, 10.0, 20.0, 60.0)),
        "output_wan_yuan": FIGURE,
        "orientation": st.none() | st.sampled_from(list(ORIENTATIONS.values())),
    }
)
LINES = st.fixed_dictionaries(
    {
        "tax_wan_yuan_per_mu": st.sampled_from((0, 5, 10.5, 20, 60)),
        "output_wan_yuan": st.none() | st.sampled_from((0, 50, 2000)),
        "tax_wan_yuan": st.none() | st.sampled_from((0, 50, 300)),
        "orientations": st.sets(st.sampled_from(list(ORIENTATIONS.values())), min_size=1).map(sorted),
    }
)


def drawn_plan(lines: dict[str, Any], rules: list[tuple[set[str], str]], dip: bool) -> str:
    """A plan of these lines and rules, the idle ones left out, the last for all the rest."""
    said = [f"{key} = {value!r}".replace("'", '"') for key, value in lines.items() if value is not None]
    head = (
        PLAN[: PLAN.index("[lines]")]
        + "[lines]\n"
        + "\n".join(said)
        + f"\n[fairness]\ndip = {str(dip).lower()}\n"
    )
    meaning = PLAN[PLAN.index("[meaning]") : PLAN.index("# 规则自上而下")]
    kept: list[tuple[set[str], str]] = []
    for when, batch in rules:
        if _takes_somebody_new(when, [earlier for earlier, _ in kept]):
            kept.append((when, batch))
    drawn = [
        f'[[rule]]\nwhen = {sorted(when)!r}\nbatch = "{batch}"\nwhy = "规则{place}"\n'.replace("'", '"')
        for place, (when, batch) in enumerate(kept)
    ]
    return head + meaning + "".join(drawn) + '[[rule]]\nbatch = "提升"\nwhy = "其余"\n'


def _takes_somebody_new(when: set[str], earlier: list[set[str]]) -> bool:
    return not any(before <= when for before in earlier)


def sort_firms(rules: Rules, firms: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The rows of batch_class for ``firms`` under the only plan, in their order."""
    columns = TABLES["batch_standing"].columns
    standing = pa.Table.from_pylist(
        [_standing_row(place, firm) for place, firm in enumerate(firms)],
        schema=pa.schema([(column.name, ARROW_TYPES[column.sql_type]) for column in columns]),
    )
    with duckdb.connect() as db:
        for name, rows in {**rule_tables(rules), "batch_standing": standing}.items():
            if name in ("batch_plan", "batch_decision", "batch_standing"):
                db.register(name, rows)
        db.execute(text_of("batch_class"))
        got = db.sql("FROM batch_class ORDER BY enterprise_id").to_arrow_table()
    answer: list[dict[str, Any]] = got.to_pylist()
    return answer


def _standing_row(place: int, firm: dict[str, Any]) -> dict[str, Any]:
    tax, land = firm["tax_wan_yuan"], firm["land_mu"]
    far, restore, site = firm["unknown"]
    ratio = tax / land if isinstance(tax, float) and isinstance(land, float) and land > 0 else None
    closes = firm["closing_reason"] is not None
    own = {key: value for key, value in firm.items() if key != "unknown"}
    return {
        **own,
        "plan_id": "default-cautious",
        "enterprise_id": f"{place:06}",
        "year": 2023,
        "out_of_survey": None if firm["surveyed"] else "注销",
        "situation": 27 * closes + 9 * far + 3 * restore + site,
        "tax_wan_yuan_per_mu": ratio,
    }


@settings(max_examples=60, deadline=None)
@given(
    lines=LINES,
    rules=st.lists(RULE, max_size=6),
    dip=st.booleans(),
    firms=st.lists(FIRM, min_size=1, max_size=40),
)
def test_under_any_plan_every_surveyed_firm_is_in_exactly_one_class_and_moves_where_it_says(
    tmp_path_factory: pytest.TempPathFactory,
    lines: dict[str, Any],
    rules: list[tuple[set[str], str]],
    dip: bool,
    firms: list[dict[str, Any]],
) -> None:
    folder = plans_of(tmp_path_factory.mktemp("plan"), drawn_plan(lines, rules, dip))
    loaded = load_rules(plans=folder)
    rows = sort_firms(loaded, firms)
    assert len(rows) == len(firms)
    for firm, row in zip(firms, rows, strict=True):
        assert (row["suggested_batch"] in CLASSES) == firm["surveyed"]
        assert (row["suggested_batch"] is None) != firm["surveyed"]
        assert row["reason"]
        lacks = (
            None in (firm["tax_wan_yuan"], row["passes_output"], row["passes_orientation"])
            or not firm["land_mu"]
        )
        if lacks and firm["surveyed"] and firm["closing_reason"] is None:
            assert row["suggested_batch"] in ("待核实", "不宜定类")
        if row["suggested_batch"] == "待核实" and lacks:
            assert row["missing_fields"]
    _moves_where_it_says(loaded, firms, rows)


def _moves_where_it_says(rules: Rules, firms: list[dict[str, Any]], rows: list[dict[str, Any]]) -> None:
    """Give each firm the tax, then the land, that it is said to lack or to have to lose: it is in the class that is named."""
    for change, figure in (("tax_change_wan_yuan", "tax_wan_yuan"), ("land_change_mu", "land_mu")):
        moving = [(firm, row) for firm, row in zip(firms, rows, strict=True) if row[change] is not None]
        moved = [
            {**firm, figure: firm[figure] + row[change] * (1 + 1e-9) + _just_across(row, change)}
            for firm, row in moving
        ]
        if moved:
            after = sort_firms(rules, moved)
            assert [row["suggested_batch"] for row in after] == [row["moves_to"] for _, row in moving]


def _just_across(row: dict[str, Any], change: str) -> float:
    """Past the line by a hair: reaching it is enough to pass, but not to fail."""
    gains = row["is_kept"] is not True
    up = gains if change == "tax_change_wan_yuan" else not gains
    return 1e-6 if up else -1e-6


def test_a_rule_for_every_situation_gives_what_the_rules_say_one_by_one() -> None:
    (plan,) = (plan for plan in load_plans() if plan.id == "default-cautious")
    by_number = {decision.number: decision for decision in plan.decisions}
    for values in product((False, True), repeat=len(CONDITIONS)):
        held = dict(zip(CONDITIONS, values, strict=True))
        number = (
            27 * held["closed_by_law"]
            + 9 * held["far_reached"]
            + 3 * held["to_restore"]
            + held["site_off_plan"]
        )
        first = next(rule for rule in plan.rules if all(held[name] for name in rule.when))
        decision = by_number[number]
        assert first == (decision.kept if held["keep"] else decision.other)
