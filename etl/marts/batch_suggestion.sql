-- What a plan suggests for an enterprise (四个一批 建议分类), with its class in the two years before.
-- Grain: plan × enterprise × year. Key: (plan_id, enterprise_id, year). Units: 万元, 亩, 万元/亩.
-- Rule: batch_class.sql; stable when three years have the same class. A suggestion: people decide (domain notes 2.4).
CREATE OR REPLACE TABLE batch_suggestion AS
SELECT
    now.plan_id,
    now.enterprise_id,
    now.year,
    now.version,
    now.surveyed,
    now.passes_tax,
    now.passes_output,
    now.passes_tax_amount,
    now.passes_orientation,
    now.is_kept,
    now.failed,
    now.suggested_batch,
    now.reason,
    now.missing_fields,
    now.distance_to_line,
    now.is_near_line,
    now.moves_to,
    now.tax_change_wan_yuan,
    now.land_change_mu,
    before.suggested_batch AS batch_before,
    earlier.suggested_batch AS batch_earlier,
    now.suggested_batch = before.suggested_batch AND before.suggested_batch = earlier.suggested_batch AS is_stable,
    now.tax_wan_yuan,
    now.land_mu,
    now.tax_wan_yuan_per_mu,
    now.output_wan_yuan,
    now.employees,
    now.orientation,
    now.site_parcel_id
FROM batch_class AS now
LEFT JOIN batch_class AS before
    ON now.plan_id = before.plan_id AND now.enterprise_id = before.enterprise_id AND now.year - 1 = before.year
LEFT JOIN batch_class AS earlier
    ON now.plan_id = earlier.plan_id AND now.enterprise_id = earlier.enterprise_id AND now.year - 2 = earlier.year;
