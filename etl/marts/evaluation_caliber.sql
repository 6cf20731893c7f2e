-- The calibers (口径) that the packs measure land and tax by, each once.
-- Grain: caliber. Key: caliber, a number for what follows.
-- Rule: two packs that agree on area, empty floor, tenants and tax adjustments share a caliber and its figures.
CREATE OR REPLACE TABLE evaluation_caliber AS
WITH said AS (
    SELECT DISTINCT
        area_caliber,
        counts_vacant,
        tenant_policy,
        small_tenant_mu,
        counts_exempt_offset,
        counts_retained_refund,
        counts_branch_tax,
        counts_prior_years
    FROM active_pack
)
SELECT
    ROW_NUMBER() OVER (
        ORDER BY
            area_caliber, counts_vacant, tenant_policy, small_tenant_mu, counts_exempt_offset, counts_retained_refund,
            counts_branch_tax, counts_prior_years
    ) AS caliber,
    said.*
FROM said;
