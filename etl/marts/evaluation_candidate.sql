-- Who takes part under each rule pack, in which size group, and who does not and why (不参评, class T).
-- Grain: pack × subject. Key: (pack, subject), both numbers.
-- Rule, the first that holds: an exemption or a 不参评 case; a tenant that has its landlord's grade; new and the pack
-- leaves new enterprises out; scale unknown; the pack has no indicators for the size, or leaves tenants out; tax
-- unknown; land unknown or none; land under the pack's minimum, unless it leases the floor that the pack asks for
-- instead. New: registered less than new_years before the end of the year, told by calendar years.
CREATE OR REPLACE TABLE evaluation_candidate AS
WITH sizes AS (
    SELECT DISTINCT pack_id, size_group FROM rule_term
)
SELECT
    pack.pack,
    subject.subject,
    subject.unit,
    subject.year,
    subject.size_group,
    COALESCE(pack.new_years > 0 AND subject.registered_year > subject.year - pack.new_years, FALSE) AS is_new,
    CASE
        WHEN subject.is_exempt THEN 'exempt'
        WHEN subject.inherits_from IS NOT NULL THEN 'inherits'
        WHEN pack.new_treatment = 'exclude'
            AND pack.new_years > 0 AND subject.registered_year > subject.year - pack.new_years THEN 'new'
        WHEN subject.size_group IS NULL THEN 'no_size'
        WHEN sizes.size_group IS NULL OR (subject.is_tenant AND NOT pack.includes_tenants) THEN 'out_of_scope'
        WHEN subject.tax_wan_yuan IS NULL THEN 'no_tax'
        WHEN subject.land_mu IS NULL OR subject.land_mu <= 0 THEN 'no_land'
        WHEN subject.land_mu < CASE subject.size_group
            WHEN 'above' THEN pack.minimum_mu_above ELSE pack.minimum_mu_below END
            AND NOT COALESCE(subject.is_tenant AND subject.leased_floor_m2 >= pack.tenant_minimum_floor_m2, FALSE)
            THEN 'too_small'
        ELSE 'participates'
    END AS participation
FROM active_pack AS pack
INNER JOIN evaluation_caliber AS caliber
    ON pack.area_caliber = caliber.area_caliber
    AND pack.counts_vacant = caliber.counts_vacant
    AND pack.tenant_policy = caliber.tenant_policy
    AND pack.small_tenant_mu = caliber.small_tenant_mu
    AND pack.counts_exempt_offset = caliber.counts_exempt_offset
    AND pack.counts_retained_refund = caliber.counts_retained_refund
    AND pack.counts_branch_tax = caliber.counts_branch_tax
    AND pack.counts_prior_years = caliber.counts_prior_years
INNER JOIN evaluation_subject AS subject ON caliber.caliber = subject.caliber
LEFT JOIN sizes ON pack.pack_id = sizes.pack_id AND subject.size_group = sizes.size_group;
