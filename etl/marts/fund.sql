-- Funds that guide industry, as their ledger says.
-- Grain: fund. Key: fund_id (its number, else its name). Units: money in 万元.
-- Rule: of ledgers of several months the latest holds: by the month that a ledger names, else by the day received.
CREATE OR REPLACE TABLE fund AS
WITH placed AS (
    SELECT
        *,
        ROW_NUMBER() OVER (
            PARTITION BY fund_id
            ORDER BY COALESCE(LAST_DAY(month), received_on) DESC, received_on DESC, file_id, sheet, row_number
        ) AS latest
    FROM unique_fund
)
SELECT
    fund_id,
    COALESCE(fund_name, fund_id) AS fund_name,
    fund_kind,
    fund_manager,
    fund_direction,
    scale_wan_yuan,
    committed_wan_yuan,
    paid_in_wan_yuan,
    invested_wan_yuan,
    invested_projects,
    set_up_on,
    fund_ends_on,
    fund_status,
    responsible_unit,
    COALESCE(LAST_DAY(month), received_on) AS told_on
FROM placed
WHERE latest = 1;
