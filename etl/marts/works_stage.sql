-- When a case of park standardisation was to reach a stage, and when it did.
-- Grain: case × stage with a planned or an actual day. Key: (works_kind, case_id, stage).
-- Rule: of lists of several months the latest holds; of a plot's day the list of milestones, else the ledger. Stages of plots that no ledger names are kept. A stage is late by the
-- days from plan to fact; what has not been reached has no lateness here, since that depends on the day one asks.
CREATE OR REPLACE TABLE works_stage AS
WITH upgrade AS (
    SELECT
        *,
        ROW_NUMBER() OVER (
            PARTITION BY upgrade_id
            ORDER BY COALESCE(month, received_on) DESC, received_on DESC, file_id, sheet, row_number
        ) AS place
    FROM unique_self_upgrade
),
reserve AS (
    SELECT
        *,
        ROW_NUMBER() OVER (
            PARTITION BY reserve_id
            ORDER BY COALESCE(month, received_on) DESC, received_on DESC, file_id, sheet, row_number
        ) AS place
    FROM unique_land_reserve
),
plot AS (
    SELECT
        *,
        ROW_NUMBER() OVER (
            PARTITION BY plot_id
            ORDER BY COALESCE(month, received_on) DESC, received_on DESC, file_id, sheet, row_number
        ) AS place
    FROM unique_park_plot
),
milestone AS (
    SELECT
        *,
        ROW_NUMBER() OVER (
            PARTITION BY plot_id, stage ORDER BY received_on DESC, file_id, sheet, row_number
        ) AS place
    FROM unique_park_plot_stage
),
plot_day AS (
    SELECT
        plot.plot_id,
        works_step.stage,
        CASE works_step.stage
            WHEN '谋划' THEN plot.conceived_planned_on
            WHEN '摸底' THEN plot.surveyed_planned_on
            WHEN '市政府研究通过' THEN plot.passed_planned_on
            WHEN '征迁签约' THEN plot.signed_planned_on
            WHEN '净地入库' THEN plot.cleared_planned_on
            WHEN '供地' THEN plot.supplied_planned_on
            WHEN '申报' THEN plot.applied_planned_on
            WHEN '区审核' THEN plot.reviewed_planned_on
            WHEN '市政府同意' THEN plot.agreed_planned_on
            WHEN '报批' THEN plot.permitted_planned_on
            WHEN '施工' THEN plot.started_planned_on
            WHEN '主体封顶' THEN plot.topped_planned_on
            WHEN '竣工' THEN plot.completed_planned_on
            WHEN '招商' THEN plot.let_planned_on
            WHEN '投产' THEN plot.operating_planned_on
        END AS planned_on,
        CASE works_step.stage
            WHEN '谋划' THEN plot.conceived_on
            WHEN '摸底' THEN plot.surveyed_on
            WHEN '市政府研究通过' THEN plot.passed_on
            WHEN '征迁签约' THEN plot.signed_on
            WHEN '净地入库' THEN plot.cleared_on
            WHEN '供地' THEN plot.supplied_on
            WHEN '申报' THEN plot.applied_on
            WHEN '区审核' THEN plot.reviewed_on
            WHEN '市政府同意' THEN plot.agreed_on
            WHEN '报批' THEN plot.permitted_on
            WHEN '施工' THEN plot.started_on
            WHEN '主体封顶' THEN plot.topped_on
            WHEN '竣工' THEN plot.completed_on
            WHEN '招商' THEN plot.let_on
            WHEN '投产' THEN plot.operating_on
        END AS actual_on
    FROM plot
    CROSS JOIN works_step
    WHERE plot.place = 1 AND works_step.works_kind = 'park_plot'
),
dated AS (
    SELECT
        'park_plot' AS works_kind,
        COALESCE(milestone.plot_id, plot_day.plot_id) AS case_id,
        COALESCE(milestone.stage, plot_day.stage) AS stage,
        COALESCE(milestone.planned_on, plot_day.planned_on) AS planned_on,
        COALESCE(milestone.actual_on, plot_day.actual_on) AS actual_on
    FROM plot_day
    FULL JOIN (SELECT * FROM milestone WHERE place = 1) AS milestone
        ON plot_day.plot_id = milestone.plot_id AND plot_day.stage = milestone.stage
    UNION ALL
    SELECT
        'self_upgrade',
        upgrade.upgrade_id,
        works_step.stage,
        CASE works_step.stage
            WHEN '申报' THEN upgrade.applied_planned_on
            WHEN '区审核' THEN upgrade.reviewed_planned_on
            WHEN '市政府同意' THEN upgrade.agreed_planned_on
            WHEN '报批' THEN upgrade.permitted_planned_on
            WHEN '进场施工' THEN upgrade.started_planned_on
            WHEN '主体封顶' THEN upgrade.topped_planned_on
            WHEN '竣工' THEN upgrade.completed_planned_on
            WHEN '投产' THEN upgrade.operating_planned_on
        END,
        CASE works_step.stage
            WHEN '申报' THEN upgrade.applied_on
            WHEN '区审核' THEN upgrade.reviewed_on
            WHEN '市政府同意' THEN upgrade.agreed_on
            WHEN '报批' THEN upgrade.permitted_on
            WHEN '进场施工' THEN upgrade.started_on
            WHEN '主体封顶' THEN upgrade.topped_on
            WHEN '竣工' THEN upgrade.completed_on
            WHEN '投产' THEN upgrade.operating_on
        END
    FROM upgrade
    CROSS JOIN works_step
    WHERE upgrade.place = 1 AND works_step.works_kind = 'self_upgrade'
    UNION ALL
    SELECT
        'land_reserve',
        reserve.reserve_id,
        works_step.stage,
        CASE works_step.stage
            WHEN '谋划' THEN reserve.conceived_planned_on
            WHEN '摸底' THEN reserve.surveyed_planned_on
            WHEN '市政府研究通过' THEN reserve.passed_planned_on
            WHEN '征迁签约' THEN reserve.signed_planned_on
            WHEN '净地入库' THEN reserve.cleared_planned_on
            WHEN '供地' THEN reserve.supplied_planned_on
            WHEN '施工' THEN reserve.started_planned_on
            WHEN '主体封顶' THEN reserve.topped_planned_on
            WHEN '竣工' THEN reserve.completed_planned_on
            WHEN '招商' THEN reserve.let_planned_on
        END,
        CASE works_step.stage
            WHEN '谋划' THEN reserve.conceived_on
            WHEN '摸底' THEN reserve.surveyed_on
            WHEN '市政府研究通过' THEN reserve.passed_on
            WHEN '征迁签约' THEN reserve.signed_on
            WHEN '净地入库' THEN reserve.cleared_on
            WHEN '供地' THEN reserve.supplied_on
            WHEN '施工' THEN reserve.started_on
            WHEN '主体封顶' THEN reserve.topped_on
            WHEN '竣工' THEN reserve.completed_on
            WHEN '招商' THEN reserve.let_on
        END
    FROM reserve
    CROSS JOIN works_step
    WHERE reserve.place = 1 AND works_step.works_kind = 'land_reserve'
)
SELECT
    dated.works_kind,
    dated.case_id,
    dated.stage,
    works_step.stage_number,
    dated.planned_on,
    dated.actual_on,
    DATE_DIFF('day', dated.planned_on, dated.actual_on) AS late_days
FROM dated
INNER JOIN works_step ON dated.works_kind = works_step.works_kind AND dated.stage = works_step.stage
WHERE dated.planned_on IS NOT NULL OR dated.actual_on IS NOT NULL;
