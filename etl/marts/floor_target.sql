-- How much floor of high-standard plants a year is to bring.
-- Grain: year with a target. Key: year. Units: target_m2 in m².
-- Rule: a target without a unit of area is none.
CREATE OR REPLACE TABLE floor_target AS
SELECT
    year,
    CASE target_unit WHEN '万平方米' THEN target * 10000 ELSE target END AS target_m2
FROM target
WHERE indicator = '新增高标准厂房面积' AND target IS NOT NULL AND target_unit IN ('万平方米', '平方米');
