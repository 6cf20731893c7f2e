-- Safety hazards, and buildings over pipelines.
-- Grain: hazard. Key: hazard_id (its number, else firm or pipeline, place and day).
-- Rule: of ledgers of several months the latest holds: by the month that a ledger names, else by the day received.
-- A row that names a pipeline and no type is of a building over it.
-- A firm that nobody knows is kept by its name.
CREATE OR REPLACE TABLE hazard AS
WITH placed AS (
    SELECT
        *,
        ROW_NUMBER() OVER (
            PARTITION BY hazard_id
            ORDER BY COALESCE(LAST_DAY(month), received_on) DESC, received_on DESC, file_id, sheet, row_number
        ) AS latest
    FROM unique_hazard
)
SELECT
    placed.hazard_id,
    COALESCE(placed.hazard_type, CASE WHEN placed.pipeline IS NULL THEN '隐患' ELSE '占压' END) AS hazard_type,
    placed.enterprise_id,
    COALESCE(placed.name, enterprise.name, placed.uscc) AS enterprise_name,
    COALESCE(placed.town, enterprise.town) AS town,
    placed.hazard_source,
    placed.hazard_level,
    placed.site,
    placed.hazard_said,
    placed.responsible_unit,
    placed.measure,
    placed.found_on,
    placed.due_on,
    placed.rectified_on,
    placed.closed_on,
    placed.pipeline,
    placed.stake_no,
    placed.village,
    placed.burden,
    placed.treatment,
    placed.hazard_status,
    COALESCE(LAST_DAY(placed.month), placed.received_on) AS told_on
FROM placed
LEFT JOIN enterprise ON placed.enterprise_id = enterprise.enterprise_id
WHERE placed.latest = 1;
