-- Firms at events that match them with workers or with money: what each wanted and found.
-- Grain: event × firm. Key: match_id (event, kind and firm). Units: money in 万元, people in persons, never one number.
-- Rule: of ledgers of several months the latest holds: by the month that a ledger names, else by the day received.
-- A figure whose unit stands in a column of its own is money or people as that unit says; without unit it is neither.
-- A firm that nobody knows is kept by its name.
CREATE OR REPLACE TABLE matching_event AS
WITH placed AS (
    SELECT
        *,
        CASE measure_unit WHEN '元' THEN 0.0001 WHEN '万元' THEN 1 WHEN '亿元' THEN 10000 END AS wan_yuan,
        ROW_NUMBER() OVER (
            PARTITION BY match_id
            ORDER BY COALESCE(LAST_DAY(month), received_on) DESC, received_on DESC, file_id, sheet, row_number
        ) AS latest
    FROM unique_matching_event
)
SELECT
    placed.match_id,
    placed.event_no,
    COALESCE(placed.event_name, placed.event_no, placed.event_kind) AS event_name,
    placed.event_kind,
    placed.held_on,
    placed.enterprise_id,
    COALESCE(placed.name, enterprise.name, placed.uscc) AS enterprise_name,
    placed.partner,
    COALESCE(placed.demand_wan_yuan, placed.demand * placed.wan_yuan) AS demand_wan_yuan,
    COALESCE(placed.reached_wan_yuan, placed.reached * placed.wan_yuan) AS reached_wan_yuan,
    COALESCE(
        placed.demand_persons, CASE WHEN placed.measure_unit = '人' THEN CAST(placed.demand AS INTEGER) END
    ) AS demand_persons,
    COALESCE(
        placed.reached_persons, CASE WHEN placed.measure_unit = '人' THEN CAST(placed.reached AS INTEGER) END
    ) AS reached_persons,
    COALESCE(LAST_DAY(placed.month), placed.received_on) AS told_on
FROM placed
LEFT JOIN enterprise ON placed.enterprise_id = enterprise.enterprise_id
WHERE placed.latest = 1;
