-- Industrial land that is held for a time only, as its ledgers say.
-- Grain: paper. Key: temporary_id (its number, else the holder, with its parcels where one ledger has several).
-- Units: land in 亩.
-- Rule: of ledgers of several months the latest holds: by the month that a ledger names, else by the day it was received.
-- A holder that nobody knows is kept by its name.
CREATE OR REPLACE TABLE temporary_land AS
WITH placed AS (
    SELECT
        *,
        ROW_NUMBER() OVER (
            PARTITION BY temporary_id
            ORDER BY COALESCE(month, received_on) DESC, received_on DESC, file_id, sheet, row_number
        ) AS latest
    FROM unique_temporary_land
),
named_park AS (
    SELECT UPPER(name) AS name, MIN(park_id) AS park_id FROM park GROUP BY UPPER(name)
)
SELECT
    placed.temporary_id,
    placed.enterprise_id,
    COALESCE(placed.name, enterprise.name, placed.uscc) AS enterprise_name,
    placed.project_name,
    placed.place,
    named_park.park_id,
    placed.park_name,
    placed.land_mu,
    placed.approval_no,
    placed.approved_on,
    placed.expires_on,
    placed.renewal_status,
    COALESCE(LAST_DAY(placed.month), placed.received_on) AS told_on
FROM placed
LEFT JOIN enterprise ON placed.enterprise_id = enterprise.enterprise_id
LEFT JOIN named_park ON UPPER(placed.park_name) = named_park.name
WHERE placed.latest = 1;
