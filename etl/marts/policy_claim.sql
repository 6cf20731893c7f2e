-- Policy money that enterprises asked for: applied for, approved, paid.
-- Grain: claim. Key: claim_id (its number, else firm, policy and level). Units: money in 万元.
-- Rule: of ledgers of several months the latest holds: by the month that a ledger names, else by the day received.
-- A sum that nobody wrote stays missing: not paid is told by the status, see the pages.
-- A firm that nobody knows is kept by its name.
CREATE OR REPLACE TABLE policy_claim AS
WITH placed AS (
    SELECT
        *,
        ROW_NUMBER() OVER (
            PARTITION BY claim_id
            ORDER BY COALESCE(LAST_DAY(month), received_on) DESC, received_on DESC, file_id, sheet, row_number
        ) AS latest
    FROM unique_policy_claim
)
SELECT
    placed.claim_id,
    placed.enterprise_id,
    COALESCE(placed.name, enterprise.name, placed.uscc) AS enterprise_name,
    placed.policy_name,
    placed.policy_no,
    placed.fund_level,
    placed.applied_wan_yuan,
    placed.approved_wan_yuan,
    placed.paid_wan_yuan,
    placed.applied_on,
    placed.approved_on,
    placed.paid_on,
    placed.claim_status,
    placed.claim_flag,
    COALESCE(LAST_DAY(placed.month), placed.received_on) AS told_on
FROM placed
LEFT JOIN enterprise ON placed.enterprise_id = enterprise.enterprise_id
WHERE placed.latest = 1;
