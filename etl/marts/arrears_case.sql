-- Debts owed to enterprises that the bureau helps to collect.
-- Grain: debt. Key: arrears_id (its number, else debtor and creditor). Units: money in 万元.
-- Rule: of ledgers of several months the latest holds: by the month that a ledger names, else by the day received.
-- A firm that nobody knows is kept by its name.
CREATE OR REPLACE TABLE arrears_case AS
WITH placed AS (
    SELECT
        *,
        ROW_NUMBER() OVER (
            PARTITION BY arrears_id
            ORDER BY COALESCE(LAST_DAY(month), received_on) DESC, received_on DESC, file_id, sheet, row_number
        ) AS latest
    FROM unique_arrears_case
)
SELECT
    placed.arrears_id,
    placed.enterprise_id,
    COALESCE(placed.name, enterprise.name, placed.uscc) AS enterprise_name,
    placed.debtor_name,
    placed.owed_wan_yuan,
    placed.repaid_wan_yuan,
    placed.case_opened_on,
    placed.repay_by,
    placed.repaid_on,
    placed.arrears_status,
    placed.responsible_unit,
    COALESCE(LAST_DAY(placed.month), placed.received_on) AS told_on
FROM placed
LEFT JOIN enterprise ON placed.enterprise_id = enterprise.enterprise_id
WHERE placed.latest = 1;
