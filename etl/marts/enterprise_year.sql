-- Tax, land and per-mu tax of an enterprise by year (企业法).
-- Grain: enterprise × year. Key: (enterprise_id, year). Units: 万元, 亩, 万元/亩.
-- Rule: land is that of enterprise_land.sql under the priority of areas. Evaluation tax = tax paid + adjustments.
-- Per-mu tax is NULL where land ≤ 0 (a landlord who lets everything) or tax or land is missing: never infinite, never 0.
-- Annual output is the annual return's, else the December cumulative figure of the monthly returns.
-- Above scale in a year is whom the annual return says so of; else, where monthly returns came for the year, who files
-- them (only above-scale industry does, domain notes 5.2); else whom the register says so of today.
CREATE OR REPLACE TABLE enterprise_year AS
WITH land AS (
    SELECT * FROM enterprise_land WHERE area_caliber = 'priority'
),
adjusted AS (
    SELECT
        *,
        CASE
            WHEN exempt_offset_wan_yuan IS NULL AND retained_refund_wan_yuan IS NULL
                AND branch_tax_wan_yuan IS NULL AND prior_years_tax_wan_yuan IS NULL
                THEN tax_wan_yuan - tax_paid_wan_yuan
            ELSE COALESCE(exempt_offset_wan_yuan, 0) + COALESCE(retained_refund_wan_yuan, 0)
                + COALESCE(branch_tax_wan_yuan, 0) - COALESCE(prior_years_tax_wan_yuan, 0)
        END AS tax_adjustment_wan_yuan
    FROM unique_tax
),
taxed AS (
    SELECT
        enterprise_id,
        year,
        tax_paid_wan_yuan,
        exempt_offset_wan_yuan,
        retained_refund_wan_yuan,
        branch_tax_wan_yuan,
        prior_years_tax_wan_yuan,
        tax_adjustment_wan_yuan,
        COALESCE(tax_paid_wan_yuan + COALESCE(tax_adjustment_wan_yuan, 0), tax_wan_yuan) AS tax_wan_yuan
    FROM adjusted
),
december AS (
    SELECT
        enterprise_id,
        CAST(EXTRACT(YEAR FROM month) AS INTEGER) AS year,
        output_cum_wan_yuan,
        revenue_cum_wan_yuan,
        electricity_cum_kwh,
        official_yoy
    FROM operation_month
    WHERE EXTRACT(MONTH FROM month) = 12
),
monthly AS (
    SELECT DISTINCT enterprise_id, CAST(EXTRACT(YEAR FROM month) AS INTEGER) AS year FROM operation_month
),
monthly_year AS (
    SELECT DISTINCT year FROM monthly
),
spoken_of AS (
    SELECT enterprise_id, year FROM land
    UNION
    SELECT enterprise_id, year FROM taxed
    UNION
    SELECT enterprise_id, year FROM unique_operation_year
    UNION
    SELECT enterprise_id, year FROM monthly
),
joined AS (
    SELECT
        spoken_of.enterprise_id,
        spoken_of.year,
        taxed.tax_paid_wan_yuan,
        taxed.exempt_offset_wan_yuan,
        taxed.retained_refund_wan_yuan,
        taxed.branch_tax_wan_yuan,
        taxed.prior_years_tax_wan_yuan,
        taxed.tax_adjustment_wan_yuan,
        taxed.tax_wan_yuan,
        land.own_mu,
        land.lease_in_mu,
        land.lease_out_mu,
        land.land_mu,
        land.land_source,
        COALESCE(operation.output_wan_yuan, december.output_cum_wan_yuan) AS output_wan_yuan,
        COALESCE(operation.output_official_yoy, december.official_yoy) AS output_official_yoy,
        COALESCE(operation.revenue_wan_yuan, december.revenue_cum_wan_yuan) AS revenue_wan_yuan,
        operation.value_added_wan_yuan,
        operation.employees,
        operation.rd_wan_yuan,
        operation.energy_tce,
        operation.emission_t,
        COALESCE(operation.electricity_kwh, december.electricity_cum_kwh) AS electricity_kwh,
        CASE
            WHEN operation.is_above_scale IS NOT NULL THEN operation.is_above_scale
            WHEN monthly_year.year IS NOT NULL THEN monthly.enterprise_id IS NOT NULL
            ELSE enterprise.is_above_scale
        END AS is_above_scale
    FROM spoken_of
    INNER JOIN enterprise ON spoken_of.enterprise_id = enterprise.enterprise_id
    LEFT JOIN land ON spoken_of.enterprise_id = land.enterprise_id AND spoken_of.year = land.year
    LEFT JOIN taxed ON spoken_of.enterprise_id = taxed.enterprise_id AND spoken_of.year = taxed.year
    LEFT JOIN december ON spoken_of.enterprise_id = december.enterprise_id AND spoken_of.year = december.year
    LEFT JOIN monthly_year ON spoken_of.year = monthly_year.year
    LEFT JOIN monthly ON spoken_of.enterprise_id = monthly.enterprise_id AND spoken_of.year = monthly.year
    LEFT JOIN unique_operation_year AS operation
        ON spoken_of.enterprise_id = operation.enterprise_id AND spoken_of.year = operation.year
)
SELECT
    enterprise_id,
    year,
    tax_paid_wan_yuan,
    exempt_offset_wan_yuan,
    retained_refund_wan_yuan,
    branch_tax_wan_yuan,
    prior_years_tax_wan_yuan,
    tax_adjustment_wan_yuan,
    tax_wan_yuan,
    own_mu,
    lease_in_mu,
    lease_out_mu,
    land_mu,
    land_source,
    CASE WHEN land_mu > 0 THEN tax_wan_yuan / land_mu END AS tax_wan_yuan_per_mu,
    output_wan_yuan,
    output_official_yoy,
    revenue_wan_yuan,
    value_added_wan_yuan,
    employees,
    rd_wan_yuan,
    energy_tce,
    emission_t,
    electricity_kwh,
    is_above_scale
FROM joined;
