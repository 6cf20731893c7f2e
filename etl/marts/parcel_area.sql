-- The land of each parcel under each area caliber (面积口径, domain notes 1.7).
-- Grain: area caliber × parcel. Key: (area_caliber, parcel_id). Units: land_mu in 亩 (1 亩 = 2000/3 m²).
-- Rule: `priority` is the parcel's own (certificate, else measured, else declared); the others take their one source
-- and nothing in its place: an area of 0 is no area.
CREATE OR REPLACE TABLE parcel_area AS
SELECT 'priority' AS area_caliber, parcel_id, land_mu FROM parcel
UNION ALL
SELECT 'certificate' AS area_caliber, parcel_id, CASE WHEN certificate_m2 > 0 THEN certificate_m2 * 3 / 2000 END AS land_mu
FROM parcel
UNION ALL
SELECT 'measured' AS area_caliber, parcel_id, CASE WHEN measured_m2 > 0 THEN measured_m2 * 3 / 2000 END AS land_mu
FROM parcel
UNION ALL
SELECT 'declared' AS area_caliber, parcel_id, CASE WHEN declared_m2 > 0 THEN declared_m2 * 3 / 2000 END AS land_mu
FROM parcel;
