-- Owners who rebuild on their own land, as their ledgers say.
-- Grain: case of a firm. Key: upgrade_id (its number, else the firm, with its parcels where it has several).
-- Units: floor in m², land in 亩.
-- Rule: of ledgers of several months the latest holds: by the month that a ledger names, else by the day it was received.
-- A firm that no register or list of enterprises knows is kept by its name, without an identity.
CREATE OR REPLACE TABLE self_upgrade AS
WITH placed AS (
    SELECT
        *,
        ROW_NUMBER() OVER (
            PARTITION BY upgrade_id
            ORDER BY COALESCE(month, received_on) DESC, received_on DESC, file_id, sheet, row_number
        ) AS place
    FROM unique_self_upgrade
),
named_park AS (
    SELECT UPPER(name) AS name, MIN(park_id) AS park_id FROM park GROUP BY UPPER(name)
)
SELECT
    placed.upgrade_id,
    placed.enterprise_id,
    COALESCE(placed.name, enterprise.name, placed.uscc) AS enterprise_name,
    named_park.park_id,
    placed.park_name,
    placed.land_mu,
    placed.old_floor_m2,
    placed.far_now,
    placed.far_after,
    placed.new_floor_m2,
    placed.approval_no,
    placed.agreed_on,
    placed.stage,
    placed.responsible_unit,
    COALESCE(LAST_DAY(placed.month), placed.received_on) AS told_on
FROM placed
LEFT JOIN enterprise ON placed.enterprise_id = enterprise.enterprise_id
LEFT JOIN named_park ON UPPER(placed.park_name) = named_park.name
WHERE placed.place = 1;
