-- What the enterprises of a node or a chain come to in a year: sums, growth two ways, concentration, the leading firm.
-- Grain: scope × year. Key: (scope_id, year). Units: 万元, 亩, 万元/亩, %.
-- Rule: a ratio is a ratio of sums over rows that have both. Official growth: Σ output ÷ Σ (output ÷ (1 + official)) − 1 over
-- those with an official rate; same-firm growth over those with output in both years (domain notes 3.5, 7.4). CR4 and HHI
-- over enterprises with positive output, not given below fewest_firms. Local support is the share with a supplier of the
-- district of those whose suppliers are known. Missing is NULL, never 0.
CREATE OR REPLACE TABLE chain_sum AS
WITH ranked AS (
    SELECT
        *,
        CASE WHEN output_wan_yuan > 0 THEN output_wan_yuan END AS counted_output,
        ROW_NUMBER() OVER (
            PARTITION BY scope_id, year ORDER BY output_wan_yuan DESC NULLS LAST, enterprise_id
        ) AS place
    FROM chain_member
),
summed AS (
    SELECT
        scope_id,
        year,
        COUNT(*) AS firms,
        SUM(CASE WHEN is_above_scale THEN 1 WHEN NOT is_above_scale THEN 0 END) AS above_scale_firms,
        SUM(CASE WHEN is_honoured THEN 1 WHEN NOT is_honoured THEN 0 END) AS honoured_firms,
        SUM(CASE WHEN is_specialised THEN 1 WHEN NOT is_specialised THEN 0 END) AS specialised_firms,
        COUNT(counted_output) AS firms_with_output,
        SUM(output_wan_yuan) AS output_wan_yuan,
        SUM(tax_wan_yuan) AS tax_wan_yuan,
        SUM(land_mu) AS land_mu,
        SUM(CASE WHEN tax_wan_yuan IS NOT NULL AND land_mu IS NOT NULL THEN tax_wan_yuan END)
        / NULLIF(SUM(CASE WHEN tax_wan_yuan IS NOT NULL AND land_mu IS NOT NULL THEN land_mu END), 0)
            AS tax_wan_yuan_per_mu,
        SUM(employees) AS employees,
        SUM(rd_wan_yuan) AS rd_wan_yuan,
        SUM(CASE WHEN output_official_yoy > -100 THEN output_wan_yuan END) AS official_now,
        SUM(CASE WHEN output_official_yoy > -100 THEN output_wan_yuan / (1 + output_official_yoy / 100) END) AS official_before,
        COUNT(CASE WHEN output_official_yoy > -100 THEN output_wan_yuan END) AS growth_official_firms,
        SUM(CASE WHEN output_before_wan_yuan IS NOT NULL THEN output_wan_yuan END) AS same_now,
        SUM(CASE WHEN output_wan_yuan IS NOT NULL THEN output_before_wan_yuan END) AS same_before,
        COUNT(CASE WHEN output_before_wan_yuan IS NOT NULL THEN output_wan_yuan END) AS growth_same_firms,
        COUNT(buys_locally) AS supplied_firms,
        SUM(CASE WHEN buys_locally THEN 1 ELSE 0 END) AS local_firms,
        SUM(counted_output) AS counted_output,
        SUM(CASE WHEN place <= 4 THEN counted_output END) AS four_output,
        SUM(counted_output * counted_output) AS squared_output,
        MAX(CASE WHEN place = 1 AND output_wan_yuan > 0 THEN enterprise_id END) AS leader_id,
        MAX(CASE WHEN place = 1 AND output_wan_yuan > 0 THEN name END) AS leader_name,
        MAX(CASE WHEN place = 1 THEN counted_output END) AS leader_output
    FROM ranked
    GROUP BY scope_id, year
)
SELECT
    summed.scope_id,
    summed.year,
    CAST(summed.firms AS INTEGER) AS firms,
    CAST(summed.above_scale_firms AS INTEGER) AS above_scale_firms,
    CAST(summed.honoured_firms AS INTEGER) AS honoured_firms,
    CAST(summed.specialised_firms AS INTEGER) AS specialised_firms,
    CAST(summed.firms_with_output AS INTEGER) AS firms_with_output,
    summed.output_wan_yuan,
    summed.tax_wan_yuan,
    summed.land_mu,
    summed.tax_wan_yuan_per_mu,
    summed.employees,
    summed.rd_wan_yuan,
    100 * (summed.official_now / NULLIF(summed.official_before, 0) - 1) AS growth_official_pct,
    CAST(summed.growth_official_firms AS INTEGER) AS growth_official_firms,
    CASE WHEN summed.same_before > 0 THEN 100 * (summed.same_now / summed.same_before - 1) END AS growth_same_firms_pct,
    CAST(summed.growth_same_firms AS INTEGER) AS growth_same_firms,
    CASE
        WHEN summed.firms_with_output >= rule.fewest_firms THEN 100 * summed.four_output / summed.counted_output
    END AS cr4_pct,
    CASE
        WHEN summed.firms_with_output >= rule.fewest_firms
            THEN 10000 * summed.squared_output / (summed.counted_output * summed.counted_output)
    END AS hhi,
    summed.leader_id,
    summed.leader_name,
    100 * summed.leader_output / NULLIF(summed.counted_output, 0) AS leader_share_pct,
    100 * summed.local_firms / CAST(NULLIF(summed.supplied_firms, 0) AS DOUBLE) AS local_support_pct,
    CAST(summed.supplied_firms AS INTEGER) AS supplied_firms
FROM summed
CROSS JOIN chain_light_rule AS rule;
