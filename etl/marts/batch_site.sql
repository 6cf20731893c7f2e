-- Where an enterprise stands: of the parcels that it uses in a year the one with most of its land, and what is known of it.
-- Grain: enterprise × year. Key: (enterprise_id, year). Units: site_share_pct and site_gap_pct in %.
-- Rule: plan, actual use and FAR are looked at on this parcel (四个一批, domain notes 2.2). The share is its land of all
-- users' land there. An enterprise without a parcel has no row. The lease that ends first counts.
CREATE OR REPLACE TABLE batch_site AS
WITH used AS (
    SELECT
        enterprise_id,
        year,
        parcel_id,
        SUM(COALESCE(land_share_mu, 0)) AS used_mu,
        SUM(COALESCE(land_gross_mu, 0)) AS held_mu,
        MIN(lease_ends_on) AS lease_ends_on
    FROM occupancy
    GROUP BY enterprise_id, year, parcel_id
),
placed AS (
    SELECT
        *,
        ROW_NUMBER() OVER (
            PARTITION BY enterprise_id, year ORDER BY used_mu DESC, held_mu DESC, parcel_id
        ) AS place,
        COUNT(*) OVER (PARTITION BY enterprise_id, year) AS parcels,
        COUNT(*) OVER (PARTITION BY parcel_id, year) AS users,
        SUM(used_mu) OVER (PARTITION BY parcel_id, year) AS all_mu
    FROM used
)
SELECT
    placed.enterprise_id,
    placed.year,
    placed.parcel_id AS site_parcel_id,
    CAST(placed.parcels AS INTEGER) AS site_parcels,
    CAST(placed.users AS INTEGER) AS site_users,
    100 * placed.used_mu / NULLIF(placed.all_mu, 0) AS site_share_pct,
    parcel.planned_use,
    CASE
        WHEN parcel.planned_use LIKE '%工业%' OR parcel.planned_use LIKE '%产业%' OR parcel.planned_use LIKE 'M%' THEN '工业'
        WHEN parcel.planned_use LIKE '%仓储%' OR parcel.planned_use LIKE '%物流%' OR parcel.planned_use LIKE 'W%' THEN '仓储'
        WHEN parcel.planned_use IS NOT NULL THEN '其他'
    END AS planned_class,
    parcel.land_use,
    parcel.is_temporary,
    parcel.in_acquisition,
    parcel.expires_on,
    placed.lease_ends_on,
    parcel.far,
    parcel.planned_far,
    CASE
        WHEN parcel.certificate_m2 > 0 AND parcel.measured_m2 > 0
            THEN 100 * ABS(parcel.certificate_m2 - parcel.measured_m2) / parcel.measured_m2
    END AS site_gap_pct
FROM placed
LEFT JOIN parcel ON placed.parcel_id = parcel.parcel_id
WHERE placed.place = 1;
