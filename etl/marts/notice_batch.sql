-- Notices of the epidemic years to stop work: an archive.
-- Grain: notice × zone × town. Key: notice_id.
-- Rule: of ledgers of several months the latest holds: by the month that a ledger names, else by the day received.
CREATE OR REPLACE TABLE notice_batch AS
WITH placed AS (
    SELECT
        *,
        ROW_NUMBER() OVER (
            PARTITION BY notice_id
            ORDER BY COALESCE(LAST_DAY(month), received_on) DESC, received_on DESC, file_id, sheet, row_number
        ) AS latest
    FROM unique_notice_batch
)
SELECT
    placed.notice_id,
    placed.notice_no,
    placed.zone,
    placed.town,
    placed.notified_firms,
    placed.notice_way,
    placed.notified_on,
    placed.resumed_on,
    placed.notice_status,
    COALESCE(LAST_DAY(placed.month), placed.received_on) AS told_on
FROM placed
WHERE placed.latest = 1;
