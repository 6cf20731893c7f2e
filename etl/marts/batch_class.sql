-- The class that a plan's lines give an enterprise: the three steps of the report, the rules, and how far the next class is.
-- Grain: plan × enterprise × year. Key: (plan_id, enterprise_id, year). Units: 万元, 亩, 万元/亩.
-- Rule: in this order. Not surveyed: no class. Grounds for closing go to the rules at once. Unfair to sort yet, or below X
-- this year only: 不宜定类. Any of tax, land, output, orientation missing where a line asks for it: 待核实, never 关闭.
-- Else what the rules come to in its situation, for those that pass every line or for the others (batch_decision);
-- where that hangs on something unknown: 待核实. The next class is the one just across the line that tax or land can
-- reach: tax must be at least X × land and at least the tax line. Domain notes 2.1 and 2.4.
CREATE OR REPLACE TABLE batch_class AS
WITH judged AS (
    SELECT
        standing.*,
        plan.version,
        plan.line_tax_wan_yuan_per_mu,
        plan.line_output_wan_yuan,
        plan.line_tax_wan_yuan,
        plan.near_pct,
        decision.kept_batch,
        decision.kept_why,
        decision.other_batch,
        decision.other_why,
        standing.tax_wan_yuan_per_mu >= plan.line_tax_wan_yuan_per_mu AS passes_tax,
        CASE
            WHEN plan.line_output_wan_yuan IS NULL THEN TRUE ELSE standing.output_wan_yuan >= plan.line_output_wan_yuan
        END AS passes_output,
        CASE
            WHEN plan.line_tax_wan_yuan IS NULL THEN TRUE ELSE standing.tax_wan_yuan >= plan.line_tax_wan_yuan
        END AS passes_tax_amount,
        CASE standing.orientation
            WHEN '鼓励' THEN plan.accepts_encouraged
            WHEN '允许' THEN plan.accepts_allowed
            WHEN '限制' THEN plan.accepts_restricted
            WHEN '淘汰' THEN plan.accepts_eliminated
        END AS passes_orientation,
        plan.grace_dip
        AND standing.tax_wan_yuan_per_mu < plan.line_tax_wan_yuan_per_mu
        AND standing.tax_wan_yuan_per_mu_before >= plan.line_tax_wan_yuan_per_mu AS is_dip,
        plan.grace_dip AND standing.tax_wan_yuan_per_mu_before >= plan.line_tax_wan_yuan_per_mu AS would_be_dip,
        plan.line_tax_wan_yuan_per_mu * standing.land_mu AS tax_at_line,
        standing.closing_reason IS NOT NULL AND decision.kept_batch = decision.other_batch AS closes_anyway
    FROM batch_standing AS standing
    INNER JOIN batch_plan AS plan ON standing.plan_id = plan.plan_id
    INNER JOIN batch_decision AS decision
        ON standing.plan_id = decision.plan_id AND standing.situation = decision.situation
),
weighed AS (
    SELECT
        *,
        passes_tax AND passes_output AND passes_tax_amount AND passes_orientation AS all_pass,
        passes_tax IS NULL OR passes_output IS NULL OR passes_tax_amount IS NULL OR passes_orientation IS NULL AS lacks_figures,
        closing_reason IS NULL AND unfit_reason IS NOT NULL AS is_unfit,
        closing_reason IS NULL AND COALESCE(is_dip, FALSE) AS has_dipped,
        NULLIF(
            SUBSTR(
                CASE WHEN NOT passes_tax THEN '、亩均税收' ELSE '' END
                || CASE WHEN NOT passes_output THEN '、产值' ELSE '' END
                || CASE WHEN NOT passes_tax_amount THEN '、税收' ELSE '' END
                || CASE WHEN NOT passes_orientation THEN '、产业导向' ELSE '' END,
                2
            ),
            ''
        ) AS failed,
        CASE WHEN line_tax_wan_yuan > tax_at_line THEN line_tax_wan_yuan ELSE tax_at_line END AS tax_needed
    FROM judged
),
sorted AS (
    SELECT
        *,
        CASE WHEN lacks_figures THEN NULL ELSE all_pass END AS is_kept,
        CASE
            WHEN NOT surveyed THEN NULL
            WHEN is_unfit OR has_dipped THEN '不宜定类'
            WHEN lacks_figures AND NOT COALESCE(closes_anyway, FALSE) THEN '待核实'
            WHEN all_pass THEN COALESCE(kept_batch, '待核实')
            ELSE COALESCE(other_batch, '待核实')
        END AS suggested_batch
    FROM weighed
),
near AS (
    SELECT
        *,
        CASE
            WHEN lacks_figures OR is_unfit OR NOT surveyed THEN NULL
            WHEN all_pass AND COALESCE(would_be_dip, FALSE) AND closing_reason IS NULL AND tax_needed = tax_at_line
                THEN '不宜定类'
            WHEN all_pass THEN COALESCE(other_batch, '待核实')
            WHEN passes_output AND passes_orientation THEN COALESCE(kept_batch, '待核实')
            WHEN has_dipped THEN COALESCE(other_batch, '待核实')
        END AS across,
        CASE WHEN all_pass OR (passes_output AND passes_orientation) THEN tax_needed ELSE tax_at_line END AS tax_to_cross
    FROM sorted
)
SELECT
    plan_id,
    enterprise_id,
    year,
    version,
    surveyed,
    passes_tax,
    passes_output,
    passes_tax_amount,
    passes_orientation,
    is_kept,
    failed,
    suggested_batch,
    CASE
        WHEN NOT surveyed THEN '不在摸底范围：' || out_of_survey
        WHEN is_unfit THEN unfit_reason
        WHEN has_dipped
            THEN '上年亩均税收' || CAST(ROUND(tax_wan_yuan_per_mu_before, 2) AS VARCHAR) || '万元/亩达标，只有当年'
            || CAST(ROUND(tax_wan_yuan_per_mu, 2) AS VARCHAR) || '万元/亩低于门槛'
        WHEN suggested_batch = '待核实' THEN '缺少判定所需的数据'
        WHEN closing_reason IS NOT NULL AND suggested_batch = '关闭' THEN other_why || '：' || closing_reason
        WHEN all_pass THEN kept_why
        ELSE other_why || COALESCE('（未达：' || failed || '）', '')
    END AS reason,
    CASE
        WHEN suggested_batch = '待核实'
            THEN NULLIF(
                SUBSTR(
                    CASE WHEN tax_wan_yuan IS NULL THEN '、税收' ELSE '' END
                    || CASE WHEN land_mu IS NULL OR land_mu <= 0 THEN '、用地' ELSE '' END
                    || CASE WHEN passes_output IS NULL THEN '、产值' ELSE '' END
                    || CASE WHEN passes_orientation IS NULL THEN '、产业导向' ELSE '' END
                    || CASE WHEN site_missing IS NOT NULL THEN '、' || site_missing ELSE '' END,
                    2
                ),
                ''
            )
    END AS missing_fields,
    tax_wan_yuan_per_mu - line_tax_wan_yuan_per_mu AS distance_to_line,
    ABS(tax_wan_yuan_per_mu - line_tax_wan_yuan_per_mu) <= line_tax_wan_yuan_per_mu * near_pct / 100 AS is_near_line,
    CASE WHEN across <> suggested_batch THEN across END AS moves_to,
    CASE WHEN across <> suggested_batch THEN tax_to_cross - tax_wan_yuan END AS tax_change_wan_yuan,
    CASE
        WHEN across <> suggested_batch AND line_tax_wan_yuan_per_mu > 0 AND passes_tax_amount
            THEN tax_wan_yuan / line_tax_wan_yuan_per_mu - land_mu
    END AS land_change_mu,
    tax_wan_yuan,
    land_mu,
    tax_wan_yuan_per_mu,
    output_wan_yuan,
    employees,
    orientation,
    site_parcel_id
FROM near;
