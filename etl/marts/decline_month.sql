-- Output and electricity of an enterprise beside the year before, and whether its output is falling (减产).
-- Grain: enterprise × month of `operation_month`. Key: (enterprise_id, month). Units: 万元, kWh; changes in %.
-- Rule: the base of a year's output to a month is the 上年同期 that the return states (可比口径), else the enterprise's own
-- return of that month a year before. A month is compared with the same month of the year before that covers as many
-- months. Without a base there is no change, never one of zero. Falls in a row are counted in returns, January and
-- February together being one; a month that is not told breaks them. Colours: the strictest of `decline_rule` that is met.
CREATE OR REPLACE TABLE decline_month AS
WITH compared AS (
    SELECT
        m.enterprise_id,
        m.month,
        12 * EXTRACT(YEAR FROM m.month) + EXTRACT(MONTH FROM m.month) AS place,
        m.months_covered,
        m.output_wan_yuan,
        CASE WHEN b.months_covered = m.months_covered THEN b.output_wan_yuan END AS output_before_wan_yuan,
        m.output_cum_wan_yuan,
        COALESCE(m.output_cum_prev_wan_yuan, b.output_cum_wan_yuan) AS output_base_wan_yuan,
        b.output_cum_wan_yuan AS output_cum_before_wan_yuan,
        m.computed_yoy,
        CASE WHEN b.months_covered = m.months_covered THEN b.electricity_kwh END AS electricity_before_kwh,
        b.electricity_cum_kwh AS electricity_cum_before_kwh
    FROM operation_month AS m
    LEFT JOIN operation_month AS b
        ON m.enterprise_id = b.enterprise_id
        AND EXTRACT(YEAR FROM m.month) = EXTRACT(YEAR FROM b.month) + 1
        AND EXTRACT(MONTH FROM m.month) = EXTRACT(MONTH FROM b.month)
),
changed AS (
    SELECT c.*, 100 * (c.output_wan_yuan / NULLIF(c.output_before_wan_yuan, 0) - 1) AS output_yoy
    FROM compared AS c
),
placed AS (
    SELECT
        changed.*,
        COALESCE(changed.output_yoy < -rule.month_fall_pct, FALSE) AS is_falling,
        LAG(changed.place) OVER (PARTITION BY changed.enterprise_id ORDER BY changed.month) AS place_before
    FROM changed CROSS JOIN decline_rule AS rule
),
-- A row begins a new run unless it falls, and the one before falls and lies right before it.
begun AS (
    SELECT
        placed.*,
        CASE
            WHEN is_falling AND place_before = place - months_covered
                AND LAG(is_falling) OVER (PARTITION BY enterprise_id ORDER BY month)
                THEN 0
            ELSE 1
        END AS begins
    FROM placed
),
numbered AS (
    SELECT
        begun.*,
        SUM(begins) OVER (
            PARTITION BY enterprise_id ORDER BY month ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW
        ) AS run
    FROM begun
),
counted AS (
    SELECT
        numbered.*,
        CASE
            WHEN output_yoy IS NULL THEN NULL
            WHEN is_falling
                THEN ROW_NUMBER() OVER (PARTITION BY enterprise_id, run ORDER BY month)
            ELSE 0
        END AS falling_returns
    FROM numbered
)
SELECT
    counted.enterprise_id,
    counted.month,
    counted.output_before_wan_yuan,
    counted.output_yoy,
    counted.output_base_wan_yuan,
    counted.output_cum_before_wan_yuan,
    counted.output_cum_wan_yuan - counted.output_base_wan_yuan AS output_gain_wan_yuan,
    counted.falling_returns,
    counted.electricity_before_kwh,
    counted.electricity_cum_before_kwh,
    CASE
        WHEN counted.computed_yoy IS NULL AND counted.falling_returns IS NULL THEN NULL
        WHEN counted.computed_yoy < -rule.red_fall_pct OR counted.falling_returns >= rule.red_returns THEN '红'
        WHEN counted.computed_yoy < -rule.orange_fall_pct OR counted.falling_returns >= rule.orange_returns THEN '橙'
        WHEN counted.computed_yoy < -rule.blue_fall_pct OR counted.falling_returns >= rule.blue_returns THEN '蓝'
        ELSE '绿'
    END AS decline_colour
FROM counted CROSS JOIN decline_rule AS rule;
