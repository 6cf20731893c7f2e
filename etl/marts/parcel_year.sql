-- Tax and output of a parcel by year (地块法): what its users pay, shared out by where they use land.
-- Grain: parcel × year. Key: (parcel_id, year). Units: 万元, 亩, 万元/亩.
-- Rule: an enterprise's tax goes to its parcels in proportion to the land that it uses on each (domain notes 1.7), or,
-- where it lets all of its land, in proportion to the land that it holds: nothing of it is lost. A parcel none of whose
-- users has a tax figure has none (NULL, not 0). The denominator is the whole parcel, let or not.
CREATE OR REPLACE TABLE parcel_year AS
WITH held AS (
    SELECT
        enterprise_id,
        parcel_id,
        year,
        SUM(CASE WHEN land_share_mu > 0 THEN land_share_mu ELSE 0 END) AS used_mu,
        SUM(COALESCE(land_gross_mu, 0)) AS held_mu
    FROM occupancy
    GROUP BY enterprise_id, parcel_id, year
),
weighed AS (
    SELECT
        *,
        SUM(used_mu) OVER (PARTITION BY enterprise_id, year) AS all_used_mu,
        SUM(held_mu) OVER (PARTITION BY enterprise_id, year) AS all_held_mu
    FROM held
),
parts AS (
    SELECT
        enterprise_id,
        parcel_id,
        year,
        CASE
            WHEN all_used_mu > 0 THEN used_mu / all_used_mu
            WHEN all_held_mu > 0 THEN held_mu / all_held_mu
        END AS part
    FROM weighed
),
earned AS (
    SELECT
        parts.parcel_id,
        parts.year,
        SUM(enterprise_year.tax_wan_yuan * parts.part) AS tax_wan_yuan,
        SUM(enterprise_year.output_wan_yuan * parts.part) AS output_wan_yuan,
        COUNT(*) AS enterprise_count,
        COUNT(enterprise_year.tax_wan_yuan) AS taxed_enterprise_count
    FROM parts
    INNER JOIN enterprise_year
        ON parts.enterprise_id = enterprise_year.enterprise_id AND parts.year = enterprise_year.year
    GROUP BY parts.parcel_id, parts.year
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
