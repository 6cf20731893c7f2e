-- Score, rank and grade of each parcel under each rule pack (地块法), for planners and exports.
-- Grain: pack × parcel × year. Key: (pack_id, parcel_id, year). Units: score and bonus in points.
-- Rule: see evaluation_rank.sql; version is the pack's at the time of the build.
CREATE OR REPLACE VIEW parcel_evaluation AS
SELECT
    pack.pack_id,
    subject.subject_id AS parcel_id,
    subject.year,
    pack.version,
    result.size_group,
    result.participation,
    result.score,
    result.bonus,
    CAST(result.rank AS INTEGER) AS rank,
    CAST(result.group_size AS INTEGER) AS group_size,
    result.grade,
    result.rank_grade,
    result.override_reason,
    subject.tax_wan_yuan AS evaluated_tax_wan_yuan,
    subject.land_mu AS evaluated_land_mu
FROM evaluation_rank AS result
INNER JOIN active_pack AS pack ON result.pack = pack.pack
INNER JOIN evaluation_subject AS subject ON result.subject = subject.subject
WHERE result.unit = 'parcel';
