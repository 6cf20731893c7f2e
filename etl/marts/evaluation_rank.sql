-- Rank and grade of everybody in each size group, before and after veto and protection (domain notes 1.5).
-- Grain: pack × subject. Key: (pack, subject), both numbers.
-- Rule: rank by score + bonus, ties share a rank (compared to the sixth decimal). A grade reaches to rank
-- ceil(group size × its cut): with 20 firms and cuts 0.20/0.75/0.95 ranks 1–4 are A, 5–15 B, 16–19 C, 20 D; a class may be
-- empty. A veto holds a subject down to the pack's veto_grade; protection, and being new where the pack protects new
-- enterprises, lift it to protect_grade (C and C unless the pack says otherwise). Bonus and penalty count up to the
-- pack's limits. Who does not take part, or has no base to be scored against, is T with the reason; a tenant that
-- inherits has its landlord's grade.
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
        pack.veto_grade,
        pack.protect_grade,
        pack.reach_a,
        pack.reach_b,
        pack.reach_c,
        totals.score,
        CASE
            WHEN subject.bonus > pack.bonus_limit THEN pack.bonus_limit
            WHEN subject.bonus < -pack.penalty_limit THEN -pack.penalty_limit
            ELSE subject.bonus
        END AS bonus,
        subject.subject_id,
        subject.inherits_from,
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
),
settled AS (
    SELECT
        *,
        CASE
            WHEN participation <> 'participates' THEN 'T'
            WHEN veto IS NOT NULL AND rank_grade < veto_grade THEN veto_grade
            WHEN rank_grade > protect_grade AND (protection IS NOT NULL OR is_protected_as_new) THEN protect_grade
            ELSE rank_grade
        END AS own_grade
    FROM graded
)
SELECT
    settled.pack,
    settled.subject,
    settled.unit,
    settled.size_group,
    settled.participation,
    CASE WHEN settled.participation = 'participates' THEN settled.score END AS score,
    CASE WHEN settled.participation = 'participates' THEN settled.bonus END AS bonus,
    CASE WHEN settled.participation = 'participates' THEN settled.place END AS rank,
    CASE WHEN settled.participation = 'participates' THEN settled.places END AS group_size,
    settled.rank_grade,
    CASE WHEN settled.participation = 'inherits' THEN COALESCE(landlord.own_grade, 'T') ELSE settled.own_grade END AS grade,
    CASE
        WHEN settled.participation = 'exempt' THEN '不参评'
        WHEN settled.participation = 'inherits' THEN '小微承租企业，随出租方评级'
        WHEN settled.participation = 'new' THEN '登记不满 ' || settled.new_years || ' 年'
        WHEN settled.participation = 'no_size' THEN '规模不明'
        WHEN settled.participation = 'out_of_scope' THEN '不在口径的评价范围'
        WHEN settled.participation = 'no_tax' THEN '无税收数据'
        WHEN settled.participation = 'no_land' THEN '无用地或用地不大于零'
        WHEN settled.participation = 'too_small' THEN '用地低于参评下限'
        WHEN settled.participation = 'no_base' THEN '基准无法计算'
        WHEN settled.veto IS NOT NULL AND settled.rank_grade < settled.veto_grade THEN '一票否决：' || settled.veto
        WHEN settled.rank_grade > settled.protect_grade AND settled.protection IS NOT NULL THEN '保护：' || settled.protection
        WHEN settled.rank_grade > settled.protect_grade AND settled.is_protected_as_new
            THEN '登记不满 ' || settled.new_years || ' 年，不评为 ' || settled.rank_grade
    END AS override_reason
FROM settled
LEFT JOIN settled AS landlord
    ON settled.pack = landlord.pack
    AND settled.unit = landlord.unit
    AND settled.year = landlord.year
    AND settled.inherits_from = landlord.subject_id;
