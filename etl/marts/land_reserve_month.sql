-- Households of a land reserve that have signed by the end of a month.
-- Grain: land reserve × month that a return or a ledger names. Key: (reserve_id, month).
-- Rule: of several reports of a month the latest received holds, and of one day the monthly return before the ledger. The
-- number of all households is the report's, else the ledger's last word. More signed than there are leaves no difference.
CREATE OR REPLACE TABLE land_reserve_month AS
WITH reported AS (
    SELECT reserve_id, month, households, signed_households, received_on, 1 AS source, file_id, sheet, row_number
    FROM unique_land_reserve_month
    UNION ALL
    SELECT reserve_id, month, households, signed_households, received_on, 2 AS source, file_id, sheet, row_number
    FROM unique_land_reserve
    WHERE month IS NOT NULL AND signed_households IS NOT NULL
),
placed AS (
    SELECT
        *,
        ROW_NUMBER() OVER (
            PARTITION BY reserve_id, month ORDER BY received_on DESC, source, file_id, sheet, row_number
        ) AS place
    FROM reported
),
counted AS (
    SELECT reserve_id, households
    FROM (
        SELECT
            reserve_id,
            households,
            ROW_NUMBER() OVER (
                PARTITION BY reserve_id
                ORDER BY COALESCE(month, received_on) DESC, received_on DESC, file_id, sheet, row_number
            ) AS place
        FROM unique_land_reserve
        WHERE households IS NOT NULL
    ) AS said
    WHERE place = 1
)
SELECT
    placed.reserve_id,
    placed.month,
    COALESCE(placed.households, counted.households) AS households,
    placed.signed_households,
    CASE
        WHEN placed.signed_households <= COALESCE(placed.households, counted.households)
            THEN COALESCE(placed.households, counted.households) - placed.signed_households
    END AS unsigned_households
FROM placed
LEFT JOIN counted ON placed.reserve_id = counted.reserve_id
WHERE placed.place = 1;
