-- Land parcels with one area each.
-- Grain: parcel. Key: parcel_id. Units: *_m2 in m², land_mu in 亩 (1 亩 = 2000/3 m²).
-- Rule: the area is the certificate's, else the measured, else the declared one (domain notes 1.7); an area of 0 is
-- no area. FAR is the stated one, else floor / land. The park is the one that the source names, else the one whose
-- outline holds the parcel.
CREATE OR REPLACE TABLE parcel AS
WITH named_park AS (
    SELECT UPPER(name) AS name, MIN(park_id) AS park_id FROM park GROUP BY UPPER(name)
),
areas AS (
    SELECT
        parcel_id,
        CASE
            WHEN certificate_m2 > 0 THEN 'certificate'
            WHEN measured_m2 > 0 THEN 'measured'
            WHEN declared_m2 > 0 THEN 'declared'
        END AS area_source,
        CASE
            WHEN certificate_m2 > 0 THEN certificate_m2
            WHEN measured_m2 > 0 THEN measured_m2
            WHEN declared_m2 > 0 THEN declared_m2
        END AS land_m2
    FROM unique_parcel
)
SELECT
    source.parcel_id,
    source.real_estate_unit_id,
    source.owner_id,
    source.owner_name,
    source.town,
    COALESCE(named_park.park_id, source.containing_park_id) AS park_id,
    source.parcel_address,
    CASE
        WHEN source.land_use LIKE '%工业%' THEN '工业'
        WHEN source.land_use LIKE '%仓储%' OR source.land_use LIKE '%物流%' THEN '仓储'
        WHEN source.land_use_code LIKE '0601%' OR source.land_use_code LIKE '061%' THEN '工业'
        WHEN source.land_use_code LIKE '1001%' OR source.land_use_code LIKE 'M%' THEN '工业'
        WHEN source.land_use_code LIKE '0604%' OR source.land_use_code LIKE '063%' THEN '仓储'
        WHEN source.land_use_code LIKE '1101%' OR source.land_use_code LIKE 'W%' THEN '仓储'
        WHEN source.land_use IS NOT NULL OR source.land_use_code IS NOT NULL THEN '其他'
    END AS land_use,
    source.land_use_code,
    source.planned_use,
    source.right_type,
    source.right_nature,
    source.is_temporary,
    source.in_acquisition,
    source.expires_on,
    source.certificate_m2,
    source.declared_m2,
    source.measured_m2,
    areas.land_m2 * 3 / 2000 AS land_mu,
    areas.area_source,
    source.floor_m2,
    source.vacant_floor_m2,
    COALESCE(source.far, source.floor_m2 / NULLIF(areas.land_m2, 0)) AS far,
    source.planned_far,
    source.building_density,
    source.stage,
    source.lon,
    source.lat,
    source.shape_geojson
FROM unique_parcel AS source
INNER JOIN areas ON source.parcel_id = areas.parcel_id
LEFT JOIN named_park ON UPPER(source.park_name) = named_park.name;
