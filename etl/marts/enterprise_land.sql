-- The land of an enterprise by year under each area caliber (面积口径).
-- Grain: area caliber × enterprise × year. Key: (area_caliber, enterprise_id, year). Units: 亩.
-- Rule: land = own + leased in − leased out, from the parcels that it uses; land of which a part is unknown is unknown.
-- An enterprise that is on no parcel counts with the land that it declared (`priority`, `declared`); under `declared`
-- its own declaration comes before the areas declared for its parcels. vacant_mu is the part of land_mu that stands empty.
CREATE OR REPLACE TABLE enterprise_land AS
WITH parcels AS (
    SELECT
        area_caliber,
        enterprise_id,
        year,
        SUM(CASE WHEN kind = 'own' THEN land_gross_mu ELSE 0 END) AS own_mu,
        SUM(CASE WHEN kind <> 'own' THEN land_gross_mu ELSE 0 END) AS lease_in_mu,
        SUM(land_out_mu) AS lease_out_mu,
        CASE WHEN COUNT(land_share_mu) = COUNT(*) THEN SUM(land_share_mu) END AS land_mu,
        SUM(vacant_mu) AS vacant_mu
    FROM occupancy_by_area
    GROUP BY area_caliber, enterprise_id, year
),
declared AS (
    SELECT enterprise_id, year, declared_land_mu FROM unique_operation_year WHERE declared_land_mu IS NOT NULL
),
on_parcels AS (
    SELECT DISTINCT enterprise_id, year FROM parcels
)
SELECT
    parcels.area_caliber,
    parcels.enterprise_id,
    parcels.year,
    parcels.own_mu,
    parcels.lease_in_mu,
    parcels.lease_out_mu,
    CASE
        WHEN parcels.area_caliber = 'declared' AND declared.declared_land_mu IS NOT NULL THEN declared.declared_land_mu
        ELSE parcels.land_mu
    END AS land_mu,
    parcels.vacant_mu,
    CASE
        WHEN parcels.area_caliber = 'declared' AND declared.declared_land_mu IS NOT NULL THEN 'declared' ELSE 'parcels'
    END AS land_source
FROM parcels
LEFT JOIN declared ON parcels.enterprise_id = declared.enterprise_id AND parcels.year = declared.year
UNION ALL
SELECT
    calibers.area_caliber,
    declared.enterprise_id,
    declared.year,
    CAST(NULL AS DOUBLE) AS own_mu,
    CAST(NULL AS DOUBLE) AS lease_in_mu,
    CAST(NULL AS DOUBLE) AS lease_out_mu,
    declared.declared_land_mu AS land_mu,
    CAST(NULL AS DOUBLE) AS vacant_mu,
    'declared' AS land_source
FROM declared
CROSS JOIN (SELECT 'priority' AS area_caliber UNION ALL SELECT 'declared' AS area_caliber) AS calibers
LEFT JOIN on_parcels ON declared.enterprise_id = on_parcels.enterprise_id AND declared.year = on_parcels.year
WHERE on_parcels.enterprise_id IS NULL;
