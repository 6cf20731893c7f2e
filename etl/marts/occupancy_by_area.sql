-- Who uses which parcel in which year, and how much land that comes to (domain notes 1.7).
-- Grain: area caliber × parcel × enterprise × year × kind. Key: the same. Units: area_m2 in m², land_* and vacant_mu in 亩.
-- Rule: a floor lease counts parcel land × leased floor / total floor; a land lease its own area; the owner keeps the
-- rest, vacant and common floor included. Of each parcel and year the shares add up to the parcel's land:
--   * leases that add up to more floor than the parcel has share the parcel among themselves by floor;
--   * leases that add up to more land than the parcel has are scaled down to it;
--   * a sublease is taken from the tenant who grants it where that tenant's own lease is known and covers what it
--     sublets; any other lease is taken from the owners.
-- A parcel with a known owner and no stated own use is its owner's own use in every year of the data; a tenancy
-- without a year holds for every year. A share that cannot be computed is NULL, never 0.
-- vacant_mu is what of the owner's share stands for floor that a file says is empty; NULL where none says so.
CREATE OR REPLACE TABLE occupancy_by_area AS
WITH years AS (
    SELECT year FROM unique_tax
    UNION
    SELECT year FROM unique_operation_year
    UNION
    SELECT year FROM unique_occupancy WHERE year IS NOT NULL
),
stated AS (
    SELECT
        tenancy.parcel_id,
        tenancy.enterprise_id,
        years.year,
        COALESCE(
            tenancy.kind,
            CASE WHEN tenancy.enterprise_id = parcel.owner_id THEN 'own' ELSE 'lease_floor' END
        ) AS kind,
        tenancy.area_m2,
        tenancy.lease_ends_on,
        tenancy.counterparty_id
    FROM unique_occupancy AS tenancy
    INNER JOIN years ON tenancy.year IS NULL OR tenancy.year = years.year
    LEFT JOIN parcel ON tenancy.parcel_id = parcel.parcel_id
),
occupied AS (
    SELECT
        parcel_id,
        enterprise_id,
        year,
        kind,
        SUM(area_m2) AS area_m2,
        MIN(lease_ends_on) AS lease_ends_on,
        MIN(counterparty_id) AS counterparty_id
    FROM stated
    GROUP BY parcel_id, enterprise_id, year, kind
    UNION ALL
    SELECT
        parcel.parcel_id,
        parcel.owner_id AS enterprise_id,
        years.year,
        'own' AS kind,
        CAST(NULL AS DOUBLE) AS area_m2,
        CAST(NULL AS DATE) AS lease_ends_on,
        CAST(NULL AS VARCHAR) AS counterparty_id
    FROM parcel
    CROSS JOIN years
    LEFT JOIN (SELECT DISTINCT parcel_id, year FROM stated WHERE kind = 'own') AS owned
        ON parcel.parcel_id = owned.parcel_id AND years.year = owned.year
    WHERE parcel.owner_id IS NOT NULL AND owned.parcel_id IS NULL
),
tenants AS (
    SELECT DISTINCT parcel_id, year, enterprise_id FROM occupied WHERE kind <> 'own'
),
calibers AS (
    SELECT 'priority' AS area_caliber
    UNION ALL SELECT 'certificate' AS area_caliber
    UNION ALL SELECT 'measured' AS area_caliber
    UNION ALL SELECT 'declared' AS area_caliber
),
let_out AS (
    SELECT
        calibers.area_caliber,
        occupied.parcel_id,
        occupied.enterprise_id,
        occupied.year,
        occupied.kind,
        occupied.area_m2,
        tenants.enterprise_id AS granted_by,
        parcel_area.land_mu AS parcel_mu,
        COALESCE(parcel.floor_m2, parcel.far * parcel.land_mu * 2000 / 3) AS floor_m2
    FROM occupied
    CROSS JOIN calibers
    LEFT JOIN parcel ON occupied.parcel_id = parcel.parcel_id
    LEFT JOIN parcel_area
        ON occupied.parcel_id = parcel_area.parcel_id AND calibers.area_caliber = parcel_area.area_caliber
    LEFT JOIN tenants
        ON occupied.parcel_id = tenants.parcel_id
        AND occupied.year = tenants.year
        AND occupied.counterparty_id = tenants.enterprise_id
        AND occupied.enterprise_id <> tenants.enterprise_id
    WHERE occupied.kind <> 'own'
),
sized AS (
    SELECT
        *,
        CASE
            WHEN kind = 'lease_land' THEN area_m2 * 3 / 2000
            WHEN floor_m2 > 0 THEN parcel_mu * area_m2 / floor_m2
        END AS size_mu
    FROM let_out
),
held AS (
    SELECT
        area_caliber,
        parcel_id,
        year,
        enterprise_id,
        CASE WHEN COUNT(size_mu) = COUNT(*) THEN SUM(size_mu) END AS all_mu,
        SUM(CASE WHEN kind = 'lease_land' THEN size_mu ELSE 0 END) AS bare_land_mu
    FROM sized
    GROUP BY area_caliber, parcel_id, year, enterprise_id
),
promised AS (
    SELECT
        area_caliber,
        parcel_id,
        year,
        granted_by,
        SUM(size_mu) AS all_mu,
        SUM(CASE WHEN kind = 'lease_land' THEN size_mu ELSE 0 END) AS bare_land_mu
    FROM sized
    WHERE granted_by IS NOT NULL
    GROUP BY area_caliber, parcel_id, year, granted_by
),
covered AS (
    SELECT promised.area_caliber, promised.parcel_id, promised.year, promised.granted_by
    FROM promised
    INNER JOIN held
        ON promised.area_caliber = held.area_caliber
        AND promised.parcel_id = held.parcel_id
        AND promised.year = held.year
        AND promised.granted_by = held.enterprise_id
    WHERE promised.all_mu <= held.all_mu + 0.0001 AND promised.bare_land_mu <= held.bare_land_mu + 0.0001
),
leases AS (
    SELECT sized.*, covered.granted_by AS sublet_by
    FROM sized
    LEFT JOIN covered
        ON sized.area_caliber = covered.area_caliber
        AND sized.parcel_id = covered.parcel_id
        AND sized.year = covered.year
        AND sized.granted_by = covered.granted_by
),
leased_floor AS (
    SELECT area_caliber, parcel_id, year, SUM(area_m2) AS floor_m2
    FROM leases
    WHERE kind = 'lease_floor' AND sublet_by IS NULL
    GROUP BY area_caliber, parcel_id, year
),
claims AS (
    SELECT
        leases.area_caliber,
        leases.parcel_id,
        leases.enterprise_id,
        leases.year,
        leases.kind,
        leases.sublet_by,
        leases.parcel_mu,
        CASE
            WHEN leases.kind = 'lease_land' THEN leases.area_m2 * 3 / 2000
            WHEN leases.floor_m2 > 0 THEN
                leases.parcel_mu * leases.area_m2
                / CASE WHEN leased_floor.floor_m2 > leases.floor_m2 THEN leased_floor.floor_m2 ELSE leases.floor_m2 END
        END AS claim_mu
    FROM leases
    LEFT JOIN leased_floor
        ON leases.area_caliber = leased_floor.area_caliber
        AND leases.parcel_id = leased_floor.parcel_id
        AND leases.year = leased_floor.year
),
claimed AS (
    SELECT area_caliber, parcel_id, year, SUM(claim_mu) AS claim_mu
    FROM claims
    WHERE sublet_by IS NULL
    GROUP BY area_caliber, parcel_id, year
),
granted AS (
    SELECT
        claims.area_caliber,
        claims.parcel_id,
        claims.enterprise_id,
        claims.year,
        claims.kind,
        claims.sublet_by,
        claims.claim_mu
        * CASE WHEN claimed.claim_mu > claims.parcel_mu THEN claims.parcel_mu / claimed.claim_mu ELSE 1 END AS gross_mu
    FROM claims
    LEFT JOIN claimed
        ON claims.area_caliber = claimed.area_caliber
        AND claims.parcel_id = claimed.parcel_id
        AND claims.year = claimed.year
),
sublet AS (
    SELECT area_caliber, parcel_id, year, sublet_by AS enterprise_id, SUM(gross_mu) AS out_mu
    FROM granted
    WHERE sublet_by IS NOT NULL
    GROUP BY area_caliber, parcel_id, year, sublet_by
),
let AS (
    SELECT area_caliber, parcel_id, year, SUM(gross_mu) AS out_mu
    FROM granted
    WHERE sublet_by IS NULL
    GROUP BY area_caliber, parcel_id, year
),
owners AS (
    SELECT
        parcel_id,
        enterprise_id,
        year,
        area_m2,
        CASE
            WHEN COUNT(area_m2) OVER (PARTITION BY parcel_id, year) = COUNT(*) OVER (PARTITION BY parcel_id, year)
                AND SUM(area_m2) OVER (PARTITION BY parcel_id, year) > 0
                THEN area_m2 / SUM(area_m2) OVER (PARTITION BY parcel_id, year)
            ELSE 1.0 / COUNT(*) OVER (PARTITION BY parcel_id, year)
        END AS part
    FROM occupied
    WHERE kind = 'own'
),
empty_floor AS (
    SELECT
        parcel.parcel_id,
        years.year,
        CASE
            WHEN parcel.floor_m2 > 0 THEN
                LEAST(parcel.vacant_floor_m2, GREATEST(parcel.floor_m2 - COALESCE(leased_floor.floor_m2, 0), 0))
                / parcel.floor_m2
        END AS part
    FROM parcel
    CROSS JOIN years
    LEFT JOIN leased_floor
        ON parcel.parcel_id = leased_floor.parcel_id
        AND years.year = leased_floor.year
        AND leased_floor.area_caliber = 'priority'
    WHERE parcel.vacant_floor_m2 IS NOT NULL
),
shares AS (
    SELECT
        calibers.area_caliber,
        owners.parcel_id,
        owners.enterprise_id,
        owners.year,
        'own' AS kind,
        parcel_area.land_mu * owners.part AS gross_mu,
        COALESCE(let.out_mu, 0) * owners.part AS out_mu,
        CASE
            WHEN empty_floor.part IS NOT NULL THEN
                LEAST(parcel_area.land_mu * empty_floor.part, GREATEST(parcel_area.land_mu - COALESCE(let.out_mu, 0), 0))
                * owners.part
        END AS vacant_mu
    FROM owners
    CROSS JOIN calibers
    LEFT JOIN parcel_area
        ON owners.parcel_id = parcel_area.parcel_id AND calibers.area_caliber = parcel_area.area_caliber
    LEFT JOIN let
        ON calibers.area_caliber = let.area_caliber AND owners.parcel_id = let.parcel_id AND owners.year = let.year
    LEFT JOIN empty_floor ON owners.parcel_id = empty_floor.parcel_id AND owners.year = empty_floor.year
    UNION ALL
    SELECT
        granted.area_caliber,
        granted.parcel_id,
        granted.enterprise_id,
        granted.year,
        granted.kind,
        granted.gross_mu,
        -- A tenant with leases of both kinds sublets from each in proportion.
        COALESCE(
            sublet.out_mu * granted.gross_mu
            / NULLIF(
                SUM(granted.gross_mu) OVER (
                    PARTITION BY granted.area_caliber, granted.parcel_id, granted.enterprise_id, granted.year
                ),
                0
            ),
            0
        ) AS out_mu,
        CAST(NULL AS DOUBLE) AS vacant_mu
    FROM granted
    LEFT JOIN sublet
        ON granted.area_caliber = sublet.area_caliber
        AND granted.parcel_id = sublet.parcel_id
        AND granted.year = sublet.year
        AND granted.enterprise_id = sublet.enterprise_id
)
SELECT
    calibers.area_caliber,
    occupied.parcel_id,
    occupied.enterprise_id,
    occupied.year,
    occupied.kind,
    occupied.area_m2,
    occupied.lease_ends_on,
    occupied.counterparty_id,
    shares.gross_mu AS land_gross_mu,
    shares.out_mu AS land_out_mu,
    shares.gross_mu - shares.out_mu AS land_share_mu,
    shares.vacant_mu
FROM occupied
CROSS JOIN calibers
LEFT JOIN shares
    ON calibers.area_caliber = shares.area_caliber
    AND occupied.parcel_id = shares.parcel_id
    AND occupied.enterprise_id = shares.enterprise_id
    AND occupied.year = shares.year
    AND occupied.kind = shares.kind;
