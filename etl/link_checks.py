"""Checks of the file of decisions: every line names something, once, and somebody signed it."""

from __future__ import annotations

from etl.check import Check
from etl.contracts.links import LINKS_FILE, NEW, OTHER, RELATIONS
from etl.issues import ERROR, WARNING

PLACE = f"data/reference/{LINKS_FILE}"
# A line as a finding: its name, the place in the file, the column and value.
LINE = f"SELECT 'link', said, NULL, '{LINKS_FILE}', row_number"
WORDS = ", ".join(f"'{word}'" for word in RELATIONS)


def _line_check(name: str, column: str, value: str, reason: str, next_step: str, wrong: str) -> Check:
    return Check(
        name,
        ERROR,
        "人工指定的关联必须清楚地落到一户企业上，否则等于没有指定。",
        next_step,
        f"{LINE}, '{column}', {value}, {reason} FROM said_link WHERE {wrong}",
    )


LINK_CHECKS: tuple[Check, ...] = (
    _line_check(
        "link_to_unknown_enterprise",
        "企业",
        "enterprise",
        "'没有这个信用代码的企业，也没有或不止一户有信用代码的企业叫这个名称。'",
        f"请在 {PLACE} 中写准统一社会信用代码；是另一户企业的写 {NEW}；不用了的删去这一行。",
        "NOT is_new AND enterprise_id IS NULL",
    ),
    _line_check(
        "link_of_unknown_relation",
        "关系",
        "relation",
        f"'关系只能是{'、'.join(RELATIONS)}，写 {NEW} 的只能是{OTHER}。'",
        f"请在 {PLACE} 中改正。",
        f"relation NOT IN ({WORDS}) OR (enterprise = '{NEW}' AND relation <> '{OTHER}')",
    ),
    _line_check(
        "link_without_signer",
        "指定人",
        "concat_ws(' ', by_whom, decided_on)",
        "'没有写明由谁指定，或指定日期不是日期。'",
        f"请在 {PLACE} 中补上指定人和指定日期（如 2026-03-01）。",
        "by_whom = '' OR decided_on IS NULL",
    ),
    _line_check(
        "link_to_moved_enterprise",
        "企业",
        "enterprise",
        "'这户企业在另一行中自己也被指定为别的企业，指来指去没有归处。'",
        f"请在 {PLACE} 中直接写最终的那户企业。",
        "enterprise_id IN (SELECT said_key FROM decided WHERE enterprise_id IS NOT NULL)",
    ),
    Check(
        "link_repeated",
        ERROR,
        "一个来件名称只应指定一次。",
        f"请在 {PLACE} 中只留一行。",
        f"""SELECT 'link', MIN(said), NULL, '{LINKS_FILE}', MAX(row_number), '来件名称', MIN(said),
            '与第 ' || MIN(row_number) || ' 行重复。'
        FROM said_link GROUP BY said_key
        HAVING COUNT(*) > 1 AND COUNT(DISTINCT CASE WHEN is_new THEN '{NEW}' ELSE COALESCE(enterprise_id, enterprise) END) = 1
            AND COUNT(DISTINCT relation) = 1""",  # noqa: S608
    ),
    Check(
        "links_contradict",
        ERROR,
        "一个来件名称不能同时是两户企业。",
        f"请在 {PLACE} 中只留正确的一行。",
        f"""SELECT 'link', MIN(said), NULL, '{LINKS_FILE}', MAX(row_number), '企业',
            STRING_AGG(enterprise, '、' ORDER BY row_number),
            '与第 ' || MIN(row_number) || ' 行矛盾。'
        FROM said_link GROUP BY said_key
        HAVING COUNT(DISTINCT CASE WHEN is_new THEN '{NEW}' ELSE COALESCE(enterprise_id, enterprise) END) > 1
            OR COUNT(DISTINCT relation) > 1""",  # noqa: S608
    ),
    Check(
        "link_unused",
        WARNING,
        "没有来件用到这一行，多半是名称写得不一样。",
        f"请核对 {PLACE} 中的来件名称；不再需要的可以删去。",
        f"{LINE}, '来件名称', said, '来件中没有这个名称或代码。' FROM said_link "  # noqa: S608
        "WHERE said_key NOT IN (SELECT source_key FROM link_review)",
    ),
)
