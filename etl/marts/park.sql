-- Parks and sub-areas: those of the park layer, and those that parcels or enterprises name but no layer outlines.
-- Grain: park. Key: park_id (the source's number, else the name). Units: area_mu in 亩.
-- Rule: the area is the planned area; where none is stated, the measured area of the outline. A park that is only
-- named is kept without outline, so that figures by park do not depend on a layer having been delivered.
CREATE OR REPLACE TABLE park AS
WITH named AS (
    SELECT park_name AS name, park_name_key AS name_key FROM unique_parcel WHERE park_name_key IS NOT NULL
    UNION ALL
    SELECT park_name AS name, park_name_key AS name_key FROM unique_enterprise WHERE park_name_key IS NOT NULL
),
only_named AS (
    SELECT named.name_key, MIN(named.name) AS name
    FROM named
    LEFT JOIN unique_park AS outlined ON named.name_key = outlined.name_key
    WHERE outlined.name_key IS NULL
    GROUP BY named.name_key
),
parents AS (
    SELECT name_key, MIN(park_id) AS park_id FROM unique_park GROUP BY name_key
)
SELECT
    outlined.park_id,
    outlined.name,
    COALESCE(parents.park_id, outlined.parent_name) AS parent_id,
    outlined.kind,
    COALESCE(outlined.area_mu, outlined.measured_m2 * 3 / 2000) AS area_mu,
    outlined.lon,
    outlined.lat,
    outlined.shape_geojson
FROM unique_park AS outlined
LEFT JOIN parents ON outlined.parent_name_key = parents.name_key
UNION ALL
SELECT
    only_named.name AS park_id,
    only_named.name,
    CAST(NULL AS VARCHAR) AS parent_id,
    CAST(NULL AS VARCHAR) AS kind,
    CAST(NULL AS DOUBLE) AS area_mu,
    CAST(NULL AS DOUBLE) AS lon,
    CAST(NULL AS DOUBLE) AS lat,
    CAST(NULL AS VARCHAR) AS shape_geojson
FROM only_named;
