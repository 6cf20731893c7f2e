-- Firms that are to pass the threshold of 2000 万元, as the ledgers of the pool say.
-- Grain: firm. Key: pool_id (the firm's identity, else its code or name).
-- Units: money in 万元.
-- Rule: of ledgers of several months the latest holds: by the month that a ledger names, else by the day it was received.
-- gap_wan_yuan = 2000 − revenue of the last 12 months; missing where the revenue is.
CREATE OR REPLACE TABLE upgrade_pool AS
WITH placed AS (
    SELECT
        *,
        ROW_NUMBER() OVER (
            PARTITION BY pool_id
            ORDER BY COALESCE(LAST_DAY(month), received_on) DESC, received_on DESC, file_id, sheet, row_number
        ) AS latest
    FROM unique_upgrade_pool
)
SELECT
    placed.pool_id,
    placed.enterprise_id,
    COALESCE(placed.name, enterprise.name, placed.uscc) AS enterprise_name,
    placed.revenue_12_months_wan_yuan,
    2000 - placed.revenue_12_months_wan_yuan AS gap_wan_yuan,
    placed.expected_month,
    placed.entered_on,
    placed.mentor,
    placed.pool_status,
    COALESCE(LAST_DAY(placed.month), placed.received_on) AS told_on
FROM placed
LEFT JOIN enterprise ON placed.enterprise_id = enterprise.enterprise_id
WHERE placed.latest = 1;
