-- Plots of park standardisation, as their ledgers say.
-- Grain: plot. Key: plot_id (the plot's number, else its name with the park). Units: floor in m², land in 亩.
-- Rule: of ledgers of several months the latest holds: by the month that a ledger names, else by the day it was received.
-- A park that no file outlines is kept by its name.
CREATE OR REPLACE TABLE park_plot AS
WITH placed AS (
    SELECT
        *,
        ROW_NUMBER() OVER (
            PARTITION BY plot_id
            ORDER BY COALESCE(month, received_on) DESC, received_on DESC, file_id, sheet, row_number
        ) AS place
    FROM unique_park_plot
),
named_park AS (
    SELECT UPPER(name) AS name, MIN(park_id) AS park_id FROM park GROUP BY UPPER(name)
)
SELECT
    placed.plot_id,
    COALESCE(placed.plot_name, placed.plot_id) AS plot_name,
    named_park.park_id,
    placed.park_name,
    placed.route,
    placed.responsible_unit,
    placed.land_mu,
    placed.old_floor_m2,
    placed.planned_floor_m2,
    placed.done_floor_m2,
    placed.progress_pct,
    placed.stage,
    COALESCE(LAST_DAY(placed.month), placed.received_on) AS told_on
FROM placed
LEFT JOIN named_park ON UPPER(placed.park_name) = named_park.name
WHERE placed.place = 1;
