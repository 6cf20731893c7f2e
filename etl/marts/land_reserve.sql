-- Land that the land bank takes, as its ledgers say.
-- Grain: phase of a land reserve. Key: reserve_id (its number, else its name with the phase). Units: land in 亩.
-- Rule: of ledgers of several months the latest holds: by the month that a ledger names, else by the day it was received.
-- The households that have signed are the ledger's, else those of the last month reported.
CREATE OR REPLACE TABLE land_reserve AS
WITH placed AS (
    SELECT
        *,
        ROW_NUMBER() OVER (
            PARTITION BY reserve_id
            ORDER BY COALESCE(month, received_on) DESC, received_on DESC, file_id, sheet, row_number
        ) AS place
    FROM unique_land_reserve
),
last_month AS (
    SELECT reserve_id, households, signed_households
    FROM (
        SELECT *, ROW_NUMBER() OVER (PARTITION BY reserve_id ORDER BY month DESC) AS place
        FROM land_reserve_month
        WHERE signed_households IS NOT NULL
    ) AS reported
    WHERE place = 1
),
named_park AS (
    SELECT UPPER(name) AS name, MIN(park_id) AS park_id FROM park GROUP BY UPPER(name)
),
counted AS (
    SELECT
        placed.*,
        COALESCE(placed.households, last_month.households) AS all_households,
        COALESCE(placed.signed_households, last_month.signed_households) AS all_signed
    FROM placed
    LEFT JOIN last_month ON placed.reserve_id = last_month.reserve_id
    WHERE placed.place = 1
)
SELECT
    counted.reserve_id,
    COALESCE(counted.reserve_name, counted.reserve_id) AS reserve_name,
    counted.phase,
    named_park.park_id,
    counted.park_name,
    counted.land_mu,
    counted.cleared_mu,
    counted.all_households AS households,
    counted.all_signed AS signed_households,
    CASE
        WHEN counted.all_signed <= counted.all_households THEN counted.all_households - counted.all_signed
    END AS unsigned_households,
    counted.expires_on,
    counted.stage,
    counted.responsible_unit,
    COALESCE(LAST_DAY(counted.month), counted.received_on) AS told_on
FROM counted
LEFT JOIN named_park ON UPPER(counted.park_name) = named_park.name;
