-- The calibers (口径) that the packs and the plans measure land and tax by, each once.
-- Grain: caliber. Key: caliber, a number for what follows.
-- Rule: two packs that agree on area, empty floor, tenants and tax adjustments share a caliber and its figures.
CREATE OR REPLACE TABLE evaluation_caliber AS
WITH said AS (
    SELECT
        area_caliber,
        counts_vacant,
        tenant_policy,
        small_tenant_mu,
        counts_exempt_offset,
        counts_retained_refund,
        counts_branch_tax,
        counts_prior_years
    FROM active_pack
    UNION
    SELECT
        area_caliber,
        counts_vacant,
        tenant_policy,
        small_tenant_mu,
        counts_exempt_offset,
        counts_retained_refund,
        counts_branch_tax,
        counts_prior_years
    FROM batch_plan
    WHERE missing IS NULL
)
SELECT
    ROW_NUMBER() OVER (
        ORDER BY
            area_caliber, counts_vacant, tenant_policy, small_tenant_mu, counts_exempt_offset, counts_retained_refund,
            counts_branch_tax, counts_prior_years
    ) AS caliber,
    said.*
FROM said;
