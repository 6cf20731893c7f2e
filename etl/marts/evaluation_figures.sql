-- The figures of each enterprise and year under each caliber: tax with the adjustments that count, land by the area caliber.
-- Grain: caliber × enterprise × year. Key: (caliber, enterprise_id, year). Units: as in enterprise_year.
-- Rule, tax: tax paid plus the adjustments that the caliber counts. With all of them it is enterprise_year's evaluation
-- tax. Where a file gives only the evaluation tax, or an adjustment that it does not itemise, a caliber that counts a
-- part cannot be computed: NULL, never a guess. Rule, land: enterprise_land's, less empty floor where that is excluded.
CREATE OR REPLACE TABLE evaluation_figures AS
WITH leased AS (
    SELECT enterprise_id, year, SUM(area_m2) AS leased_floor_m2
    FROM occupancy
    WHERE kind = 'lease_floor'
    GROUP BY enterprise_id, year
),
counted AS (
    SELECT
        caliber.*,
        figures.*,
        counts_exempt_offset AND counts_retained_refund AND counts_branch_tax AND counts_prior_years AS counts_all,
        counts_exempt_offset OR counts_retained_refund OR counts_branch_tax OR counts_prior_years AS counts_any,
        exempt_offset_wan_yuan IS NULL AND retained_refund_wan_yuan IS NULL AND branch_tax_wan_yuan IS NULL
        AND prior_years_tax_wan_yuan IS NULL AND tax_adjustment_wan_yuan <> 0 AS is_lumped,
        CASE WHEN counts_exempt_offset THEN COALESCE(exempt_offset_wan_yuan, 0) ELSE 0 END
        + CASE WHEN counts_retained_refund THEN COALESCE(retained_refund_wan_yuan, 0) ELSE 0 END
        + CASE WHEN counts_branch_tax THEN COALESCE(branch_tax_wan_yuan, 0) ELSE 0 END
        - CASE WHEN counts_prior_years THEN COALESCE(prior_years_tax_wan_yuan, 0) ELSE 0 END AS some_wan_yuan
    FROM enterprise_year AS figures
    CROSS JOIN evaluation_caliber AS caliber
)
SELECT
    counted.caliber,
    counted.enterprise_id,
    counted.year,
    counted.tenant_policy,
    counted.small_tenant_mu,
    counted.is_above_scale,
    counted.tax_paid_wan_yuan,
    CASE
        WHEN counted.counts_all THEN counted.tax_adjustment_wan_yuan
        WHEN counted.counts_any AND NOT COALESCE(counted.is_lumped, FALSE) THEN counted.some_wan_yuan
    END AS tax_adjustment_wan_yuan,
    CASE
        WHEN counted.counts_all THEN counted.tax_wan_yuan
        WHEN NOT counted.counts_any THEN counted.tax_paid_wan_yuan
        WHEN NOT COALESCE(counted.is_lumped, FALSE) THEN counted.tax_paid_wan_yuan + counted.some_wan_yuan
    END AS tax_wan_yuan,
    land.own_mu,
    land.lease_in_mu,
    land.lease_out_mu,
    land.land_mu - CASE WHEN counted.counts_vacant THEN 0 ELSE COALESCE(land.vacant_mu, 0) END AS land_mu,
    COALESCE(land.own_mu, 0) = 0 AND land.lease_in_mu > 0 AS is_tenant,
    leased.leased_floor_m2,
    counted.output_wan_yuan,
    counted.revenue_wan_yuan,
    counted.value_added_wan_yuan,
    counted.employees,
    counted.rd_wan_yuan,
    counted.energy_tce,
    counted.emission_t,
    counted.electricity_kwh
FROM counted
LEFT JOIN enterprise_land AS land
    ON counted.area_caliber = land.area_caliber
    AND counted.enterprise_id = land.enterprise_id
    AND counted.year = land.year
LEFT JOIN leased ON counted.enterprise_id = leased.enterprise_id AND counted.year = leased.year;
