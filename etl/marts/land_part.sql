-- How an enterprise's yearly figures are shared out to its parcels (地块法).
-- Grain: parcel × enterprise × year. Key: (parcel_id, enterprise_id, year). Units: part is a share of 1.
-- Rule: in proportion to the land that it uses on each (domain notes 1.7), or, where it lets all of its land, in
-- proportion to the land that it holds: nothing of a figure is lost. NULL where no land of it is known.
CREATE OR REPLACE TABLE land_part AS
WITH held AS (
    SELECT
        enterprise_id,
        parcel_id,
        year,
        SUM(CASE WHEN land_share_mu > 0 THEN land_share_mu ELSE 0 END) AS used_mu,
        SUM(COALESCE(land_gross_mu, 0)) AS held_mu
    FROM occupancy
    GROUP BY enterprise_id, parcel_id, year
),
weighed AS (
    SELECT
        *,
        SUM(used_mu) OVER (PARTITION BY enterprise_id, year) AS all_used_mu,
        SUM(held_mu) OVER (PARTITION BY enterprise_id, year) AS all_held_mu
    FROM held
)
SELECT
    parcel_id,
    enterprise_id,
    year,
    CASE
        WHEN all_used_mu > 0 THEN used_mu / all_used_mu
        WHEN all_held_mu > 0 THEN held_mu / all_held_mu
    END AS part
FROM weighed;
