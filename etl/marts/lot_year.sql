-- Every parcel in every year with what the map colours, filters and lists by, joined once: to parcels what firm_year is to firms.
-- Grain: parcel × year. Key: (parcel_id, year). Units: 万元, 亩, 万元/亩, m².
-- Rule: 地块法 (parcel_year.sql). The main user is the enterprise with most land there in the year; division, scale and
-- suggested batch are its own, the grade is the parcel's, by the first pack and the first plan that are whole. Recoverable
-- is (median of the park's parcels − its own tax per mu) × land where it is below the median: domain notes, appendix A.
-- Of several cases of park standardisation on a parcel the one that changes most counts: a plot before an owner's
-- rebuilding before a reserve before a paper. A snapshot without any year has one row a parcel, its year NULL.
CREATE OR REPLACE TABLE lot_year AS
WITH known_year AS (
    SELECT DISTINCT year FROM enterprise_year
),
years AS (
    SELECT year FROM known_year
    UNION ALL
    SELECT CAST(NULL AS INTEGER) AS year
    FROM (SELECT COUNT(*) AS years FROM known_year) AS counted
    WHERE counted.years = 0
),
used AS (
    SELECT
        parcel_id,
        year,
        enterprise_id,
        SUM(COALESCE(land_share_mu, 0)) AS used_mu,
        SUM(COALESCE(land_gross_mu, 0)) AS held_mu
    FROM occupancy
    GROUP BY parcel_id, year, enterprise_id
),
placed AS (
    SELECT
        *,
        ROW_NUMBER() OVER (PARTITION BY parcel_id, year ORDER BY used_mu DESC, held_mu DESC, enterprise_id) AS place
    FROM used
),
first_pack AS (
    SELECT MIN(pack_id) AS pack_id FROM active_pack
),
first_plan AS (
    SELECT MIN(plan_id) AS plan_id FROM batch_plan WHERE missing IS NULL
),
graded AS (
    SELECT result.parcel_id, result.year, result.grade
    FROM parcel_evaluation AS result
    INNER JOIN first_pack ON result.pack_id = first_pack.pack_id
),
sorted AS (
    SELECT suggestion.enterprise_id, suggestion.year, suggestion.suggested_batch
    FROM batch_suggestion AS suggestion
    INNER JOIN first_plan ON suggestion.plan_id = first_plan.plan_id
),
rebuilt AS (
    SELECT
        covered.parcel_id,
        covered.works_kind,
        works_case.stage,
        ROW_NUMBER() OVER (
            PARTITION BY covered.parcel_id
            ORDER BY
                CASE covered.works_kind
                    WHEN 'park_plot' THEN 1 WHEN 'self_upgrade' THEN 2 WHEN 'land_reserve' THEN 3 ELSE 4
                END,
                works_case.stage_number DESC NULLS LAST,
                works_case.case_id
        ) AS place
    FROM works_parcel AS covered
    INNER JOIN works_case ON covered.works_kind = works_case.works_kind AND covered.case_id = works_case.case_id
    WHERE covered.is_known
),
typical AS (
    SELECT parcel.park_id, figures.year, MEDIAN(figures.tax_wan_yuan_per_mu) AS tax_wan_yuan_per_mu
    FROM parcel_year AS figures
    INNER JOIN parcel ON figures.parcel_id = parcel.parcel_id
    WHERE parcel.park_id IS NOT NULL AND figures.tax_wan_yuan_per_mu IS NOT NULL
    GROUP BY parcel.park_id, figures.year
)
SELECT
    parcel.parcel_id,
    years.year,
    parcel.parcel_address,
    parcel.owner_id,
    parcel.owner_name,
    parcel.town,
    parcel.park_id,
    COALESCE(park.name, parcel.park_id) AS park_name,
    parcel.land_use,
    parcel.planned_use,
    parcel.right_type,
    parcel.right_nature,
    parcel.is_temporary,
    parcel.in_acquisition,
    parcel.stage,
    rebuilt.works_kind,
    rebuilt.stage AS works_stage,
    parcel.certificate_m2,
    parcel.declared_m2,
    parcel.measured_m2,
    parcel.land_mu,
    parcel.floor_m2,
    parcel.vacant_floor_m2,
    parcel.far,
    parcel.planned_far,
    parcel.lon,
    parcel.lat,
    parcel.shape_geojson IS NOT NULL AS has_shape,
    figures.tax_wan_yuan,
    figures.tax_wan_yuan_per_mu,
    figures.output_wan_yuan,
    figures.enterprise_count,
    placed.enterprise_id AS main_user_id,
    enterprise.name AS main_user_name,
    SUBSTR(enterprise.industry_code, 1, 2) AS division,
    COALESCE(firm.is_above_scale, enterprise.is_above_scale) AS is_above_scale,
    enterprise.size_class,
    sorted.suggested_batch,
    graded.grade,
    typical.tax_wan_yuan_per_mu AS park_median_wan_yuan_per_mu,
    CASE
        WHEN figures.tax_wan_yuan_per_mu < typical.tax_wan_yuan_per_mu
            THEN (typical.tax_wan_yuan_per_mu - figures.tax_wan_yuan_per_mu) * parcel.land_mu
        WHEN figures.tax_wan_yuan_per_mu >= typical.tax_wan_yuan_per_mu THEN 0
    END AS recoverable_wan_yuan
FROM parcel
CROSS JOIN years
LEFT JOIN park ON parcel.park_id = park.park_id
LEFT JOIN parcel_year AS figures ON parcel.parcel_id = figures.parcel_id AND years.year = figures.year
LEFT JOIN placed ON parcel.parcel_id = placed.parcel_id AND years.year = placed.year AND placed.place = 1
LEFT JOIN rebuilt ON parcel.parcel_id = rebuilt.parcel_id AND rebuilt.place = 1
LEFT JOIN enterprise ON placed.enterprise_id = enterprise.enterprise_id
LEFT JOIN enterprise_year AS firm ON placed.enterprise_id = firm.enterprise_id AND years.year = firm.year
LEFT JOIN sorted ON placed.enterprise_id = sorted.enterprise_id AND years.year = sorted.year
LEFT JOIN graded ON parcel.parcel_id = graded.parcel_id AND years.year = graded.year
LEFT JOIN typical ON parcel.park_id = typical.park_id AND years.year = typical.year;
