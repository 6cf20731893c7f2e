-- How the rows of each source were linked to enterprises, and what stayed without a counterpart.
-- Grain: source entity × role × year. Key: (entity, role, year); year is NULL for sources without years.
-- Rule: matched are rows on any rung of the ladder; shares of tax (absolute) and land are ratios of sums. Tax and firms without
-- land stand on the rows of the tax list, land and parcels without firm on those of the parcels, one a year of tenancy.
CREATE OR REPLACE TABLE match_quality AS
WITH tenancy_year AS (
    SELECT DISTINCT year FROM occupancy
),
counted AS (
    SELECT entity, role, year, rung, link_rows, to_confirm FROM link_count WHERE entity <> 'parcel'
    UNION ALL
    SELECT c.entity, c.role, t.year, c.rung, c.link_rows, c.to_confirm
    FROM link_count AS c LEFT JOIN tenancy_year AS t ON TRUE
    WHERE c.entity = 'parcel'
),
summed AS (
    SELECT
        entity,
        role,
        year,
        SUM(link_rows) AS link_rows,
        SUM(CASE WHEN rung = 'decision' THEN link_rows ELSE 0 END) AS by_decision,
        SUM(CASE WHEN rung = 'code' THEN link_rows ELSE 0 END) AS by_code,
        SUM(CASE WHEN rung = 'org_code' THEN link_rows ELSE 0 END) AS by_org_code,
        SUM(CASE WHEN rung = 'name_person' THEN link_rows ELSE 0 END) AS by_name_person,
        SUM(CASE WHEN rung = 'name' THEN link_rows ELSE 0 END) AS by_name,
        SUM(CASE WHEN rung = 'name_form' THEN link_rows ELSE 0 END) AS by_name_form,
        SUM(CASE WHEN rung = 'none' THEN link_rows ELSE 0 END) AS by_none,
        SUM(to_confirm) AS to_confirm
    FROM counted
    GROUP BY entity, role, year
),
taxed AS (
    SELECT
        y.year,
        100 * SUM(CASE WHEN e.in_register THEN ABS(y.tax_wan_yuan) ELSE 0 END)
        / NULLIF(SUM(ABS(y.tax_wan_yuan)), 0) AS tax_matched_pct,
        SUM(CASE WHEN y.tax_wan_yuan IS NOT NULL AND held.enterprise_id IS NULL THEN 1 ELSE 0 END) AS firms_without_parcel
    FROM enterprise_year AS y
    INNER JOIN enterprise AS e ON y.enterprise_id = e.enterprise_id
    LEFT JOIN (SELECT DISTINCT enterprise_id, year FROM occupancy) AS held
        ON y.enterprise_id = held.enterprise_id AND y.year = held.year
    GROUP BY y.year
),
shared AS (
    SELECT parcel_id, year, SUM(land_share_mu) AS land_share_mu FROM occupancy GROUP BY parcel_id, year
),
landed AS (
    SELECT
        t.year,
        100 * SUM(COALESCE(s.land_share_mu, 0)) / NULLIF(SUM(p.land_mu), 0) AS area_matched_pct,
        SUM(CASE WHEN s.parcel_id IS NULL THEN 1 ELSE 0 END) AS parcels_without_firm
    FROM tenancy_year AS t
    CROSS JOIN parcel AS p
    LEFT JOIN shared AS s ON p.parcel_id = s.parcel_id AND t.year = s.year
    GROUP BY t.year
)
SELECT
    summed.entity,
    summed.role,
    summed.year,
    summed.link_rows,
    summed.by_decision,
    summed.by_code,
    summed.by_org_code,
    summed.by_name_person,
    summed.by_name,
    summed.by_name_form,
    summed.by_none,
    summed.to_confirm,
    100.0 * (summed.link_rows - summed.by_none) / NULLIF(summed.link_rows, 0) AS matched_pct,
    taxed.tax_matched_pct,
    landed.area_matched_pct,
    taxed.firms_without_parcel,
    landed.parcels_without_firm
FROM summed
LEFT JOIN taxed ON summed.entity = 'tax' AND summed.year = taxed.year
LEFT JOIN landed ON summed.entity = 'parcel' AND summed.year = landed.year;
