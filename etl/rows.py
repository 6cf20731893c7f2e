"""Which rows below a heading are no data: blank ones, totals, footnotes and signatures, the heading repeated."""

from __future__ import annotations

from functools import reduce

import pyarrow as pa
import pyarrow.compute as pc

from etl.clean.text import compact, tidy
from etl.headings import EntityMatch, normalise_heading

TOTAL = r"^(?:[一二三四五六七八九十]+、)?.{0,12}?(?:小计|合计|总计|共计)[:：]?$"
# A town where an enterprise's name should stand heads, or sums up, the rows of its enterprises. No firm's name ends so.
TOWN = r"^(?:[一二三四五六七八九十]+、|\d{1,2}[、.])?(?:.{1,8}(?:街道|街道办事处|镇|乡)|全区|全市|全县)$"
FOOTNOTE = (
    r"^[*(]?(?:注|备注|说明|填表|制表|审核|复核|数据来源|资料来源|单位负责人|负责人|填报|报送|联系电话)"
)
# 注塑 and 说明书 begin the names of enterprises: beside other cells a footnote's word is followed by a mark.
SIGNATURE = FOOTNOTE + r"(?:人|员|单位|部门|日期|时间)?[\d一二三四五]?(?:[:.、)]|$)"
# A footnote fills few cells; a row that fills more is data whose first word happens to look like one.
FOOTNOTE_CELLS = 4


def is_no_data(body: pa.Table, match: EntityMatch) -> pa.ChunkedArray:
    """True for the rows of ``body`` that carry no record of the entity."""
    suspects = _suspects(body, match)
    if not pc.any(suspects, min_count=0).as_py():
        return suspects
    judged = _judged(body.filter(suspects), match).combine_chunks()
    return pa.chunked_array(
        [pc.replace_with_mask(suspects.combine_chunks(), suspects.combine_chunks(), judged)]
    )


def _suspects(body: pa.Table, match: EntityMatch) -> pa.ChunkedArray:
    """Rows worth a closer look, found without cleaning a cell: few cells, the word 计, or a heading's own text."""
    filled = reduce(pc.add, [pc.cast(pc.is_valid(column), pa.int32()) for column in body.columns])
    hints = [pc.less_equal(filled, FOOTNOTE_CELLS)]
    hints += [_fits(body.column(at), r"计\s*[:：]?\s*$") for at in _identity_places(body, match)]
    hints += [_fits(body.column(at), r"[道处镇乡区市县]\s*$") for at in _name_places(match)]
    hints += [
        pc.fill_null(pc.starts_with(body.column(column.position), column.heading[:2]), False)
        for column in match.columns[:2]
    ]
    return reduce(pc.or_, hints)


def _judged(body: pa.Table, match: EntityMatch) -> pa.ChunkedArray:
    tidied = [tidy(column) for column in body.columns]
    filled = reduce(pc.add, [pc.cast(pc.is_valid(column), pa.int32()) for column in tidied])
    first = compact(reduce(pc.coalesce, tidied))
    alone = pc.and_(pc.equal(filled, 1), _fits(first, FOOTNOTE))
    footnote = pc.or_(alone, pc.and_(pc.less_equal(filled, FOOTNOTE_CELLS), _fits(first, SIGNATURE)))
    return reduce(
        pc.or_, [pc.equal(filled, 0), footnote, is_total(body, match), _repeats_heading(body, match)]
    )


def _identity_places(body: pa.Table, match: EntityMatch) -> list[int]:
    """The first two columns, and those where the name or code should stand."""
    identity = {field for group in match.contract.identity for field in group}
    places = {0, 1, *(column.position for column in match.columns if column.field.name in identity)}
    return sorted(at for at in places if at < body.num_columns)


def is_total(body: pa.Table, match: EntityMatch) -> pa.ChunkedArray:
    """小计, 合计 or 总计 where the name or code should stand; a town's name where an enterprise's should."""
    totals = [_fits(compact(body.column(at)), TOTAL) for at in _identity_places(body, match)]
    return reduce(pc.or_, [*totals, *(_is_town(body, at, match) for at in _name_places(match))])


def _name_places(match: EntityMatch) -> list[int]:
    """Where enterprises are named, if rows are about enterprises."""
    about_enterprises = ("uscc", "name") in match.contract.identity
    return [column.position for column in match.columns if column.field.name == "name" and about_enterprises]


def _is_town(body: pa.Table, at: int, match: EntityMatch) -> pa.ChunkedArray:
    """A town's name without a credit code beside it."""
    codes = [tidy(body.column(c.position)) for c in match.columns if c.field.name == "uscc"]
    return reduce(pc.and_, [_fits(compact(body.column(at)), TOWN), *(pc.is_null(code) for code in codes)])


def totals_among(body: pa.Table, no_data: pa.ChunkedArray, match: EntityMatch) -> pa.ChunkedArray:
    """Of the rows that carry no record, those that are totals."""
    unread = body.filter(no_data)
    if not unread.num_rows:
        return no_data
    mask = no_data.combine_chunks()
    return pa.chunked_array([pc.replace_with_mask(mask, mask, is_total(unread, match).combine_chunks())])


def label_of_totals(totals: pa.Table, match: EntityMatch) -> list[str]:
    """What each total row calls itself: 合计, 金山街道小计, 金山街道."""
    columns = [(compact(totals.column(at)), TOTAL) for at in _identity_places(totals, match)]
    columns += [(compact(totals.column(at)), TOWN) for at in _name_places(match)]
    named = [
        pc.if_else(_fits(column, words), column, pa.scalar(None, pa.string())) for column, words in columns
    ]
    return [str(label) for label in reduce(pc.coalesce, named).to_pylist()]


def _repeats_heading(body: pa.Table, match: EntityMatch) -> pa.ChunkedArray:
    """Rows in which two columns hold their own heading again, as after a page break."""
    same = [
        pc.cast(_equals_heading(body.column(column.position), column.heading), pa.int32())
        for column in match.columns[:4]
    ]
    return pc.greater_equal(reduce(pc.add, same), min(2, len(same)))


def _equals_heading(column: pa.ChunkedArray, heading: str) -> pa.ChunkedArray:
    own = normalise_heading(heading).upper()
    brackets = r"[()\[\]【】〔〕<>《》{}]"
    return pc.fill_null(pc.equal(pc.replace_substring_regex(compact(column), brackets, ""), own), False)


def _fits(column: pa.ChunkedArray, pattern: str) -> pa.ChunkedArray:
    return pc.fill_null(pc.match_substring_regex(column, pattern), False)
