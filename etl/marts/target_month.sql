-- What offices say was completed of a target by the end of a month.
-- Grain: indicator × month. Key: (indicator, month).
-- Rule: of reports received on several days the latest holds.
CREATE OR REPLACE TABLE target_month AS
WITH placed AS (
    SELECT
        *,
        ROW_NUMBER() OVER (
            PARTITION BY indicator, month ORDER BY received_on DESC, file_id, sheet, row_number
        ) AS place
    FROM unique_target_month
)
SELECT
    indicator,
    month,
    completed,
    completed_unit,
    scheduled_pct
FROM placed
WHERE place = 1;
