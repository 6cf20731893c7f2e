-- The honours of enterprises, granted or on the way, as their ledgers say.
-- Grain: enterprise × honour × level × batch × day of recognition. Key: (enterprise_id, honour_code, level, batch, granted_on).
-- Rule: ledgers of several months may say the same honour with a status that has moved on: the latest received holds,
-- of one day the furthest status.
CREATE OR REPLACE TABLE honour AS
WITH placed AS (
    SELECT
        enterprise_id,
        honour_code,
        level,
        batch,
        doc_no,
        granted_on,
        valid_to,
        status,
        ROW_NUMBER() OVER (
            PARTITION BY enterprise_id, honour_code, level, batch, granted_on
            ORDER BY
                received_on DESC,
                CASE status
                    WHEN 'surveyed' THEN 1
                    WHEN 'applied' THEN 2
                    WHEN 'recommended' THEN 3
                    WHEN 'announced' THEN 4
                    WHEN 'granted' THEN 5
                    WHEN 'renewed' THEN 6
                    WHEN 'expired' THEN 7
                    WHEN 'revoked' THEN 8
                    ELSE 0
                END DESC,
                file_id,
                sheet,
                row_number
        ) AS place
    FROM unique_honour
)
SELECT
    enterprise_id,
    honour_code,
    level,
    batch,
    doc_no,
    granted_on,
    valid_to,
    status
FROM placed
WHERE place = 1;
