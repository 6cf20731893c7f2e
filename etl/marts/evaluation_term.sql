-- The terms of each enterprise's score, one line an indicator, so that a grade can be explained.
-- Grain: pack × enterprise × year × indicator. Key: (pack_id, enterprise_id, year, indicator).
-- Units: value and base in the indicator's unit, weight and score in points.
-- Rule: see evaluation_score.sql.
CREATE OR REPLACE VIEW evaluation_term AS
SELECT
    pack.pack_id,
    member.enterprise_id,
    member.year,
    term.indicator,
    pack.version,
    term.value,
    term.base,
    term.weight,
    term.score,
    term.note
FROM evaluation_score AS term
INNER JOIN active_pack AS pack ON term.pack = pack.pack
INNER JOIN evaluation_member AS member ON term.subject = member.subject;
