-- The honours that are valid in a year, and on which rung of the ladder an enterprise counts.
-- Grain: enterprise × honour × year. Key: (enterprise_id, honour_code, year). Years: those of enterprise_year.
-- Rule: valid in a year is status 认定 or 复核通过, granted on or before the year's last day, and valid_to empty or not
-- before that day. On the ladder 创新型 → 专精特新 → 小巨人 → 单项冠军 an enterprise counts once, at its highest valid rung.
CREATE OR REPLACE TABLE honour_year AS
WITH valid AS (
    SELECT
        honour.enterprise_id,
        honour.honour_code,
        known_year.year,
        MIN(CASE honour.level WHEN '国' THEN 1 WHEN '省' THEN 2 WHEN '市' THEN 3 WHEN '区' THEN 4 END) AS level_place,
        MIN(
            CASE honour.honour_code
                WHEN 'innovative_sme' THEN 1
                WHEN 'specialised' THEN 2
                WHEN 'little_giant' THEN 3
                WHEN 'champion' THEN 4
            END
        ) AS rung
    FROM honour
    INNER JOIN (SELECT DISTINCT year FROM enterprise_year) AS known_year
        ON honour.granted_on <= MAKE_DATE(known_year.year, 12, 31)
        AND (honour.valid_to IS NULL OR honour.valid_to >= MAKE_DATE(known_year.year, 12, 31))
    WHERE honour.status IN ('granted', 'renewed')
    GROUP BY honour.enterprise_id, honour.honour_code, known_year.year
)
SELECT
    enterprise_id,
    honour_code,
    year,
    CASE level_place WHEN 1 THEN '国' WHEN 2 THEN '省' WHEN 3 THEN '市' WHEN 4 THEN '区' END AS level,
    COALESCE(rung = MAX(rung) OVER (PARTITION BY enterprise_id, year), TRUE) AS counts
FROM valid;
