-- New carriers (园中园): what is planned and built for which chain, and how much of it has found users.
-- Grain: carrier. Key: carrier_id (its number, else park, name and building). Units: areas in m².
-- Rule: of ledgers of several months the latest holds: by the month that a ledger names, else by the day received.
-- Its chain is the one that bears the name that the ledger writes, with or without 产业 or 产业链 after it; a chain called
-- by the part of its name in brackets is it too. A name of several chains is none of them.
CREATE OR REPLACE TABLE carrier AS
WITH placed AS (
    SELECT
        *,
        ROW_NUMBER() OVER (
            PARTITION BY carrier_id
            ORDER BY COALESCE(LAST_DAY(month), received_on) DESC, received_on DESC, file_id, sheet, row_number
        ) AS latest,
        REPLACE(REPLACE(chain_said, '产业链', ''), '产业', '') AS chain_word
    FROM unique_carrier
),
named_park AS (
    SELECT UPPER(name) AS name, MIN(park_id) AS park_id FROM park GROUP BY UPPER(name)
),
named_chain AS (
    SELECT placed.carrier_id, MIN(chain.chain_id) AS chain_id
    FROM placed
    INNER JOIN chain
        ON placed.chain_word = chain.name
        OR chain.name LIKE CONCAT(placed.chain_word, '（%')
        OR chain.name LIKE CONCAT('%（', placed.chain_word, '）')
    WHERE placed.latest = 1 AND placed.chain_word <> ''
    GROUP BY placed.carrier_id
    HAVING COUNT(DISTINCT chain.chain_id) = 1
)
SELECT
    placed.carrier_id,
    COALESCE(placed.carrier_name, placed.carrier_id) AS carrier_name,
    placed.building,
    named_park.park_id,
    placed.park_name,
    placed.town,
    placed.built_m2,
    placed.supply_m2,
    placed.taken_m2,
    placed.chain_said,
    named_chain.chain_id,
    placed.approved_on,
    placed.planned_use_on,
    placed.in_use_on,
    placed.carrier_status,
    placed.responsible_unit,
    COALESCE(LAST_DAY(placed.month), placed.received_on) AS told_on
FROM placed
LEFT JOIN named_park ON UPPER(placed.park_name) = named_park.name
LEFT JOIN named_chain ON placed.carrier_id = named_chain.carrier_id
WHERE placed.latest = 1;
