-- Land-supply contracts: what each promises for a parcel, and what has become of it.
-- Grain: contract × parcel. Key: contract_id. Units: 亩, 万元, 万元/亩.
-- Rule: of ledgers of several months the latest received holds. Investment is set against the land that the contract
-- supplies, else against the parcel's; a floor that is only stated as a sum is shared out over the same land. A limit of
-- the floor-area ratio that is written as 0 is none.
-- Contracts of parcels and firms that no other file knows are kept, with what they say of themselves.
CREATE OR REPLACE TABLE land_contract AS
WITH placed AS (
    SELECT
        *,
        ROW_NUMBER() OVER (
            PARTITION BY contract_id ORDER BY received_on DESC, file_id, sheet, row_number
        ) AS place
    FROM unique_land_contract
),
measured AS (
    SELECT
        placed.contract_id,
        COALESCE(NULLIF(placed.supplied_mu, 0), NULLIF(parcel.land_mu, 0)) AS land_mu
    FROM placed
    LEFT JOIN parcel ON placed.parcel_id = parcel.parcel_id
    WHERE placed.place = 1
)
SELECT
    placed.contract_id,
    placed.contract_no,
    placed.parcel_id,
    placed.enterprise_id,
    COALESCE(placed.name, enterprise.name) AS holder_name,
    placed.project_name,
    placed.supply_method,
    placed.contract_use,
    placed.parcel_address,
    placed.supplied_mu,
    placed.contract_signed_on,
    placed.handover_due_on,
    placed.actual_handover_on,
    placed.start_due_on,
    placed.actual_start_on,
    placed.completion_due_on,
    placed.actual_completion_on,
    placed.production_due_on,
    placed.actual_production_on,
    placed.full_production_due_on,
    placed.actual_full_production_on,
    placed.promised_invest_wan_yuan,
    COALESCE(
        placed.promised_invest_wan_yuan_per_mu, placed.promised_invest_wan_yuan / measured.land_mu
    ) AS promised_invest_wan_yuan_per_mu,
    placed.promised_output_wan_yuan_per_mu,
    placed.promised_tax_wan_yuan_per_mu,
    NULLIF(placed.far_min, 0) AS far_min,
    NULLIF(placed.far_max, 0) AS far_max,
    placed.invested_wan_yuan,
    placed.invested_wan_yuan / measured.land_mu AS invested_wan_yuan_per_mu,
    placed.supervision_status
FROM placed
INNER JOIN measured ON placed.contract_id = measured.contract_id
LEFT JOIN enterprise ON placed.enterprise_id = enterprise.enterprise_id
WHERE placed.place = 1;
