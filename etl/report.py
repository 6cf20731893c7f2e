"""Facts → lines of Chinese text for the terminal. Prints nothing itself."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from etl.contracts import CONTRACTS, TABLES
from etl.contracts.findings import SEVERITY_LABELS, check_label
from etl.contracts.links import LINKS_FILE, RUNGS
from etl.diff import Keys, TableDifference

EXAMPLES_SHOWN = 20


def build_lines(report: Mapping[str, Any]) -> Iterator[str]:
    """The summary of a build: what came, what is there now, what is missing, what is doubtful, how long it took."""
    yield "来件"
    for entity, counts in _by_entity(report["sources"]).items():
        label = CONTRACTS[entity].label if entity in CONTRACTS else "未识别"
        yield (
            f"  {label}：{counts['files']} 个文件 {counts['sheets']} 张表，"
            f"读取 {counts['rows_read']:,} 行，载入 {counts['rows_loaded']:,}，拒收 {counts['rows_rejected']:,}"
        )
    rows = report["rows"]
    yield "快照"
    yield (
        "  "
        + "，".join(
            f"{TABLES[name].label} {rows[name]:,}"
            for name in ("enterprise", "parcel", "park", "occupancy", "enterprise_year", "operation_month")
        )
        + " 行"
    )
    yield f"  年度 {_years(report['years'])}，数据截至 {report['data_date'] or '—'}"
    yield f"  面积覆盖率 {_percent(report['coverage_land_pct'])}，税收匹配率 {_percent(report['coverage_tax_pct'])}"
    yield (
        f"  没有用地的企业 {report['enterprises_without_parcel']:,} 家，没有企业的宗地 "
        f"{report['parcels_without_enterprise']:,} 宗，最近年度没有税收的宗地 {report['parcels_without_tax']:,} 宗"
    )
    yield from _match_lines(report)
    if report["later_deliveries"]:
        yield "后到替代先到"
    for change in report["later_deliveries"]:
        label = CONTRACTS[change["entity"]].label
        yield f"  {label}：{change['reason']}{change['sums'] or '合计没有变化'}"
    if report["issues"]:
        yield "问题"
    for issue in report["issues"]:
        name = f"{SEVERITY_LABELS[issue['severity']]} {check_label(issue['check_name'])}"
        yield f"  {name} {issue['rows']:,} 处，如：{issue['example']}"
    yield from finding_lines(report["error_rows"])
    yield "用时 " + "，".join(f"{step} {seconds:.1f} 秒" for step, seconds in report["seconds"].items())


def _match_lines(report: Mapping[str, Any]) -> Iterator[str]:
    """The rungs on which the rows of each source stand, all years together."""
    rungs = [name for name in RUNGS if name != "code"]
    totals: dict[tuple[str, str], dict[str, int]] = {}
    for row in report["match_quality"]:
        if row["entity"] == "parcel" and totals.get(("parcel", row["role"])):
            continue  # parcels are the same in every year
        total = totals.setdefault((row["entity"], row["role"]), dict.fromkeys(("link_rows", *RUNGS), 0))
        for name in total:
            total[name] += row[name if name == "link_rows" else f"by_{name}"]
    if totals:
        yield f"关联（待人工确认的名称 {report['links_to_confirm']:,} 个，见“数据关联”页和 {LINKS_FILE}）"
    for (entity, role), total in totals.items():
        others = "".join(f"，{RUNGS[name]} {total[name]:,}" for name in rungs if total[name])
        yield f"  {CONTRACTS[entity].label}的{role} {total['link_rows']:,} 行：信用代码 {total['code']:,}{others}"


def _by_entity(sources: Sequence[Mapping[str, Any]]) -> dict[str, dict[str, int]]:
    counts: dict[str, dict[str, int]] = {}
    files: set[tuple[str, str]] = set()
    for source in sources:
        entity = (source["entity"] or "").partition("+")[0]
        count = counts.setdefault(
            entity, dict.fromkeys(("files", "sheets", "rows_read", "rows_loaded", "rows_rejected"), 0)
        )
        count["files"] += (entity, source["path"]) not in files
        files.add((entity, source["path"]))
        count["sheets"] += 1
        for name in ("rows_read", "rows_loaded", "rows_rejected"):
            count[name] += source[name]
    return counts


def _years(years: Sequence[int]) -> str:
    return "、".join(map(str, years)) or "—"


def _percent(value: float | None) -> str:
    return "—" if value is None else f"{value:.1f} %"


def finding_lines(findings: Sequence[Mapping[str, Any]]) -> Iterator[str]:
    """One line a finding: place, value, reason, next step."""
    for finding in findings[:EXAMPLES_SHOWN]:
        places = [finding.get("path") or finding["key"], finding["sheet"]]
        if finding["row_number"] is not None:
            places.append(f"第 {finding['row_number']} 行")
        if finding["column"]:
            places.append(f"“{finding['column']}”")
        place = " ".join(place for place in places if place)
        value = f" 原值 {finding['value']}。" if finding["value"] else ""
        yield f"  {SEVERITY_LABELS[finding['severity']]} {place}：{finding['reason']}{value}{finding['next_step']}"
    if len(findings) > EXAMPLES_SHOWN:
        yield f"  …… 另有 {len(findings) - EXAMPLES_SHOWN} 处"


def inspection_lines(sheets: Sequence[Mapping[str, Any]]) -> Iterator[str]:
    """What `inspect` found, sheet by sheet."""
    for sheet in sheets:
        name = " ".join(part for part in (sheet["file"], sheet["sheet"]) if part)
        if sheet["refusal"] is not None:
            yield f"✗ {name}：{sheet['refusal']}"
        else:
            row = f"，表头第 {sheet['heading_row']} 行" if sheet["heading_row"] else ""
            yield f"✓ {name}：{'、'.join(each['label'] for each in sheet['readings'])}{row}"
        yield from _reading_lines(sheet)


def _reading_lines(sheet: Mapping[str, Any]) -> Iterator[str]:
    for reading in sheet.get("readings", ()):
        period = "".join(
            f"{reading[part]}{label}" for part, label in (("year", " 年"), ("month", " 月")) if reading[part]
        )
        yield (
            f"    {reading['label']}：{reading['rows_usable']:,} 行可用（读取 {reading['rows_read']:,}，"
            f"拒收 {reading['rows_rejected']:,}）{period}"
        )
        for column in reading["columns"]:
            unit = f"［{column['unit']}］" if column["unit"] else ""
            yield f"      {column['heading']} → {column['label']}{unit}"
        for check, count in reading["problems"].items():
            yield f"      ！{check_label(check)} {count:,} 处"
    for doubt in sheet.get("doubts", ()):
        yield f"    ？{doubt['reason']}{doubt['next_step']}"
    if sheet.get("unmapped"):
        yield f"    未使用的列：{'、'.join(sheet['unmapped'][:30])}"


def difference_lines(differences: Sequence[TableDifference]) -> Iterator[str]:
    """What differs between two builds, table by table; tables without a difference in one line."""
    for each in differences:
        label = TABLES[each.table].label if each.table in TABLES else each.table
        changes = "，".join(
            f"{word} {keys.count:,}"
            for word, keys in (("增加", each.added), ("减少", each.removed), ("变化", each.changed))
            if keys is not None
        )
        yield f"{label}（{each.table}）：{_count(each.rows_before)} → {_count(each.rows_after)} 行，{changes or '未逐键比较'}"
        for word, keys in (("增加", each.added), ("减少", each.removed), ("变化", each.changed)):
            if keys is not None and keys.count:
                yield f"  {word}：{_examples(keys)}"
        for column in each.sums:
            if column.before != column.after:
                yield f"  Σ {column.column}：{_number(column.before)} → {_number(column.after)}"
        yield from (f"  {note}" for note in each.notes)


def _examples(keys: Keys) -> str:
    shown = "；".join(" ".join(str(part) for part in key) for key in keys.examples)
    return shown + ("……" if keys.count > len(keys.examples) else "")


def _count(rows: int | None) -> str:
    return "没有" if rows is None else f"{rows:,}"


def _number(value: float | None) -> str:
    return "—" if value is None else f"{value:,.4f}"
