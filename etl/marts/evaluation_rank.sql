-- Rank and grade of everybody in each size group, before and after veto and protection (domain notes 1.5).
-- Grain: pack × unit × subject × year. Key: (pack_id, unit, subject_id, year).
-- Rule: rank by score + bonus, ties share a rank (compared to the sixth decimal). A grade reaches to rank
-- ceil(group size × its cut): with 20 firms and cuts 0.20/0.75/0.95 ranks 1–4 are A, 5–15 B, 16–19 C, 20 D; a class may be
-- empty. A veto makes A and B a C; protection, and being new where the pack protects new enterprises, make D a C.
-- Who does not take part, or has no base to be scored against, is T with the reason.
CREATE OR REPLACE TABLE evaluation_rank AS
WITH totals AS (
    SELECT
        pack_id,
        unit,
        subject_id,
        year,
        CASE WHEN COUNT(score) = COUNT(*) THEN SUM(score) END AS score
    FROM evaluation_score
    GROUP BY pack_id, unit, subject_id, year
),
cases AS (
    SELECT
        enterprise_id,
        year,
        SUM(CASE kind WHEN 'bonus' THEN points WHEN 'penalty' THEN -points END) AS bonus,
        MIN(CASE WHEN kind = 'veto' THEN reason END) AS veto,
        MIN(CASE WHEN kind = 'protect' THEN reason END) AS protection
    FROM unique_evaluation_case
    GROUP BY enterprise_id, year
),
entered AS (
    SELECT
        candidate.*,
        pack.new_treatment,
        pack.new_years,
        totals.score,
        COALESCE(cases.bonus, 0) AS bonus,
        cases.veto,
        cases.protection,
        CASE
            WHEN candidate.participation = 'participates' AND totals.score IS NULL THEN 'no_base'
            ELSE candidate.participation
        END AS state
    FROM evaluation_candidate AS candidate
    INNER JOIN active_pack AS pack ON candidate.pack_id = pack.pack_id
    LEFT JOIN totals
        ON candidate.pack_id = totals.pack_id
        AND candidate.unit = totals.unit
        AND candidate.subject_id = totals.subject_id
        AND candidate.year = totals.year
    LEFT JOIN cases
        ON candidate.unit = 'enterprise'
        AND candidate.subject_id = cases.enterprise_id
        AND candidate.year = cases.year
),
ranked AS (
    SELECT
        *,
        RANK() OVER (
            PARTITION BY pack_id, unit, year, size_group ORDER BY ROUND(score + bonus, 6) DESC
        ) AS place,
        COUNT(*) OVER (PARTITION BY pack_id, unit, year, size_group) AS group_size
    FROM entered
    WHERE state = 'participates'
),
graded AS (
    SELECT ranked.pack_id, ranked.unit, ranked.subject_id, ranked.year, MIN(cut.grade) AS rank_grade
    FROM ranked
    INNER JOIN rule_cut AS cut
        ON ranked.pack_id = cut.pack_id AND ranked.place <= CEIL(ROUND(ranked.group_size * cut.reaches, 6))
    GROUP BY ranked.pack_id, ranked.unit, ranked.subject_id, ranked.year
)
SELECT
    entered.pack_id,
    entered.unit,
    entered.subject_id,
    entered.year,
    entered.size_group,
    entered.state AS participation,
    CASE WHEN entered.state = 'participates' THEN entered.score END AS score,
    CASE WHEN entered.state = 'participates' THEN entered.bonus END AS bonus,
    ranked.place AS rank,
    ranked.group_size,
    graded.rank_grade,
    CASE
        WHEN entered.state <> 'participates' THEN 'T'
        WHEN entered.veto IS NOT NULL AND graded.rank_grade IN ('A', 'B') THEN 'C'
        WHEN entered.protection IS NOT NULL AND graded.rank_grade = 'D' THEN 'C'
        WHEN entered.is_new AND entered.new_treatment = 'protect' AND graded.rank_grade = 'D' THEN 'C'
        ELSE graded.rank_grade
    END AS grade,
    CASE
        WHEN entered.state = 'exempt' THEN '不参评'
        WHEN entered.state = 'new' THEN '登记不满 ' || entered.new_years || ' 年'
        WHEN entered.state = 'no_size' THEN '规模不明'
        WHEN entered.state = 'no_tax' THEN '无税收数据'
        WHEN entered.state = 'no_land' THEN '无用地或用地不大于零'
        WHEN entered.state = 'too_small' THEN '用地低于参评下限'
        WHEN entered.state = 'no_base' THEN '基准无法计算'
        WHEN entered.veto IS NOT NULL AND graded.rank_grade IN ('A', 'B') THEN '一票否决：' || entered.veto
        WHEN entered.protection IS NOT NULL AND graded.rank_grade = 'D' THEN '保护：' || entered.protection
        WHEN entered.is_new AND entered.new_treatment = 'protect' AND graded.rank_grade = 'D'
            THEN '登记不满 ' || entered.new_years || ' 年，不评为 D'
    END AS override_reason
FROM entered
LEFT JOIN ranked
    ON entered.pack_id = ranked.pack_id
    AND entered.unit = ranked.unit
    AND entered.subject_id = ranked.subject_id
    AND entered.year = ranked.year
LEFT JOIN graded
    ON entered.pack_id = graded.pack_id
    AND entered.unit = graded.unit
    AND entered.subject_id = graded.subject_id
    AND entered.year = graded.year;
