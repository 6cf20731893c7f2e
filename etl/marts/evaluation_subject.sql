-- What can be graded: enterprises (企业法) and parcels (地块法), each year, with the figures that indicators divide.
-- Grain: unit × subject × year. Key: subject, a number for what follows; or (unit, subject_id, year).
-- Units: as in enterprise_year; bonus in points.
-- Rule: a parcel's figures are its users' by `land_part`, its land is the whole parcel, and it counts as above scale
-- when one of its users is. An exemption holds while exempt_until is not past at the end of the year.
CREATE OR REPLACE TABLE evaluation_subject AS
WITH cases AS (
    SELECT
        enterprise_id,
        year,
        SUM(CASE kind WHEN 'bonus' THEN points WHEN 'penalty' THEN -points END) AS bonus,
        MIN(CASE WHEN kind = 'veto' THEN reason END) AS veto,
        MIN(CASE WHEN kind = 'protect' THEN reason END) AS protection,
        BOOL_OR(kind = 'exempt') AS is_exempt
    FROM unique_evaluation_case
    GROUP BY enterprise_id, year
),
parcel_figures AS (
    SELECT
        land_part.parcel_id,
        land_part.year,
        BOOL_OR(figures.is_above_scale) AS is_above_scale,
        SUM(figures.tax_paid_wan_yuan * land_part.part) AS tax_paid_wan_yuan,
        SUM(figures.tax_adjustment_wan_yuan * land_part.part) AS tax_adjustment_wan_yuan,
        SUM(figures.tax_wan_yuan * land_part.part) AS tax_wan_yuan,
        SUM(figures.output_wan_yuan * land_part.part) AS output_wan_yuan,
        SUM(figures.revenue_wan_yuan * land_part.part) AS revenue_wan_yuan,
        SUM(figures.value_added_wan_yuan * land_part.part) AS value_added_wan_yuan,
        SUM(figures.employees * land_part.part) AS employees,
        SUM(figures.rd_wan_yuan * land_part.part) AS rd_wan_yuan,
        SUM(figures.energy_tce * land_part.part) AS energy_tce,
        SUM(figures.emission_t * land_part.part) AS emission_t,
        SUM(figures.electricity_kwh * land_part.part) AS electricity_kwh
    FROM land_part
    INNER JOIN enterprise_year AS figures
        ON land_part.enterprise_id = figures.enterprise_id AND land_part.year = figures.year
    GROUP BY land_part.parcel_id, land_part.year
),
subjects AS (
    SELECT
        'enterprise' AS unit,
        figures.enterprise_id AS subject_id,
        figures.year,
        CASE WHEN figures.is_above_scale THEN 'above' WHEN NOT figures.is_above_scale THEN 'below' END AS size_group,
        EXTRACT(YEAR FROM enterprise.registered_on) AS registered_year,
        COALESCE(cases.is_exempt, FALSE) OR (
            enterprise.exempt_reason IS NOT NULL
            AND (enterprise.exempt_until IS NULL OR EXTRACT(YEAR FROM enterprise.exempt_until) >= figures.year)
        ) AS is_exempt,
        COALESCE(cases.bonus, 0) AS bonus,
        cases.veto,
        cases.protection,
        figures.tax_paid_wan_yuan,
        figures.tax_adjustment_wan_yuan,
        figures.tax_wan_yuan,
        figures.own_mu,
        figures.lease_in_mu,
        figures.lease_out_mu,
        figures.land_mu,
        figures.output_wan_yuan,
        figures.revenue_wan_yuan,
        figures.value_added_wan_yuan,
        figures.employees,
        figures.rd_wan_yuan,
        figures.energy_tce,
        figures.emission_t,
        figures.electricity_kwh
    FROM enterprise_year AS figures
    INNER JOIN enterprise ON figures.enterprise_id = enterprise.enterprise_id
    LEFT JOIN cases ON figures.enterprise_id = cases.enterprise_id AND figures.year = cases.year
    UNION ALL
    SELECT
        'parcel' AS unit,
        parcel.parcel_id AS subject_id,
        figures.year,
        CASE WHEN figures.is_above_scale THEN 'above' WHEN NOT figures.is_above_scale THEN 'below' END AS size_group,
        CAST(NULL AS BIGINT) AS registered_year,
        FALSE AS is_exempt,
        0 AS bonus,
        CAST(NULL AS VARCHAR) AS veto,
        CAST(NULL AS VARCHAR) AS protection,
        figures.tax_paid_wan_yuan,
        figures.tax_adjustment_wan_yuan,
        figures.tax_wan_yuan,
        CAST(NULL AS DOUBLE) AS own_mu,
        CAST(NULL AS DOUBLE) AS lease_in_mu,
        CAST(NULL AS DOUBLE) AS lease_out_mu,
        parcel.land_mu,
        figures.output_wan_yuan,
        figures.revenue_wan_yuan,
        figures.value_added_wan_yuan,
        figures.employees,
        figures.rd_wan_yuan,
        figures.energy_tce,
        figures.emission_t,
        figures.electricity_kwh
    FROM parcel_figures AS figures
    INNER JOIN parcel ON figures.parcel_id = parcel.parcel_id
)
SELECT ROW_NUMBER() OVER (ORDER BY unit, subject_id, year) AS subject, subjects.* FROM subjects;
