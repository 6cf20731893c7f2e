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
scored AS (
    SELECT
        candidate.pack,
        candidate.subject,
        candidate.unit,
        candidate.year,
        candidate.size_group,
        totals.score,
        CASE
            WHEN subject.bonus > pack.bonus_limit THEN pack.bonus_limit
            WHEN subject.bonus < -pack.penalty_limit THEN -pack.penalty_limit
            ELSE subject.bonus
        END AS bonus
    FROM totals
    INNER JOIN evaluation_candidate AS candidate
        ON totals.pack = candidate.pack AND totals.subject = candidate.subject
    INNER JOIN evaluation_subject AS subject ON totals.subject = subject.subject
    INNER JOIN active_pack AS pack ON totals.pack = pack.pack
    WHERE totals.score IS NOT NULL
),
placed AS (
    SELECT
        pack,
        subject,
        score,
        bonus,
        RANK() OVER (PARTITION BY pack, unit, year, size_group ORDER BY ROUND(score + bonus, 6) DESC) AS place,
        COUNT(*) OVER (PARTITION BY pack, unit, year, size_group) AS places
    FROM scored
),
graded AS (
    SELECT
        candidate.pack,
        candidate.subject,
        candidate.unit,
        candidate.year,
        candidate.size_group,
        CASE
            WHEN candidate.participation = 'participates' AND placed.place IS NULL THEN 'no_base'
            ELSE candidate.participation
        END AS participation,
        candidate.is_new AND pack.new_treatment = 'protect' AS is_protected_as_new,
        pack.new_years,
        pack.veto_grade,
        pack.protect_grade,
        subject.subject_id,
        subject.inherits_from,
        subject.veto,
        subject.protection,
        placed.score,
        placed.bonus,
        placed.place,
        placed.places,
        CASE
            WHEN placed.place <= CEIL(ROUND(placed.places * pack.reach_a, 6)) THEN 'A'
            WHEN placed.place <= CEIL(ROUND(placed.places * pack.reach_b, 6)) THEN 'B'
            WHEN placed.place <= CEIL(ROUND(placed.places * pack.reach_c, 6)) THEN 'C'
            WHEN placed.place IS NOT NULL THEN 'D'
        END AS rank_grade
    FROM evaluation_candidate AS candidate
    INNER JOIN evaluation_subject AS subject ON candidate.subject = subject.subject
    INNER JOIN active_pack AS pack ON candidate.pack = pack.pack
    LEFT JOIN placed ON candidate.pack = placed.pack AND candidate.subject = placed.subject
),
settled AS (
    SELECT
        *,
        CASE
            WHEN rank_grade IS NULL THEN 'T'
            WHEN veto IS NOT NULL AND rank_grade < veto_grade THEN veto_grade
            WHEN rank_grade > protect_grade AND (protection IS NOT NULL OR is_protected_as_new) THEN protect_grade
            ELSE rank_grade
        END AS own_grade
    FROM graded
),
landlords AS (
    SELECT pack, unit, year, subject_id, own_grade
    FROM settled
    WHERE subject_id IN (SELECT inherits_from FROM evaluation_subject WHERE inherits_from IS NOT NULL)
)
SELECT
    settled.pack,
    settled.subject,
    settled.unit,
    settled.size_group,
    settled.participation,
    settled.score,
    settled.bonus,
    settled.place AS rank,
    settled.places AS group_size,
    settled.rank_grade,
    CASE WHEN settled.participation = 'inherits' THEN COALESCE(landlords.own_grade, 'T') ELSE settled.own_grade END AS grade,
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
LEFT JOIN landlords
    ON settled.pack = landlords.pack
    AND settled.unit = landlords.unit
    AND settled.year = landlords.year
    AND settled.inherits_from = landlords.subject_id;
