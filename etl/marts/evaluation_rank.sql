-- Rank and grade of everybody in each size group, before and after veto and protection (domain notes 1.5).
-- Grain: pack × subject. Key: (pack, subject), both numbers.
-- Rule: rank by score + bonus, ties share a rank (compared to the sixth decimal). A grade reaches to rank
-- ceil(group size × its cut): with 20 firms and cuts 0.20/0.75/0.95 ranks 1–4 are A, 5–15 B, 16–19 C, 20 D; a class may be
-- empty. A veto makes A and B a C; protection, and being new where the pack protects new enterprises, make D a C.
-- Who does not take part, or has no base to be scored against, is T with the reason.
CREATE OR REPLACE TABLE evaluation_rank AS
WITH totals AS (
    SELECT pack, subject, CASE WHEN COUNT(score) = COUNT(*) THEN SUM(score) END AS score
    FROM evaluation_score
    GROUP BY pack, subject
),
entered AS (
    SELECT
        candidate.pack,
        candidate.subject,
        candidate.unit,
        candidate.year,
        candidate.size_group,
        candidate.is_new AND pack.new_treatment = 'protect' AS is_protected_as_new,
        pack.new_years,
        pack.reach_a,
        pack.reach_b,
        pack.reach_c,
        totals.score,
        subject.bonus,
        subject.veto,
        subject.protection,
        CASE
            WHEN candidate.participation = 'participates' AND totals.score IS NULL THEN 'no_base'
            ELSE candidate.participation
        END AS participation
    FROM evaluation_candidate AS candidate
    INNER JOIN evaluation_subject AS subject ON candidate.subject = subject.subject
    INNER JOIN active_pack AS pack ON candidate.pack = pack.pack
    LEFT JOIN totals ON candidate.pack = totals.pack AND candidate.subject = totals.subject
),
placed AS (
    SELECT
        *,
        RANK() OVER (
            PARTITION BY participation, pack, unit, year, size_group ORDER BY ROUND(score + bonus, 6) DESC
        ) AS place,
        COUNT(*) OVER (PARTITION BY participation, pack, unit, year, size_group) AS places
    FROM entered
),
graded AS (
    SELECT
        *,
        CASE
            WHEN participation <> 'participates' THEN NULL
            WHEN place <= CEIL(ROUND(places * reach_a, 6)) THEN 'A'
            WHEN place <= CEIL(ROUND(places * reach_b, 6)) THEN 'B'
            WHEN place <= CEIL(ROUND(places * reach_c, 6)) THEN 'C'
            ELSE 'D'
        END AS rank_grade
    FROM placed
)
SELECT
    pack,
    subject,
    unit,
    size_group,
    participation,
    CASE WHEN participation = 'participates' THEN score END AS score,
    CASE WHEN participation = 'participates' THEN bonus END AS bonus,
    CASE WHEN participation = 'participates' THEN place END AS rank,
    CASE WHEN participation = 'participates' THEN places END AS group_size,
    rank_grade,
    CASE
        WHEN participation <> 'participates' THEN 'T'
        WHEN veto IS NOT NULL AND rank_grade IN ('A', 'B') THEN 'C'
        WHEN rank_grade = 'D' AND (protection IS NOT NULL OR is_protected_as_new) THEN 'C'
        ELSE rank_grade
    END AS grade,
    CASE
        WHEN participation = 'exempt' THEN '不参评'
        WHEN participation = 'new' THEN '登记不满 ' || new_years || ' 年'
        WHEN participation = 'no_size' THEN '规模不明'
        WHEN participation = 'no_tax' THEN '无税收数据'
        WHEN participation = 'no_land' THEN '无用地或用地不大于零'
        WHEN participation = 'too_small' THEN '用地低于参评下限'
        WHEN participation = 'no_base' THEN '基准无法计算'
        WHEN veto IS NOT NULL AND rank_grade IN ('A', 'B') THEN '一票否决：' || veto
        WHEN rank_grade = 'D' AND protection IS NOT NULL THEN '保护：' || protection
        WHEN rank_grade = 'D' AND is_protected_as_new THEN '登记不满 ' || new_years || ' 年，不评为 D'
    END AS override_reason
FROM graded;
