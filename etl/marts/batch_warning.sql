-- Early warnings of surveyed enterprises, by the thresholds of warning_rule (data/reference/warnings.toml).
-- Grain: plan × enterprise × year × kind. Key: (plan_id, enterprise_id, year, kind).
-- Rule: below_line, tax per mu below the plan's X in so many years running, this one the last; tax_down, evaluation tax so
-- many per cent below that of the year before, which must be above zero; land_ends, the lease or the temporary land ends
-- within so many months of the year's end, or has ended. A year without figures breaks a run. Late cases are the ledger's.
CREATE OR REPLACE TABLE batch_warning AS
WITH below_x AS (
    SELECT
        standing.plan_id,
        standing.enterprise_id,
        standing.year,
        standing.surveyed,
        standing.tax_wan_yuan_per_mu,
        plan.line_tax_wan_yuan_per_mu,
        ROW_NUMBER() OVER (PARTITION BY standing.plan_id, standing.enterprise_id ORDER BY standing.year) AS place
    FROM batch_standing AS standing
    INNER JOIN batch_plan AS plan ON standing.plan_id = plan.plan_id
    WHERE standing.tax_wan_yuan_per_mu < plan.line_tax_wan_yuan_per_mu
),
-- Within a run of years the year and its place grow together.
below AS (
    SELECT
        *,
        ROW_NUMBER() OVER (PARTITION BY plan_id, enterprise_id, year - place ORDER BY year) AS years_below
    FROM below_x
),
fallen AS (
    SELECT
        now.plan_id,
        now.enterprise_id,
        now.year,
        now.tax_wan_yuan,
        before.tax_wan_yuan AS tax_before,
        100 * (before.tax_wan_yuan - now.tax_wan_yuan) / before.tax_wan_yuan AS fall_pct
    FROM batch_standing AS now
    INNER JOIN batch_standing AS before
        ON now.plan_id = before.plan_id AND now.enterprise_id = before.enterprise_id AND now.year - 1 = before.year
    WHERE now.surveyed AND before.tax_wan_yuan > 0
),
ending AS (
    SELECT
        standing.plan_id,
        standing.enterprise_id,
        standing.year,
        CASE WHEN site.is_temporary THEN site.expires_on END AS temporary_until,
        site.lease_ends_on
    FROM batch_standing AS standing
    INNER JOIN batch_site AS site
        ON standing.enterprise_id = site.enterprise_id AND standing.year = site.year
    WHERE standing.surveyed
),
ends AS (
    SELECT
        plan_id,
        enterprise_id,
        year,
        temporary_until,
        lease_ends_on,
        CASE
            WHEN temporary_until IS NULL THEN lease_ends_on
            WHEN lease_ends_on < temporary_until THEN lease_ends_on
            ELSE temporary_until
        END AS first_end
    FROM ending
)
SELECT
    below.plan_id,
    below.enterprise_id,
    below.year,
    rule.kind,
    '连续' || CAST(below.years_below AS VARCHAR) || '年低于' || CAST(below.line_tax_wan_yuan_per_mu AS VARCHAR)
    || '万元/亩，当年' || CAST(ROUND(below.tax_wan_yuan_per_mu, 2) AS VARCHAR) || '万元/亩' AS detail
FROM below
INNER JOIN warning_rule AS rule ON rule.kind = 'below_line' AND below.years_below >= rule.threshold
WHERE below.surveyed
UNION ALL
SELECT
    fallen.plan_id,
    fallen.enterprise_id,
    fallen.year,
    rule.kind,
    '评价税收由' || CAST(ROUND(fallen.tax_before, 2) AS VARCHAR) || '万元降到'
    || CAST(ROUND(fallen.tax_wan_yuan, 2) AS VARCHAR) || '万元，降' || CAST(ROUND(fallen.fall_pct, 1) AS VARCHAR) || '%' AS detail
FROM fallen
INNER JOIN warning_rule AS rule ON rule.kind = 'tax_down' AND fallen.fall_pct >= rule.threshold
UNION ALL
SELECT
    ends.plan_id,
    ends.enterprise_id,
    ends.year,
    rule.kind,
    CASE WHEN ends.first_end = ends.temporary_until THEN '临时用地' ELSE '租约' END
    || CAST(ends.first_end AS VARCHAR) || '到期' AS detail
FROM ends
INNER JOIN warning_rule AS rule
    ON rule.kind = 'land_ends'
    AND (EXTRACT(YEAR FROM ends.first_end) - ends.year - 1) * 12 + EXTRACT(MONTH FROM ends.first_end) <= rule.threshold;
