-- Whose land an enterprise stands on, for the tenant policies that look at landlord and tenants together (domain notes 1.7).
-- Grain: caliber × enterprise × year × unit. Key: (caliber, enterprise_id, year, unit_id). Units: part is a share of 1, 亩.
-- Rule: a unit is everybody on the parcels of one owner, or on one parcel whose owner is no known enterprise; an
-- enterprise without a share of any parcel is a unit of its own. `part` is how much of its figures belong to the unit,
-- `place` 1 is the unit where most of it stands. Only calibers that merge or inherit have rows.
CREATE OR REPLACE TABLE evaluation_unit AS
WITH looked_at AS (
    SELECT * FROM evaluation_caliber WHERE tenant_policy <> 'apportion'
),
placed AS (
    SELECT
        looked_at.caliber,
        land_part.enterprise_id,
        land_part.year,
        COALESCE(parcel.owner_id, 'parcel:' || land_part.parcel_id) AS unit_id,
        SUM(land_part.part) AS part,
        CASE
            WHEN COUNT(land_part.land_share_mu) = COUNT(*)
                THEN SUM(
                    land_part.land_share_mu
                    - CASE WHEN looked_at.counts_vacant THEN 0 ELSE COALESCE(land_part.vacant_mu, 0) END
                )
        END AS land_mu
    FROM looked_at
    INNER JOIN land_part ON looked_at.area_caliber = land_part.area_caliber
    LEFT JOIN parcel ON land_part.parcel_id = parcel.parcel_id
    WHERE land_part.part IS NOT NULL
    GROUP BY looked_at.caliber, land_part.enterprise_id, land_part.year, COALESCE(parcel.owner_id, 'parcel:' || land_part.parcel_id)
),
alone AS (
    SELECT
        figures.caliber,
        figures.enterprise_id,
        figures.year,
        figures.enterprise_id AS unit_id,
        1.0 AS part,
        figures.land_mu
    FROM evaluation_figures AS figures
    INNER JOIN looked_at ON figures.caliber = looked_at.caliber
    LEFT JOIN (SELECT DISTINCT caliber, enterprise_id, year FROM placed) AS known
        ON figures.caliber = known.caliber AND figures.enterprise_id = known.enterprise_id AND figures.year = known.year
    WHERE known.enterprise_id IS NULL
),
everybody AS (
    SELECT * FROM placed
    UNION ALL
    SELECT * FROM alone
)
SELECT
    everybody.caliber,
    everybody.enterprise_id,
    everybody.year,
    everybody.unit_id,
    everybody.part,
    everybody.land_mu,
    ROW_NUMBER() OVER (
        PARTITION BY everybody.caliber, everybody.enterprise_id, everybody.year
        ORDER BY everybody.part DESC, everybody.unit_id
    ) AS place
FROM everybody;
