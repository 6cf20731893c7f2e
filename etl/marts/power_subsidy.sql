-- Subsidies for electricity of enterprises in zones under control.
-- Grain: meter × period. Key: subsidy_id. Units: money in 万元, electricity in kWh.
-- Rule: of ledgers of several months the latest holds: by the month that a ledger names, else by the day received.
-- A firm that nobody knows is kept by its name.
CREATE OR REPLACE TABLE power_subsidy AS
WITH placed AS (
    SELECT
        *,
        ROW_NUMBER() OVER (
            PARTITION BY subsidy_id
            ORDER BY COALESCE(LAST_DAY(month), received_on) DESC, received_on DESC, file_id, sheet, row_number
        ) AS latest
    FROM unique_power_subsidy
)
SELECT
    placed.subsidy_id,
    placed.enterprise_id,
    COALESCE(placed.name, enterprise.name, placed.uscc) AS enterprise_name,
    placed.account_no,
    placed.period_said,
    placed.zone,
    placed.electricity_kwh,
    placed.rate_yuan_per_kwh,
    placed.subsidy_wan_yuan,
    placed.applied_on,
    placed.verified_on,
    placed.paid_on,
    placed.subsidy_status,
    COALESCE(LAST_DAY(placed.month), placed.received_on) AS told_on
FROM placed
LEFT JOIN enterprise ON placed.enterprise_id = enterprise.enterprise_id
WHERE placed.latest = 1;
