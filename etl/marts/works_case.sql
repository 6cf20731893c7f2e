-- Every case of park standardisation, whichever ledger it stands in.
-- Grain: case. Key: (works_kind, case_id). Units: land in 亩, floor in m².
-- Rule: a case whose ledger names no park that is known lies in the park of its parcels, where that is one.
CREATE OR REPLACE TABLE works_case AS
WITH told AS (
    SELECT
        'park_plot' AS works_kind,
        plot_id AS case_id,
        plot_name AS label,
        CAST(NULL AS VARCHAR) AS enterprise_id,
        park_id,
        park_name,
        stage,
        land_mu,
        planned_floor_m2 AS floor_m2,
        CAST(NULL AS DATE) AS expires_on,
        responsible_unit,
        told_on
    FROM park_plot
    UNION ALL
    SELECT
        'self_upgrade', upgrade_id, enterprise_name, enterprise_id, park_id, park_name, stage, land_mu, new_floor_m2,
        NULL, responsible_unit, told_on
    FROM self_upgrade
    UNION ALL
    SELECT
        'land_reserve', reserve_id, CONCAT(reserve_name, COALESCE(phase, '')), NULL, park_id, park_name, stage, land_mu,
        NULL, expires_on, responsible_unit, told_on
    FROM land_reserve
    UNION ALL
    SELECT
        'temporary_land', temporary_id, COALESCE(enterprise_name, project_name, temporary_id), enterprise_id, park_id,
        park_name, renewal_status, land_mu, NULL, expires_on, NULL, told_on
    FROM temporary_land
),
lying AS (
    SELECT works_parcel.works_kind, works_parcel.case_id, MIN(parcel.park_id) AS park_id
    FROM works_parcel
    INNER JOIN parcel ON works_parcel.parcel_id = parcel.parcel_id
    WHERE parcel.park_id IS NOT NULL
    GROUP BY works_parcel.works_kind, works_parcel.case_id
    HAVING COUNT(DISTINCT parcel.park_id) = 1
)
SELECT
    told.works_kind,
    told.case_id,
    told.label,
    told.enterprise_id,
    COALESCE(told.park_id, lying.park_id) AS park_id,
    told.park_name,
    told.stage,
    works_step.stage_number,
    told.land_mu,
    told.floor_m2,
    told.expires_on,
    told.responsible_unit,
    told.told_on
FROM told
LEFT JOIN lying ON told.works_kind = lying.works_kind AND told.case_id = lying.case_id
LEFT JOIN works_step ON told.works_kind = works_step.works_kind AND told.stage = works_step.stage;
