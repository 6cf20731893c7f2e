-- Score, rank and grade of each enterprise under each rule pack (企业法), for planners and exports.
-- Grain: pack × enterprise × year. Key: (pack_id, enterprise_id, year). Units: score and bonus in points, 万元, 亩.
-- Rule: see evaluation_rank.sql; version is the pack's at the time of the build. evaluated_* are tax and land under the
-- pack's caliber, of the landlord with its tenants where the pack merges them.
CREATE OR REPLACE VIEW evaluation AS
SELECT
    pack.pack_id,
    member.enterprise_id,
    member.year,
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
    subject.land_mu AS evaluated_land_mu,
    merged.grade AS merged_grade,
    CAST(merged.rank AS INTEGER) AS merged_rank
FROM evaluation_rank AS result
INNER JOIN active_pack AS pack ON result.pack = pack.pack
INNER JOIN evaluation_subject AS subject ON result.subject = subject.subject
INNER JOIN evaluation_member AS member ON subject.subject = member.subject
LEFT JOIN evaluation_rank AS merged ON member.merged_subject = merged.subject AND result.pack = merged.pack
WHERE result.unit <> 'parcel';
