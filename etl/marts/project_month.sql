-- What is invested in a project from the beginning of a year to the end of a month of it.
-- Grain: project × month that a monthly return or a ledger of a month speaks of. Key: (project_id, month).
-- Rule: of several reports of a month the latest received holds, and of one day the monthly return before the ledger, whose
-- result of the year is that of its month; of two rows of one kind the larger figure, since both speak of the same money.
-- A ledger's row counts for a month of the year that it speaks of alone. Returns of projects that no ledger names are kept.
CREATE OR REPLACE TABLE project_month AS
WITH reported AS (
    SELECT project_id, month, month_done_wan_yuan, received_on, 1 AS source
    FROM unique_project_month
    WHERE month_done_wan_yuan IS NOT NULL
    UNION ALL
    SELECT project_id, month, year_done_wan_yuan AS month_done_wan_yuan, received_on, 2 AS source
    FROM unique_project
    WHERE month IS NOT NULL AND year_done_wan_yuan IS NOT NULL AND (year IS NULL OR year = YEAR(month))
),
placed AS (
    SELECT
        *,
        ROW_NUMBER() OVER (
            PARTITION BY project_id, month ORDER BY received_on DESC, source, month_done_wan_yuan DESC
        ) AS place
    FROM reported
)
SELECT
    project_id,
    month,
    month_done_wan_yuan
FROM placed
WHERE place = 1;
