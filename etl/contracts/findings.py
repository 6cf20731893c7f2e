"""The Chinese names of everything that can be found wrong, by the name in `quality_issue.check_name`."""

from __future__ import annotations

from collections.abc import Mapping

SEVERITY_LABELS: Mapping[str, str] = {"error": "错误", "warning": "提醒"}

CHECK_LABELS: Mapping[str, str] = {
    # Files and sheets
    "unreadable_file": "文件无法读取",
    "unrecognised_sheet": "没有识别的工作表",
    "same_content": "内容相同的文件",
    "mapping_unused": "没有用到的映射",
    "reader_remark": "读取图层时的提示",
    "hidden_sheet": "隐藏的工作表",
    # Headings
    "missing_unit": "没有写明单位",
    "missing_year": "没有写明年度",
    "missing_month": "没有写明月份",
    "duplicate_heading": "含义重复的列",
    # Cells and rows
    "unreadable_value": "无法识别的值",
    "out_of_bounds": "超出合理范围的值",
    "bad_credit_code": "无效的信用代码",
    "row_without_identity": "没有标识的行",
    "ambiguous_name": "同名企业无法区分",
    "duplicate_row": "完全重复的行",
    "completing_row": "互相补全的行",
    "conflicting_rows": "互相矛盾的行",
    "merged_rows": "按映射合并的行",
    # Shapes
    "unknown_crs": "不明坐标系",
    "crs_by_magnitude": "按大小判断的坐标系",
    "invalid_shape": "修复过的图形",
    "stray_shape": "坐标可疑的图形",
    "missing_shape": "没有图形的宗地或园区",
    # The whole build
    "enterprise_key_is_unique": "企业表的键重复",
    "parcel_key_is_unique": "宗地表的键重复",
    "park_key_is_unique": "园区表的键重复",
    "occupancy_key_is_unique": "用地关系表的键重复",
    "enterprise_year_key_is_unique": "企业年度表的键重复",
    "parcel_year_key_is_unique": "宗地年度表的键重复",
    "operation_month_key_is_unique": "企业月度表的键重复",
    "parcel_shares_add_up": "宗地用地分摊不守恒",
    "tax_is_conserved": "税收合计不守恒",
    "parcel_tax_is_conserved": "宗地税收不守恒",
    "per_mu_tax_is_finite": "亩均税收不是有限数",
    "tax_outside_register": "名录外的税收",
    "evaluation_tax_differs": "评价税收与各项之和不符",
    "parcel_without_enterprise": "没有企业的宗地",
    "tenancy_of_unknown_parcel": "租用的宗地不在宗地文件中",
    "tenancy_without_share": "分摊不出用地的租用",
    "tenancy_without_kind": "没有写明使用方式的租用",
    "floor_overlet": "租出面积超过建筑面积",
    "area_differs": "证载与实测面积相差较大",
    "parcel_in_no_park": "不在任何园区的宗地",
    "year_without_tenancy": "没有租用记录的年度",
    "honour_key_is_unique": "企业荣誉表的键重复",
    "honour_year_key_is_unique": "年度有效荣誉表的键重复",
    "product_license_key_is_unique": "批件表的键重复",
    "project_key_is_unique": "项目表的键重复",
    "project_year_key_is_unique": "项目年度投资表的键重复",
    "project_stage_key_is_unique": "项目节点表的键重复",
    "supply_link_key_is_unique": "供应关系表的键重复",
    "batch_suggestion_key_is_unique": "四批建议表的键重复",
    "surveyed_has_one_class": "摸底企业不在恰好一类",
    "pin_of_unknown_enterprise": "指定归入的企业不存在",
    "pin_to_unknown_node": "指定归入的节点不存在",
    "pin_of_unknown_action": "指定归入的动作不明",
    "pins_contradict": "互相矛盾的指定归入",
    "honour_dates_reversed": "有效期早于认定日期的荣誉",
    "honour_without_status": "没有写明状态的荣誉",
    "honour_without_date": "没有认定日期的荣誉",
    "honour_status_differs": "同日来件中状态不一的荣誉",
    "license_dates_reversed": "有效期早于批准日期的批件",
    "license_without_status": "没有写明状态的批件",
    "license_without_date": "没有批准日期的批件",
    "license_without_number": "没有编号的批件",
    "license_class_differs": "类型与编号不符的批件",
    "license_of_two_enterprises": "两户企业列着的批件",
    "license_status_differs": "同日来件中状态不一的批件",
    "project_dates_reversed": "日期次序不对的项目",
    "project_done_over_total": "完成投资超过总投资的项目",
    "project_without_stage": "没有写明阶段的项目",
    "project_without_kind": "没有写明类别的项目",
    "project_plan_without_year": "没有写明年度的年度投资",
    "project_said_differently": "同日来件中说法不一的项目",
    "stage_of_unknown_project": "不属于任何项目的节点",
    "stage_dates_out_of_order": "实际时间次序不对的节点",
    "supply_without_amount": "没有采购额的供应关系",
    "supply_to_itself": "向自己采购的企业",
    "supplier_of_many_names": "同名而无法区分的供应企业",
    "supply_over_revenue": "采购额超过营业收入",
}


def check_label(name: str) -> str:
    """The Chinese name of a check; the name itself for one that a newer or older build found."""
    return CHECK_LABELS.get(name, name)
