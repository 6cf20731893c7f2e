-- Who supervised tests in the epidemic years: an archive of counts.
-- Grain: day × town. Key: duty_id.
-- Rule: of ledgers of several months the latest holds: by the month that a ledger names, else by the day received.
CREATE OR REPLACE TABLE testing_duty AS
WITH placed AS (
    SELECT
        *,
        ROW_NUMBER() OVER (
            PARTITION BY duty_id
            ORDER BY COALESCE(LAST_DAY(month), received_on) DESC, received_on DESC, file_id, sheet, row_number
        ) AS latest
    FROM unique_testing_duty
)
SELECT
    placed.duty_id,
    placed.duty_on,
    placed.town,
    placed.test_sites,
    placed.duty_teams,
    placed.duty_visits,
    placed.tested,
    COALESCE(LAST_DAY(placed.month), placed.received_on) AS told_on
FROM placed
WHERE placed.latest = 1;
