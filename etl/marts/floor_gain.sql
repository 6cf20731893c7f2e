-- The floor of high-standard plants that a completed case brings, in the month of its completion.
-- Grain: completed case of a plot or of a firm. Key: (works_kind, case_id). Units: floor_m2 in m²; not stated is NULL.
-- Rule: a case is complete with the actual day of 竣工. A plot brings what is built, else what is planned; a firm what its
-- case adds. A firm's case on a parcel of a plot is that plot's, and not counted again.
CREATE OR REPLACE TABLE floor_gain AS
WITH completed AS (
    SELECT
        works_kind,
        case_id,
        MAKE_DATE(
            CAST(EXTRACT(YEAR FROM actual_on) AS INTEGER), CAST(EXTRACT(MONTH FROM actual_on) AS INTEGER), 1
        ) AS month
    FROM works_stage
    WHERE stage = '竣工' AND actual_on IS NOT NULL
),
of_plots AS (
    SELECT DISTINCT upgrade.case_id
    FROM works_parcel AS upgrade
    INNER JOIN works_parcel AS plot ON upgrade.parcel_id = plot.parcel_id AND plot.works_kind = 'park_plot'
    WHERE upgrade.works_kind = 'self_upgrade'
)
SELECT
    completed.works_kind,
    completed.case_id,
    completed.month,
    COALESCE(park_plot.done_floor_m2, park_plot.planned_floor_m2) AS floor_m2
FROM completed
INNER JOIN park_plot ON completed.case_id = park_plot.plot_id
WHERE completed.works_kind = 'park_plot'
UNION ALL
SELECT completed.works_kind, completed.case_id, completed.month, self_upgrade.new_floor_m2
FROM completed
INNER JOIN self_upgrade ON completed.case_id = self_upgrade.upgrade_id
LEFT JOIN of_plots ON completed.case_id = of_plots.case_id
WHERE completed.works_kind = 'self_upgrade' AND of_plots.case_id IS NULL;
