-- What is to be reached in a year, as the list of targets says.
-- Grain: indicator × year. Key: (indicator, year).
-- Rule: of lists received on several days the latest holds.
CREATE OR REPLACE TABLE target AS
WITH placed AS (
    SELECT
        *,
        ROW_NUMBER() OVER (
            PARTITION BY indicator, year ORDER BY received_on DESC, file_id, sheet, row_number
        ) AS place
    FROM unique_target
)
SELECT
    indicator,
    year,
    target,
    target_unit,
    responsible_unit
FROM placed
WHERE place = 1;
