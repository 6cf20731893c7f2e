"""The layout in which a county keeps its ledger of low-efficiency enterprises: 21 columns, units 亩 and 万元/亩.

Domain notes, section 2.6. A file of this layout has the bare labels for headings, without units.
"""

from __future__ import annotations

from etl.contracts.model import Column, Kind

COUNTY_LEDGER: tuple[Column, ...] = (
    Column("district", "区县", "企业所在的区县。"),
    Column("year", "年份", "数据的年度。", Kind.INTEGER),
    Column("name", "企业名称", "纳入台账时的企业名称。", Kind.NAME),
    Column("park", "开发区名称", "企业所在的园区或片区。"),
    Column("uscc", "统一社会信用代码", "18 位。", Kind.CODE),
    Column("occupied_mu", "占地面积", "企业实际占用的土地。", Kind.NUMBER, "亩", 0),
    Column("location", "坐落", "用地的位置。"),
    Column("tax_per_mu_before", "上年度亩均税收", "年份一列所写年度的。", Kind.NUMBER, "万元/亩"),
    Column("tax_per_mu_earlier", "上上年度亩均税收", "再前一年度的。", Kind.NUMBER, "万元/亩"),
    Column("operating_status", "经营状态", "在产、停产、出租等。"),
    Column("current_use", "现状用途", "土地现在的实际用途。"),
    Column("low_type", "低效类型", "按本地低效用地的分类。"),
    Column("disposal", "处置方式", "收储、技改、关停等具体办法；没有具体办法的写审定分类。"),
    Column("state", "当前状态", "办到哪一步。", Kind.WORD),
    Column("progress", "详细进展", "做到哪里。"),
    Column("freed_mu", "处置面积", "已经腾出的土地，不超过占地面积。", Kind.NUMBER, "亩", 0),
    Column(
        "remaining_mu", "剩余面积", "应腾面积减处置面积；没有应腾面积时用占地面积减。", Kind.NUMBER, "亩", 0
    ),
    Column("unit", "计划实施单位", "负责落实的单位。"),
    Column("difficulty_types", "问题类型", "可有几项，以顿号分隔。", Kind.WORD),
    Column("difficulty_detail", "问题详细描述", "卡在哪里，要谁解决。"),
    Column("remark", "备注", "其他要说明的。"),
)
