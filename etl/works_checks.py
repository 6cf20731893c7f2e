"""Checks of park standardisation: whom and what a case speaks of, and figures that cannot be. See `etl.checks`."""

from __future__ import annotations

from etl.check import Check
from etl.contracts.temporary_land import RENEWALS, SETTLED
from etl.contracts.works_stages import STAGES_OF
from etl.issues import WARNING
from etl.works_date_checks import WORKS_DATE_CHECKS

PLOT = "'park_plot', p.plot_id, p.file_id, p.sheet, p.row_number"
UPGRADE = "'self_upgrade', u.upgrade_id, u.file_id, u.sheet, u.row_number"
RESERVE = "'land_reserve', r.reserve_id, r.file_id, r.sheet, r.row_number"
MONTH = "'land_reserve_month', m.reserve_id || '|' || m.month, m.file_id, m.sheet, m.row_number"
TEMPORARY = "'temporary_land', t.temporary_id, t.file_id, t.sheet, t.row_number"
# The rows of every ledger of cases: which entity, which case, what it says.
ROWS = """(
    SELECT 'park_plot' AS works_kind, plot_id AS case_id, NULL AS enterprise_id, NULL AS name, park_name, stage,
        parcels_said, file_id, sheet, row_number FROM unique_park_plot
    UNION ALL SELECT 'self_upgrade', upgrade_id, enterprise_id, COALESCE(name, uscc), park_name, stage, parcels_said,
        file_id, sheet, row_number FROM unique_self_upgrade
    UNION ALL SELECT 'land_reserve', reserve_id, NULL, NULL, park_name, stage, parcels_said, file_id, sheet, row_number
        FROM unique_land_reserve
    UNION ALL SELECT 'temporary_land', temporary_id, enterprise_id, COALESCE(name, uscc), park_name, renewal_status,
        parcels_said, file_id, sheet, row_number FROM unique_temporary_land
)"""
CASE = "w.works_kind, w.case_id, w.file_id, w.sheet, w.row_number"
STAGE_HINT = "；".join(
    f"{label}：{'、'.join(STAGES_OF[kind])}"
    for kind, label in (("self_upgrade", "自主提升"), ("land_reserve", "收储提升"))
)

