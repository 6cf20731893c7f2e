-- The bureau's own watch of enterprises whose output, electricity or tax falls (减产帮扶), in its words.
-- Grain: enterprise × month × indicator. Key: watch_id. Units: watch_yoy in %.
-- Rule: of several deliveries of the same case the latest holds. A firm that nobody knows is kept by its name. What the
-- monthly returns say stands in `decline_month`; the two are shown beside each other and never merged.
CREATE OR REPLACE TABLE decline_watch AS
WITH placed AS (
    SELECT
        *,
        ROW_NUMBER() OVER (PARTITION BY watch_id ORDER BY received_on DESC, file_id, sheet, row_number) AS latest
    FROM unique_decline_watch
)
SELECT
    placed.watch_id,
    placed.enterprise_id,
    COALESCE(placed.name, enterprise.name, placed.uscc) AS enterprise_name,
    placed.month,
    placed.watch_indicator,
    placed.watch_yoy,
    placed.watch_months,
    placed.watch_colour,
    placed.fall_reason,
    placed.helper,
    placed.help_measure,
    placed.help_status
FROM placed
LEFT JOIN enterprise ON placed.enterprise_id = enterprise.enterprise_id
WHERE placed.latest = 1;
