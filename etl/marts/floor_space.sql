-- Floor to let: how much of each building may be let, is let and stands empty on the day of each delivery.
-- Grain: building × day. Key: (space_id, told_on). Units: areas in m², rent in yuan a m² and month.
-- Rule: of several deliveries about one day the one received last holds. What stands empty is what the ledger says, else
-- lettable less let; where more is let than may be, it stays missing. Its park is the ledger's, else its parcel's.
CREATE OR REPLACE TABLE floor_space AS
WITH told AS (
    SELECT
        *,
        COALESCE(LAST_DAY(month), received_on) AS told_on,
        CASE WHEN LENGTH(parcel_said) = 28 THEN SUBSTRING(parcel_said, 1, 19) ELSE parcel_said END AS code
    FROM unique_floor_space
),
placed AS (
    SELECT
        *,
        ROW_NUMBER() OVER (
            PARTITION BY space_id, told_on ORDER BY received_on DESC, file_id, sheet, row_number
        ) AS latest
    FROM told
),
named_park AS (
    SELECT UPPER(name) AS name, MIN(park_id) AS park_id FROM park GROUP BY UPPER(name)
)
SELECT
    placed.space_id,
    COALESCE(placed.carrier_name, placed.space_id) AS carrier_name,
    placed.building,
    COALESCE(named_park.park_id, parcel.park_id) AS park_id,
    placed.park_name,
    COALESCE(placed.town, parcel.town) AS town,
    parcel.parcel_id,
    placed.parcel_said,
    placed.built_m2,
    placed.lettable_m2,
    placed.let_m2,
    COALESCE(
        placed.vacant_m2,
        CASE WHEN placed.let_m2 <= placed.lettable_m2 THEN placed.lettable_m2 - placed.let_m2 END
    ) AS vacant_m2,
    placed.rent_yuan_per_m2_month,
    placed.operator,
    placed.floor_status,
    placed.told_on
FROM placed
LEFT JOIN named_park ON UPPER(placed.park_name) = named_park.name
LEFT JOIN parcel ON placed.code = parcel.parcel_id
WHERE placed.latest = 1;
