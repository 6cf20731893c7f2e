-- Monthly figures of an enterprise. Returns are cumulative from January; months are the difference of neighbours.
-- Grain: enterprise × month. Key: (enterprise_id, month). Units: 万元, kWh, official_yoy and computed_yoy in %.
-- Rule: the month's own figure is taken as delivered; where only cumulative figures came, it is this month's minus the
-- month before, and NULL where that month is missing. January is not reported alone: February then covers two months.
CREATE OR REPLACE TABLE operation_month AS
WITH ordered AS (
    SELECT
        *,
        EXTRACT(MONTH FROM month) AS month_number,
        LAG(EXTRACT(MONTH FROM month)) OVER (
            PARTITION BY enterprise_id, EXTRACT(YEAR FROM month) ORDER BY month
        ) AS month_before,
        LAG(output_cum_wan_yuan) OVER (
            PARTITION BY enterprise_id, EXTRACT(YEAR FROM month) ORDER BY month
        ) AS output_before,
        LAG(revenue_cum_wan_yuan) OVER (
            PARTITION BY enterprise_id, EXTRACT(YEAR FROM month) ORDER BY month
        ) AS revenue_before,
        LAG(electricity_cum_kwh) OVER (
            PARTITION BY enterprise_id, EXTRACT(YEAR FROM month) ORDER BY month
        ) AS electricity_before
    FROM unique_operation_month
),
placed AS (
    SELECT
        *,
        CASE
            WHEN month_number = 1 THEN 'first'
            WHEN month_number = 2 AND month_before IS NULL THEN 'first'
            WHEN month_before = month_number - 1 THEN 'next'
            ELSE 'after_gap'
        END AS place
    FROM ordered
)
SELECT
    enterprise_id,
    month,
    CASE WHEN month_number = 2 AND place = 'first' THEN 2 ELSE 1 END AS months_covered,
    COALESCE(
        output_wan_yuan,
        CASE place WHEN 'first' THEN output_cum_wan_yuan WHEN 'next' THEN output_cum_wan_yuan - output_before END
    ) AS output_wan_yuan,
    COALESCE(
        revenue_wan_yuan,
        CASE place WHEN 'first' THEN revenue_cum_wan_yuan WHEN 'next' THEN revenue_cum_wan_yuan - revenue_before END
    ) AS revenue_wan_yuan,
    COALESCE(
        electricity_kwh,
        CASE place WHEN 'first' THEN electricity_cum_kwh WHEN 'next' THEN electricity_cum_kwh - electricity_before END
    ) AS electricity_kwh,
    output_cum_wan_yuan,
    output_cum_prev_wan_yuan,
    revenue_cum_wan_yuan,
    electricity_cum_kwh,
    official_yoy,
    -- Beside the official growth, which is over comparable firms, never in its place.
    100 * (output_cum_wan_yuan / NULLIF(COALESCE(output_cum_prev_wan_yuan, year_before.output_cum_before), 0) - 1)
        AS computed_yoy
FROM placed
LEFT JOIN (
    SELECT
        enterprise_id AS firm,
        EXTRACT(YEAR FROM month) + 1 AS year_after,
        EXTRACT(MONTH FROM month) AS same_month,
        output_cum_wan_yuan AS output_cum_before
    FROM unique_operation_month
) AS year_before
    ON placed.enterprise_id = year_before.firm
    AND EXTRACT(YEAR FROM placed.month) = year_before.year_after
    AND placed.month_number = year_before.same_month;
