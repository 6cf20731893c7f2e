-- Every indicator of everybody who takes part: value, base, score (domain notes 1.4).
-- Grain: pack × subject × indicator. Key: the same, pack and subject as numbers.
-- Units: value and base in the indicator's unit, score in points.
-- Rule: score = clamp(value / base, lo, hi) × weight; a negative value scores 0. A base is the pack's number, or the
-- ratio of sums of the group in the same (group_mean) or the previous year (previous_mean) times a factor; without a
-- base there is no score (NULL). A missing value scores 0, or the mean score of the group where the pack says so.
CREATE OR REPLACE TABLE evaluation_score AS
WITH figures AS (
    SELECT
        candidate.pack,
        candidate.subject,
        candidate.unit,
        candidate.year,
        candidate.size_group,
        term.indicator,
        term.factor,
        term.weight,
        term.base,
        term.base_of,
        term.times,
        term.lo,
        term.hi,
        term.missing,
        CASE term.numerator
            WHEN 'tax_paid_wan_yuan' THEN subject.tax_paid_wan_yuan
            WHEN 'tax_adjustment_wan_yuan' THEN subject.tax_adjustment_wan_yuan
            WHEN 'tax_wan_yuan' THEN subject.tax_wan_yuan
            WHEN 'own_mu' THEN subject.own_mu
            WHEN 'lease_in_mu' THEN subject.lease_in_mu
            WHEN 'lease_out_mu' THEN subject.lease_out_mu
            WHEN 'land_mu' THEN subject.land_mu
            WHEN 'output_wan_yuan' THEN subject.output_wan_yuan
            WHEN 'revenue_wan_yuan' THEN subject.revenue_wan_yuan
            WHEN 'value_added_wan_yuan' THEN subject.value_added_wan_yuan
            WHEN 'employees' THEN subject.employees
            WHEN 'rd_wan_yuan' THEN subject.rd_wan_yuan
            WHEN 'energy_tce' THEN subject.energy_tce
            WHEN 'emission_t' THEN subject.emission_t
            WHEN 'electricity_kwh' THEN subject.electricity_kwh
        END AS numerator,
        CASE term.denominator
            WHEN 'tax_paid_wan_yuan' THEN subject.tax_paid_wan_yuan
            WHEN 'tax_adjustment_wan_yuan' THEN subject.tax_adjustment_wan_yuan
            WHEN 'tax_wan_yuan' THEN subject.tax_wan_yuan
            WHEN 'own_mu' THEN subject.own_mu
            WHEN 'lease_in_mu' THEN subject.lease_in_mu
            WHEN 'lease_out_mu' THEN subject.lease_out_mu
            WHEN 'land_mu' THEN subject.land_mu
            WHEN 'output_wan_yuan' THEN subject.output_wan_yuan
            WHEN 'revenue_wan_yuan' THEN subject.revenue_wan_yuan
            WHEN 'value_added_wan_yuan' THEN subject.value_added_wan_yuan
            WHEN 'employees' THEN subject.employees
            WHEN 'rd_wan_yuan' THEN subject.rd_wan_yuan
            WHEN 'energy_tce' THEN subject.energy_tce
            WHEN 'emission_t' THEN subject.emission_t
            WHEN 'electricity_kwh' THEN subject.electricity_kwh
        END AS denominator
    FROM evaluation_candidate AS candidate
    INNER JOIN active_pack AS pack ON candidate.pack = pack.pack
    INNER JOIN rule_term AS term ON pack.pack_id = term.pack_id AND candidate.size_group = term.size_group
    INNER JOIN evaluation_subject AS subject ON candidate.subject = subject.subject
    WHERE candidate.participation = 'participates'
),
means AS (
    SELECT
        pack,
        unit,
        size_group,
        year,
        indicator,
        MIN(factor) * SUM(numerator) / NULLIF(SUM(denominator), 0) AS mean
    FROM figures
    WHERE base_of IS NOT NULL AND numerator IS NOT NULL AND denominator > 0
    GROUP BY pack, unit, size_group, year, indicator
),
based AS (
    SELECT
        figures.*,
        CASE WHEN figures.denominator > 0 THEN figures.factor * figures.numerator / figures.denominator END AS value,
        figures.times * COALESCE(figures.base, means.mean) AS base_value
    FROM figures
    LEFT JOIN means
        ON figures.pack = means.pack
        AND figures.unit = means.unit
        AND figures.size_group = means.size_group
        AND figures.indicator = means.indicator
        AND means.year = CASE figures.base_of
            WHEN 'group_mean' THEN figures.year WHEN 'previous_mean' THEN figures.year - 1 END
),
scored AS (
    SELECT
        *,
        CASE
            WHEN value IS NULL OR base_value IS NULL OR base_value <= 0 THEN NULL
            WHEN hi IS NOT NULL AND value / base_value > hi THEN hi * weight
            WHEN value / base_value < lo THEN lo * weight
            ELSE value / base_value * weight
        END AS own_score
    FROM based
),
mean_scores AS (
    SELECT pack, unit, size_group, year, indicator, AVG(own_score) AS mean_score
    FROM scored
    WHERE missing = 'group_mean'
    GROUP BY pack, unit, size_group, year, indicator
)
SELECT
    scored.pack,
    scored.subject,
    scored.indicator,
    scored.value,
    scored.base_value AS base,
    scored.weight,
    CASE
        WHEN scored.base_value IS NULL OR scored.base_value <= 0 THEN NULL
        ELSE COALESCE(scored.own_score, mean_scores.mean_score, 0)
    END AS score,
    CASE
        WHEN scored.base_value IS NULL OR scored.base_value <= 0 THEN 'no_base'
        WHEN scored.value IS NULL AND scored.missing = 'group_mean' THEN 'missing_group_mean'
        WHEN scored.value IS NULL THEN 'missing_zero'
        WHEN scored.value < 0 THEN 'negative'
        WHEN scored.hi IS NOT NULL AND scored.value / scored.base_value > scored.hi THEN 'capped'
    END AS note
FROM scored
LEFT JOIN mean_scores
    ON scored.pack = mean_scores.pack
    AND scored.unit = mean_scores.unit
    AND scored.size_group = mean_scores.size_group
    AND scored.year = mean_scores.year
    AND scored.indicator = mean_scores.indicator;
