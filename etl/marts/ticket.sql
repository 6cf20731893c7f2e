-- What enterprises asked for, and who settles it by when.
-- Grain: request. Key: ticket_id (its number, else firm, day and type).
-- Rule: of ledgers of several months the latest holds: by the month that a ledger names, else by the day received.
-- A firm that nobody knows is kept by its name.
CREATE OR REPLACE TABLE ticket AS
WITH placed AS (
    SELECT
        *,
        ROW_NUMBER() OVER (
            PARTITION BY ticket_id
            ORDER BY COALESCE(LAST_DAY(month), received_on) DESC, received_on DESC, file_id, sheet, row_number
        ) AS latest
    FROM unique_ticket
)
SELECT
    placed.ticket_id,
    placed.enterprise_id,
    COALESCE(placed.name, enterprise.name, placed.uscc) AS enterprise_name,
    placed.ticket_type,
    placed.matter,
    placed.responsible_unit,
    placed.accepted_on,
    placed.due_on,
    placed.closed_on,
    placed.satisfaction,
    placed.ticket_status,
    COALESCE(LAST_DAY(placed.month), placed.received_on) AS told_on
FROM placed
LEFT JOIN enterprise ON placed.enterprise_id = enterprise.enterprise_id
WHERE placed.latest = 1;
