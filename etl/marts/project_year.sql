-- What is planned and done for a project within one year.
-- Grain: project × year that a ledger states a plan or a result of. Key: (project_id, year).
-- Rule: of ledgers of several months the latest holds, by the month that a ledger names, else by the day received; where a project stands in lists of two kinds on one day,
-- the larger figure, since both speak of the same money.
CREATE OR REPLACE TABLE project_year AS
WITH dated AS (
    SELECT
        project_id,
        year,
        year_plan_wan_yuan,
        year_done_wan_yuan,
        RANK() OVER (
            PARTITION BY project_id, year ORDER BY COALESCE(LAST_DAY(month), received_on) DESC, received_on DESC
        ) AS age
    FROM unique_project
    WHERE year IS NOT NULL AND (year_plan_wan_yuan IS NOT NULL OR year_done_wan_yuan IS NOT NULL)
)
SELECT
    project_id,
    year,
    MAX(year_plan_wan_yuan) AS year_plan_wan_yuan,
    MAX(year_done_wan_yuan) AS year_done_wan_yuan
FROM dated
WHERE age = 1
GROUP BY project_id, year;
