-- Who uses which parcel in which year, and how much land that comes to, under the priority of areas.
-- Grain: parcel × enterprise × year × kind. Key: (parcel_id, enterprise_id, year, kind). Units: area_m2 in m², land in 亩.
-- Rule: see occupancy_by_area.sql.
CREATE OR REPLACE TABLE occupancy AS
SELECT
    parcel_id,
    enterprise_id,
    year,
    kind,
    area_m2,
    lease_ends_on,
    counterparty_id,
    land_gross_mu,
    land_out_mu,
    land_share_mu,
    vacant_mu
FROM occupancy_by_area
WHERE area_caliber = 'priority';
