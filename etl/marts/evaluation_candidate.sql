-- Who takes part under each rule pack, in which size group, and who does not and why (不参评, class T).
-- Grain: pack × subject. Key: (pack, subject), both numbers.
-- Rule, the first that holds: an exemption or a 不参评 case; new and the pack leaves new enterprises out; scale unknown;
-- tax unknown; land unknown or none; land under the pack's minimum. New: registered less than new_years before the
-- end of the year, told by calendar years.
CREATE OR REPLACE TABLE evaluation_candidate AS
SELECT
    pack.pack,
    subject.subject,
    subject.unit,
    subject.year,
    subject.size_group,
    COALESCE(pack.new_years > 0 AND subject.registered_year > subject.year - pack.new_years, FALSE) AS is_new,
    CASE
        WHEN subject.is_exempt THEN 'exempt'
        WHEN pack.new_treatment = 'exclude'
            AND pack.new_years > 0 AND subject.registered_year > subject.year - pack.new_years THEN 'new'
        WHEN subject.size_group IS NULL THEN 'no_size'
        WHEN subject.tax_wan_yuan IS NULL THEN 'no_tax'
        WHEN subject.land_mu IS NULL OR subject.land_mu <= 0 THEN 'no_land'
        WHEN subject.land_mu < CASE subject.size_group
            WHEN 'above' THEN pack.minimum_mu_above ELSE pack.minimum_mu_below END THEN 'too_small'
        ELSE 'participates'
    END AS participation
FROM evaluation_subject AS subject
CROSS JOIN active_pack AS pack;
