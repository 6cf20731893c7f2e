-- Visits to enterprises, planned and made.
-- Grain: visit. Key: visit_id (its number, else firm and day).
-- Rule: of ledgers of several months the latest holds: by the month that a ledger names, else by the day received.
-- A visit with a day and no word is made; a planned day alone is planned.
-- A firm that nobody knows is kept by its name.
CREATE OR REPLACE TABLE visit AS
WITH placed AS (
    SELECT
        *,
        ROW_NUMBER() OVER (
            PARTITION BY visit_id
            ORDER BY COALESCE(LAST_DAY(month), received_on) DESC, received_on DESC, file_id, sheet, row_number
        ) AS latest
    FROM unique_visit
)
SELECT
    placed.visit_id,
    placed.enterprise_id,
    COALESCE(placed.name, enterprise.name, placed.uscc) AS enterprise_name,
    placed.visited_on,
    placed.planned_on,
    placed.leader,
    placed.participants,
    placed.found,
    COALESCE(
        placed.visit_status,
        CASE
            WHEN placed.visited_on IS NOT NULL THEN '已访'
            WHEN placed.planned_on IS NOT NULL THEN '计划'
        END
    ) AS visit_status,
    COALESCE(LAST_DAY(placed.month), placed.received_on) AS told_on
FROM placed
LEFT JOIN enterprise ON placed.enterprise_id = enterprise.enterprise_id
WHERE placed.latest = 1;
