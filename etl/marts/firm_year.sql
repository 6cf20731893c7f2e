-- Every enterprise in every year with what a screen filters, sums and ranks by, joined once: pages scan this one table.
-- Grain: enterprise × year. Key: (enterprise_id, year). Units: 万元, 亩, 万元/亩.
-- Rule: an enterprise without figures in a year has a row without figures; a snapshot without any year has one row an
-- enterprise, its year NULL. per_mu_rank is its rank by per-mu tax among those of its size group in the district, ties
-- share a rank; on less than 0.5 亩 the ratio explodes and nobody is ranked (domain notes 1.7).
CREATE OR REPLACE TABLE firm_year AS
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
joined AS (
    SELECT
        enterprise.enterprise_id,
        years.year,
        enterprise.name,
        enterprise.uscc,
        enterprise.town,
        enterprise.park_id,
        COALESCE(park.name, enterprise.park_id) AS park_name,
        SUBSTR(enterprise.industry_code, 1, 2) AS division,
        enterprise.industry_code,
        enterprise.industry_name,
        COALESCE(figures.is_above_scale, enterprise.is_above_scale) AS is_above_scale,
        enterprise.size_class,
        figures.tax_paid_wan_yuan,
        figures.tax_adjustment_wan_yuan,
        figures.tax_wan_yuan,
        figures.own_mu,
        figures.lease_in_mu,
        figures.lease_out_mu,
        figures.land_mu,
        figures.land_source,
        figures.tax_wan_yuan_per_mu,
        figures.output_wan_yuan,
        figures.revenue_wan_yuan,
        figures.employees
    FROM enterprise
    CROSS JOIN years
    LEFT JOIN enterprise_year AS figures
        ON enterprise.enterprise_id = figures.enterprise_id AND years.year = figures.year
    LEFT JOIN park ON enterprise.park_id = park.park_id
),
ranked AS (
    SELECT
        enterprise_id,
        year,
        is_above_scale,
        RANK() OVER (PARTITION BY year, is_above_scale ORDER BY tax_wan_yuan_per_mu DESC) AS place
    FROM joined
    WHERE tax_wan_yuan_per_mu IS NOT NULL AND land_mu >= 0.5
)
SELECT
    joined.enterprise_id,
    joined.year,
    joined.name,
    joined.uscc,
    joined.town,
    joined.park_id,
    joined.park_name,
    joined.division,
    joined.industry_code,
    joined.industry_name,
    joined.is_above_scale,
    joined.size_class,
    joined.tax_paid_wan_yuan,
    joined.tax_adjustment_wan_yuan,
    joined.tax_wan_yuan,
    joined.own_mu,
    joined.lease_in_mu,
    joined.lease_out_mu,
    joined.land_mu,
    joined.land_source,
    joined.tax_wan_yuan_per_mu,
    joined.output_wan_yuan,
    joined.revenue_wan_yuan,
    joined.employees,
    CAST(ranked.place AS INTEGER) AS per_mu_rank,
    CAST(ranked_before.place AS INTEGER) AS per_mu_rank_before,
    before.tax_wan_yuan_per_mu AS tax_wan_yuan_per_mu_before,
    earlier.tax_wan_yuan_per_mu AS tax_wan_yuan_per_mu_earlier
FROM joined
LEFT JOIN ranked ON joined.enterprise_id = ranked.enterprise_id AND joined.year = ranked.year
LEFT JOIN ranked AS ranked_before
    ON joined.enterprise_id = ranked_before.enterprise_id
    AND joined.year - 1 = ranked_before.year
    AND joined.is_above_scale = ranked_before.is_above_scale
LEFT JOIN enterprise_year AS before
    ON joined.enterprise_id = before.enterprise_id AND joined.year - 1 = before.year
LEFT JOIN enterprise_year AS earlier
    ON joined.enterprise_id = earlier.enterprise_id AND joined.year - 2 = earlier.year;
