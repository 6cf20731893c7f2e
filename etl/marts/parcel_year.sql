-- Tax and output of a parcel by year (地块法): what its users pay, shared out by where they use land.
-- Grain: parcel × year. Key: (parcel_id, year). Units: 万元, 亩, 万元/亩.
-- Rule: the users' figures by `land_part`. A parcel none of whose users has a tax figure has none (NULL, not 0).
-- The denominator is the whole parcel, let or not.
CREATE OR REPLACE TABLE parcel_year AS
WITH earned AS (
    SELECT
        land_part.parcel_id,
        land_part.year,
        SUM(enterprise_year.tax_wan_yuan * land_part.part) AS tax_wan_yuan,
        SUM(enterprise_year.output_wan_yuan * land_part.part) AS output_wan_yuan,
        COUNT(*) AS enterprise_count,
        COUNT(enterprise_year.tax_wan_yuan) AS taxed_enterprise_count
    FROM land_part
    INNER JOIN enterprise_year
        ON land_part.enterprise_id = enterprise_year.enterprise_id AND land_part.year = enterprise_year.year
    WHERE land_part.area_caliber = 'priority'
    GROUP BY land_part.parcel_id, land_part.year
),
years AS (
    SELECT DISTINCT year FROM enterprise_year
)
SELECT
    parcel.parcel_id,
    years.year,
    parcel.land_mu,
    earned.tax_wan_yuan,
    CASE WHEN parcel.land_mu > 0 THEN earned.tax_wan_yuan / parcel.land_mu END AS tax_wan_yuan_per_mu,
    earned.output_wan_yuan,
    CAST(COALESCE(earned.enterprise_count, 0) AS INTEGER) AS enterprise_count,
    CAST(COALESCE(earned.taxed_enterprise_count, 0) AS INTEGER) AS taxed_enterprise_count
FROM parcel
CROSS JOIN years
LEFT JOIN earned ON parcel.parcel_id = earned.parcel_id AND years.year = earned.year;
