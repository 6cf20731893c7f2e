-- The stages that a parcel has passed or is to pass, and who says so.
-- Grain: parcel × route × saying row × stage. Key: (parcel_id, route, entity, source_key, stage).
-- Rule: a signed contract makes a parcel 供而未用, its start 在建, its completion 竣工未投, then 投产 and 达产; planned_on is
-- what the contract sets, actual_on what happened. The stage that the parcel layer states has no date. The stages of park
-- standardisation stand in the words of its ledgers.
-- Each route is a part of the union with the same columns: parcel_id, route, stage, planned_on, actual_on, entity,
-- source_key (the key of the row in the ledger named by entity).
CREATE OR REPLACE TABLE parcel_stage AS
WITH supply_stage AS (
    SELECT
        parcel_id,
        contract_id,
        '供而未用' AS stage,
        CAST(NULL AS DATE) AS planned_on,
        COALESCE(contract_signed_on, actual_handover_on) AS actual_on
    FROM land_contract
    UNION ALL
    SELECT parcel_id, contract_id, '在建' AS stage, start_due_on AS planned_on, actual_start_on AS actual_on
    FROM land_contract
    UNION ALL
    SELECT
        parcel_id,
        contract_id,
        '竣工未投' AS stage,
        completion_due_on AS planned_on,
        actual_completion_on AS actual_on
    FROM land_contract
    UNION ALL
    SELECT
        parcel_id,
        contract_id,
        '投产' AS stage,
        production_due_on AS planned_on,
        actual_production_on AS actual_on
    FROM land_contract
    UNION ALL
    SELECT
        parcel_id,
        contract_id,
        '达产' AS stage,
        full_production_due_on AS planned_on,
        actual_full_production_on AS actual_on
    FROM land_contract
)
SELECT
    parcel_id,
    '供地利用' AS route,
    stage,
    planned_on,
    actual_on,
    'land_contract' AS entity,
    contract_id AS source_key
FROM supply_stage
WHERE parcel_id IS NOT NULL AND (planned_on IS NOT NULL OR actual_on IS NOT NULL)
UNION ALL
SELECT
    parcel_id,
    '供地利用' AS route,
    stage,
    CAST(NULL AS DATE) AS planned_on,
    CAST(NULL AS DATE) AS actual_on,
    'parcel' AS entity,
    parcel_id AS source_key
FROM parcel
WHERE stage IS NOT NULL
UNION ALL
SELECT
    covered.parcel_id,
    CASE covered.works_kind
        WHEN 'park_plot' THEN '标准化地块' WHEN 'self_upgrade' THEN '自主提升' ELSE '收储提升'
    END AS route,
    reached.stage,
    reached.planned_on,
    reached.actual_on,
    covered.works_kind AS entity,
    covered.case_id AS source_key
FROM works_stage AS reached
INNER JOIN works_parcel AS covered
    ON reached.works_kind = covered.works_kind AND reached.case_id = covered.case_id
WHERE covered.is_known AND (reached.planned_on IS NOT NULL OR reached.actual_on IS NOT NULL);
