-- By which subject an enterprise is graded, and which merged one stands beside it.
-- Grain: caliber × enterprise × year. Key: (caliber, enterprise_id, year).
-- Rule: an enterprise is its own subject, save where the tenant policy is merge: then everybody on a landlord's parcels
-- shares that unit's result. Under the policy both merged_subject is the unit's result beside its own.
CREATE OR REPLACE TABLE evaluation_member AS
WITH units AS (
    SELECT unit.caliber, unit.enterprise_id, unit.year, subject.subject
    FROM evaluation_unit AS unit
    INNER JOIN evaluation_subject AS subject
        ON unit.caliber = subject.caliber
        AND subject.unit = 'merged'
        AND unit.unit_id = subject.subject_id
        AND unit.year = subject.year
    WHERE unit.place = 1
)
SELECT
    figures.caliber,
    figures.enterprise_id,
    figures.year,
    COALESCE(own.subject, units.subject) AS subject,
    CASE WHEN own.subject IS NOT NULL THEN units.subject END AS merged_subject
FROM evaluation_figures AS figures
LEFT JOIN evaluation_subject AS own
    ON figures.caliber = own.caliber
    AND own.unit = 'enterprise'
    AND figures.enterprise_id = own.subject_id
    AND figures.year = own.year
LEFT JOIN units
    ON figures.caliber = units.caliber AND figures.enterprise_id = units.enterprise_id AND figures.year = units.year;
