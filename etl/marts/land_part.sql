-- How much land of a parcel an enterprise uses, and how its yearly figures are shared out to its parcels (地块法).
-- Grain: area caliber × parcel × enterprise × year. Key: (area_caliber, parcel_id, enterprise_id, year).
-- Units: part is a share of 1, land_share_mu and vacant_mu in 亩.
-- Rule: in proportion to the land that it uses on each (domain notes 1.7), or, where it lets all of its land, in
-- proportion to the land that it holds: nothing of a figure is lost. NULL where no land of it is known; land of which
-- a part is unknown is unknown.
CREATE OR REPLACE TABLE land_part AS
WITH held AS (
    SELECT
        area_caliber,
        enterprise_id,
        parcel_id,
        year,
        SUM(CASE WHEN land_share_mu > 0 THEN land_share_mu ELSE 0 END) AS used_mu,
        SUM(COALESCE(land_gross_mu, 0)) AS held_mu,
        CASE WHEN COUNT(land_share_mu) = COUNT(*) THEN SUM(land_share_mu) END AS land_share_mu,
        SUM(vacant_mu) AS vacant_mu
    FROM occupancy_by_area
    GROUP BY area_caliber, enterprise_id, parcel_id, year
),
weighed AS (
    SELECT
        *,
        SUM(used_mu) OVER (PARTITION BY area_caliber, enterprise_id, year) AS all_used_mu,
        SUM(held_mu) OVER (PARTITION BY area_caliber, enterprise_id, year) AS all_held_mu
    FROM held
)
SELECT
    area_caliber,
    parcel_id,
    enterprise_id,
    year,
    CASE
        WHEN all_used_mu > 0 THEN used_mu / all_used_mu
        WHEN all_held_mu > 0 THEN held_mu / all_held_mu
    END AS part,
    land_share_mu,
    vacant_mu
FROM weighed;
