-- Enterprises on the cloud and on the way to it, as the ledgers say.
-- Grain: firm × platform × service. Key: adoption_id.
-- Units: money in 万元.
-- Rule: of ledgers of several months the latest holds: by the month that a ledger names, else by the day it was received;
-- of one and the same ledger the furthest status. A firm that nobody knows is kept by its name.
CREATE OR REPLACE TABLE cloud_adoption AS
WITH placed AS (
    SELECT
        *,
        ROW_NUMBER() OVER (
            PARTITION BY adoption_id
            ORDER BY
                COALESCE(LAST_DAY(month), received_on) DESC,
                received_on DESC,
                CASE cloud_status
                    WHEN '意向' THEN 1 WHEN '签约' THEN 2 WHEN '已上云' THEN 3 WHEN '已核验' THEN 4 ELSE 0
                END DESC,
                file_id,
                sheet,
                row_number
        ) AS latest
    FROM unique_cloud_adoption
)
SELECT
    placed.adoption_id,
    placed.enterprise_id,
    COALESCE(placed.name, enterprise.name, placed.uscc) AS enterprise_name,
    placed.cloud_platform,
    placed.cloud_service,
    placed.cloud_status,
    placed.signed_on,
    placed.adopted_on,
    placed.verified_on,
    placed.subsidy_wan_yuan,
    COALESCE(LAST_DAY(placed.month), placed.received_on) AS told_on
FROM placed
LEFT JOIN enterprise ON placed.enterprise_id = enterprise.enterprise_id
WHERE placed.latest = 1;