OF_CASES: tuple[Check, ...] = (
    Check(
        "works_without_stage",
        WARNING,
        "没有阶段的事项在看板上列在“未写明”，不计入任何阶段。",
        f"请写明阶段，{STAGE_HINT}；临时用地：{'、'.join(RENEWALS)}。",
        f"""SELECT {CASE}, CASE w.works_kind WHEN 'temporary_land' THEN '更新状态' ELSE '阶段' END, NULL,
            '没有写明阶段，或写法不认识。'
        FROM {ROWS} AS w WHERE w.stage IS NULL""",  # noqa: S608
    ),
    Check(
        "works_of_unknown_firm",
        WARNING,
        "这件事照列，但到不了企业档案。",
        "请核对企业名称，或补上统一社会信用代码、登记名录。",
        f"""SELECT {CASE}, '企业', w.name, '登记名录和其他来件中没有这家企业，或同名的不止一家。'
        FROM {ROWS} AS w
        WHERE w.enterprise_id IS NULL AND w.name IS NOT NULL AND EXISTS (SELECT 1 FROM enterprise)""",  # noqa: S608
    ),
    Check(
        "works_of_unknown_parcel",
        WARNING,
        "这件事照列在“未匹配”，地图上看不到这宗地。",
        "请核对宗地代码，或补充这宗地的图形和面积。",
        f"""SELECT {CASE}, '宗地代码', lost.codes, '宗地文件中没有 ' || lost.codes || '。'
        FROM {ROWS} AS w
        INNER JOIN (
            SELECT works_kind, case_id, STRING_AGG(parcel_id, '、' ORDER BY parcel_id) AS codes
            FROM works_parcel WHERE NOT is_known GROUP BY ALL
        ) AS lost ON w.works_kind = lost.works_kind AND w.case_id = lost.case_id
        WHERE w.parcels_said IS NOT NULL AND EXISTS (SELECT 1 FROM parcel)
        QUALIFY ROW_NUMBER() OVER (
            PARTITION BY w.works_kind, w.case_id ORDER BY w.file_id, w.sheet, w.row_number
        ) = 1""",  # noqa: S608
    ),
    Check(
        "works_of_unknown_park",
        WARNING,
        "园区名单中没有的片区筛选不到。",
        "请核对片区名称，与园区范围文件的写法一致。",
        f"""SELECT {CASE}, '片区', w.park_name, '园区名单中没有“' || w.park_name || '”。'
        FROM {ROWS} AS w
        WHERE w.park_name IS NOT NULL AND EXISTS (SELECT 1 FROM park)
            AND UPPER(w.park_name) NOT IN (SELECT UPPER(name) FROM park)""",  # noqa: S608
    ),
    Check(
        "stage_of_unknown_plot",
        WARNING,
        "这个节点不属于任何地块，页面看不到它。",
        "请核对地块编号、名称和片区，或补充标准化地块建设台账。",
        """SELECT 'park_plot_stage', s.plot_id || '|' || s.stage, s.file_id, s.sheet, s.row_number, '地块', s.plot_id,
            '标准化地块建设台账中没有这个地块。'
        FROM unique_park_plot_stage AS s ANTI JOIN park_plot AS p ON s.plot_id = p.plot_id""",
    ),
    Check(
        "month_of_unknown_reserve",
        WARNING,
        "这个月的签约户数不属于任何收储项目，页面看不到它。",
        "请核对收储项目和期次，或补充收储台账。",
        f"""SELECT {MONTH}, '收储项目', m.reserve_id, '收储台账中没有这个项目。'
        FROM unique_land_reserve_month AS m ANTI JOIN land_reserve AS r ON m.reserve_id = r.reserve_id""",  # noqa: S608
    ),
    Check(
        "works_counted_once",
        WARNING,
        "同一宗地的新增厂房只计一次，记在标准化地块名下。",
        "如不是同一件事，请核对宗地代码。",
        f"""SELECT {CASE}, '宗地代码', w.parcels_said, '这宗地也在标准化地块 ' || also.plots || ' 中。'
        FROM {ROWS} AS w
        INNER JOIN (
            SELECT u.case_id, STRING_AGG(DISTINCT p.case_id, '、' ORDER BY p.case_id) AS plots
            FROM works_parcel AS u
            INNER JOIN works_parcel AS p ON u.parcel_id = p.parcel_id AND p.works_kind = 'park_plot'
            WHERE u.works_kind = 'self_upgrade' GROUP BY u.case_id
        ) AS also ON w.case_id = also.case_id
        WHERE w.works_kind = 'self_upgrade'""",  # noqa: S608
    ),
)
OF_FIGURES: tuple[Check, ...] = (
    Check(
        "plot_floor_over_plan",
        WARNING,
        "建成的超过规划的，多半是单位写错，或规划面积没有更新。",
        "请核对规划新增厂房和已建成厂房的单位和数。",
        f"""SELECT {PLOT}, '已建成厂房', CAST(p.done_floor_m2 AS VARCHAR),
            '已建成 ' || p.done_floor_m2 || ' m²，超过规划的 ' || p.planned_floor_m2 || ' m²。'
        FROM unique_park_plot AS p WHERE p.done_floor_m2 > p.planned_floor_m2""",  # noqa: S608
    ),
    Check(
        "plot_without_done_floor",
        WARNING,
        "竣工的地块没有已建成厂房时，新增厂房按规划的计。",
        "请补上已建成厂房的面积。",
        f"""SELECT {PLOT}, '已建成厂房', NULL, '已经竣工，没有写明已建成的面积。'
        FROM unique_park_plot AS p
        INNER JOIN floor_gain AS g ON g.works_kind = 'park_plot' AND p.plot_id = g.case_id
        WHERE p.done_floor_m2 IS NULL""",  # noqa: S608
    ),
    Check(
        "far_not_raised",
        WARNING,
        "自主提升应当提高容积率。",
        "请核对现状和拟建容积率。",
        f"""SELECT {UPGRADE}, '拟建容积率', CAST(u.far_after AS VARCHAR),
            '拟建 ' || u.far_after || ' 不高于现状 ' || u.far_now || '。'
        FROM unique_self_upgrade AS u WHERE u.far_after <= u.far_now""",  # noqa: S608
    ),
    Check(
        "signed_over_households",
        WARNING,
        "签约户数超过总户数，算不出未签约户数。",
        "请核对总户数和已签约户数。",
        f"""SELECT {RESERVE}, '已签约户数', CAST(r.signed_households AS VARCHAR),
            '已签约 ' || r.signed_households || ' 户，总户数只有 ' || r.households || ' 户。'
        FROM unique_land_reserve AS r WHERE r.signed_households > r.households
        UNION ALL
        SELECT {MONTH}, '已签约户数', CAST(m.signed_households AS VARCHAR),
            '已签约 ' || m.signed_households || ' 户，总户数只有 ' || said.households || ' 户。'
        FROM unique_land_reserve_month AS m
        INNER JOIN land_reserve_month AS said ON m.reserve_id = said.reserve_id AND m.month = said.month
        WHERE m.signed_households > said.households""",  # noqa: S608
    ),
    Check(
        "signed_households_fell",
        WARNING,
        "累计签约的户数不会减少。",
        "请核对这个月和上一次的签约户数是否都是累计数。",
        f"""SELECT {MONTH}, '已签约户数', CAST(m.signed_households AS VARCHAR),
            '累计签约 ' || m.signed_households || ' 户，少于 ' || STRFTIME(m.month_before, '%Y年%-m月') || '的 '
                || m.signed_before || ' 户。'
        FROM (
            SELECT *, LAG(signed_households) OVER earlier AS signed_before, LAG(month) OVER earlier AS month_before
            FROM unique_land_reserve_month
            WINDOW earlier AS (PARTITION BY reserve_id ORDER BY month, received_on)
        ) AS m WHERE m.signed_households < m.signed_before""",  # noqa: S608
    ),
    Check(
        "cleared_over_reserve",
        WARNING,
        "净地超过收储的土地，多半是单位写错。",
        "请核对收储面积和已净地面积的单位。",
        f"""SELECT {RESERVE}, '已净地', CAST(r.cleared_mu AS VARCHAR),
            '已净地 ' || ROUND(r.cleared_mu, 2) || ' 亩，超过收储的 ' || ROUND(r.land_mu, 2) || ' 亩。'
        FROM unique_land_reserve AS r WHERE r.cleared_mu > r.land_mu""",  # noqa: S608
    ),
    Check(
        "temporary_land_expired",
        WARNING,
        "到期的临时用地应当收回、更新或办理续期。",
        "请核对截至时间和更新状态。",
        f"""SELECT {TEMPORARY}, '截至时间', CAST(t.expires_on AS VARCHAR),
            t.expires_on || ' 已经到期，' || COALESCE('更新状态是' || t.renewal_status, '没有写明更新状态') || '。'
        FROM unique_temporary_land AS t
        WHERE t.expires_on < COALESCE(LAST_DAY(t.month), t.received_on) AND COALESCE(t.renewal_status, '') NOT IN {SETTLED}""",  # noqa: S608
    ),
)
WORKS_CHECKS: tuple[Check, ...] = (*OF_CASES, *WORKS_DATE_CHECKS, *OF_FIGURES)
