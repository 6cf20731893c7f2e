-- What can be graded: enterprises, landlords with their tenants, and parcels (地块法), each year, with what indicators divide.
-- Grain: caliber × unit × subject × year. Key: subject, a number for what follows; or (caliber, unit, subject_id, year).
-- Units: as in enterprise_year; bonus in points.
-- Rule: `enterprise` is an enterprise by itself, `merged` a landlord with its tenants (evaluation_unit.sql) where the tenant
-- policy is merge or both, `parcel` a parcel with its users' figures by land_part, its land the whole parcel. A group
-- counts as above scale when one of its members is. Of merged members the bonuses add up, one veto or protection holds
-- for all, and all must be exempt for the unit to be. An exemption holds while exempt_until is not past at the end of
-- the year. Under the policy inherit a tenant below scale on less than small_tenant_mu has its landlord's grade.
CREATE OR REPLACE TABLE evaluation_subject AS
WITH cases AS (
    SELECT
        enterprise_id,
        year,
        SUM(CASE kind WHEN 'bonus' THEN points WHEN 'penalty' THEN -points END) AS bonus,
        MIN(CASE WHEN kind = 'veto' THEN reason END) AS veto,
        MIN(CASE WHEN kind = 'protect' THEN reason END) AS protection,
        BOOL_OR(kind = 'exempt') AS is_exempt
    FROM evaluation_case
    GROUP BY enterprise_id, year
),
enterprises AS (
    SELECT
        figures.*,
        CAST(EXTRACT(YEAR FROM enterprise.registered_on) AS INTEGER) AS registered_year,
        COALESCE(cases.is_exempt, FALSE) OR (
            enterprise.exempt_reason IS NOT NULL
            AND (enterprise.exempt_until IS NULL OR EXTRACT(YEAR FROM enterprise.exempt_until) >= figures.year)
        ) AS is_exempt,
        COALESCE(cases.bonus, 0) AS bonus,
        cases.veto,
        cases.protection
    FROM evaluation_figures AS figures
    INNER JOIN enterprise ON figures.enterprise_id = enterprise.enterprise_id
    LEFT JOIN cases ON figures.enterprise_id = cases.enterprise_id AND figures.year = cases.year
),
landlords AS (
    SELECT unit.caliber, unit.enterprise_id, unit.year, unit.unit_id AS landlord_id
    FROM evaluation_unit AS unit
    INNER JOIN evaluation_figures AS figures
        ON unit.caliber = figures.caliber AND unit.unit_id = figures.enterprise_id AND unit.year = figures.year
    WHERE unit.place = 1 AND unit.unit_id <> unit.enterprise_id AND figures.tenant_policy = 'inherit'
),
merged AS (
    SELECT
        unit.caliber,
        unit.unit_id,
        unit.year,
        BOOL_OR(figures.is_above_scale) AS is_above_scale,
        MAX(CASE WHEN unit.enterprise_id = unit.unit_id THEN figures.registered_year END) AS registered_year,
        BOOL_AND(figures.is_exempt) AS is_exempt,
        SUM(CASE WHEN unit.place = 1 THEN figures.bonus ELSE 0 END) AS bonus,
        MIN(figures.veto) AS veto,
        MIN(figures.protection) AS protection,
        CASE WHEN COUNT(unit.land_mu) = COUNT(*) THEN SUM(unit.land_mu) END AS land_mu,
        SUM(figures.tax_paid_wan_yuan * unit.part) AS tax_paid_wan_yuan,
        SUM(figures.tax_adjustment_wan_yuan * unit.part) AS tax_adjustment_wan_yuan,
        SUM(figures.tax_wan_yuan * unit.part) AS tax_wan_yuan,
        SUM(figures.output_wan_yuan * unit.part) AS output_wan_yuan,
        SUM(figures.revenue_wan_yuan * unit.part) AS revenue_wan_yuan,
        SUM(figures.value_added_wan_yuan * unit.part) AS value_added_wan_yuan,
        SUM(figures.employees * unit.part) AS employees,
        SUM(figures.rd_wan_yuan * unit.part) AS rd_wan_yuan,
        SUM(figures.energy_tce * unit.part) AS energy_tce,
        SUM(figures.emission_t * unit.part) AS emission_t,
        SUM(figures.electricity_kwh * unit.part) AS electricity_kwh
    FROM evaluation_unit AS unit
    INNER JOIN enterprises AS figures
        ON unit.caliber = figures.caliber AND unit.enterprise_id = figures.enterprise_id AND unit.year = figures.year
    WHERE figures.tenant_policy IN ('merge', 'both')
    GROUP BY unit.caliber, unit.unit_id, unit.year
),
parcels AS (
    SELECT
        caliber.caliber,
        land_part.parcel_id,
        land_part.year,
        BOOL_OR(figures.is_above_scale) AS is_above_scale,
        MIN(parcel_area.land_mu)
        - SUM(CASE WHEN caliber.counts_vacant THEN 0 ELSE COALESCE(land_part.vacant_mu, 0) END) AS land_mu,
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
    FROM evaluation_caliber AS caliber
    INNER JOIN land_part ON caliber.area_caliber = land_part.area_caliber
    INNER JOIN parcel_area
        ON caliber.area_caliber = parcel_area.area_caliber AND land_part.parcel_id = parcel_area.parcel_id
    INNER JOIN evaluation_figures AS figures
        ON caliber.caliber = figures.caliber
        AND land_part.enterprise_id = figures.enterprise_id
        AND land_part.year = figures.year
    GROUP BY caliber.caliber, land_part.parcel_id, land_part.year
),
subjects AS (
    SELECT
        enterprises.caliber,
        'enterprise' AS unit,
        enterprises.enterprise_id AS subject_id,
        enterprises.year,
        CASE WHEN enterprises.is_above_scale THEN 'above' WHEN NOT enterprises.is_above_scale THEN 'below' END AS size_group,
        enterprises.registered_year,
        enterprises.is_exempt,
        enterprises.bonus,
        enterprises.veto,
        enterprises.protection,
        enterprises.is_tenant,
        enterprises.leased_floor_m2,
        CASE
            WHEN enterprises.is_tenant AND NOT enterprises.is_above_scale
                AND enterprises.land_mu < enterprises.small_tenant_mu THEN landlords.landlord_id
        END AS inherits_from,
        enterprises.tax_paid_wan_yuan,
        enterprises.tax_adjustment_wan_yuan,
        enterprises.tax_wan_yuan,
        enterprises.own_mu,
        enterprises.lease_in_mu,
        enterprises.lease_out_mu,
        enterprises.land_mu,
        enterprises.output_wan_yuan,
        enterprises.revenue_wan_yuan,
        enterprises.value_added_wan_yuan,
        enterprises.employees,
        enterprises.rd_wan_yuan,
        enterprises.energy_tce,
        enterprises.emission_t,
        enterprises.electricity_kwh
    FROM enterprises
    LEFT JOIN landlords
        ON enterprises.caliber = landlords.caliber
        AND enterprises.enterprise_id = landlords.enterprise_id
        AND enterprises.year = landlords.year
    WHERE enterprises.tenant_policy <> 'merge'
    UNION ALL
    SELECT
        merged.caliber,
        'merged' AS unit,
        merged.unit_id AS subject_id,
        merged.year,
        CASE WHEN merged.is_above_scale THEN 'above' WHEN NOT merged.is_above_scale THEN 'below' END AS size_group,
        merged.registered_year,
        merged.is_exempt,
        merged.bonus,
        merged.veto,
        merged.protection,
        FALSE AS is_tenant,
        CAST(NULL AS DOUBLE) AS leased_floor_m2,
        CAST(NULL AS VARCHAR) AS inherits_from,
        merged.tax_paid_wan_yuan,
        merged.tax_adjustment_wan_yuan,
        merged.tax_wan_yuan,
        CAST(NULL AS DOUBLE) AS own_mu,
        CAST(NULL AS DOUBLE) AS lease_in_mu,
        CAST(NULL AS DOUBLE) AS lease_out_mu,
        merged.land_mu,
        merged.output_wan_yuan,
        merged.revenue_wan_yuan,
        merged.value_added_wan_yuan,
        merged.employees,
        merged.rd_wan_yuan,
        merged.energy_tce,
        merged.emission_t,
        merged.electricity_kwh
    FROM merged
    UNION ALL
    SELECT
        parcels.caliber,
        'parcel' AS unit,
        parcels.parcel_id AS subject_id,
        parcels.year,
        CASE WHEN parcels.is_above_scale THEN 'above' WHEN NOT parcels.is_above_scale THEN 'below' END AS size_group,
        CAST(NULL AS INTEGER) AS registered_year,
        FALSE AS is_exempt,
        0 AS bonus,
        CAST(NULL AS VARCHAR) AS veto,
        CAST(NULL AS VARCHAR) AS protection,
        FALSE AS is_tenant,
        CAST(NULL AS DOUBLE) AS leased_floor_m2,
        CAST(NULL AS VARCHAR) AS inherits_from,
        parcels.tax_paid_wan_yuan,
        parcels.tax_adjustment_wan_yuan,
        parcels.tax_wan_yuan,
        CAST(NULL AS DOUBLE) AS own_mu,
        CAST(NULL AS DOUBLE) AS lease_in_mu,
        CAST(NULL AS DOUBLE) AS lease_out_mu,
        parcels.land_mu,
        parcels.output_wan_yuan,
        parcels.revenue_wan_yuan,
        parcels.value_added_wan_yuan,
        parcels.employees,
        parcels.rd_wan_yuan,
        parcels.energy_tce,
        parcels.emission_t,
        parcels.electricity_kwh
    FROM parcels
)
SELECT ROW_NUMBER() OVER (ORDER BY caliber, unit, subject_id, year) AS subject, subjects.* FROM subjects;
