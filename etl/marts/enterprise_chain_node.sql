-- Which nodes of which chains an enterprise sits on, and which is its main one.
-- Grain: enterprise × node. Key: (enterprise_id, node_id).
-- Rule: what a person pinned (chain_pins.csv) goes before what code and keywords say; a pin that excludes takes a node away;
-- what is doubtful waits for a person (chain_doubt.sql). The main node is the pinned main one, else by source and score.
CREATE OR REPLACE TABLE enterprise_chain_node AS
WITH settled AS (
    SELECT enterprise_id, node_id, 'manual' AS mapping_source, evidence, is_main, 1000 AS score
    FROM chain_pin
    WHERE is_added
    UNION ALL
    SELECT found.enterprise_id, found.node_id, found.mapping_source, found.evidence, FALSE AS is_main, found.score
    FROM chain_candidate AS found
    LEFT JOIN chain_pin AS pin ON found.enterprise_id = pin.enterprise_id AND found.node_id = pin.node_id
    WHERE NOT found.is_doubtful AND pin.node_id IS NULL
),
placed AS (
    SELECT
        settled.*,
        node.chain_id,
        ROW_NUMBER() OVER (
            PARTITION BY settled.enterprise_id
            ORDER BY settled.is_main DESC, settled.score DESC, settled.node_id
        ) AS place,
        ROW_NUMBER() OVER (
            PARTITION BY settled.enterprise_id, node.chain_id
            ORDER BY settled.is_main DESC, settled.score DESC, settled.node_id
        ) AS place_in_chain
    FROM settled
    INNER JOIN chain_node AS node ON settled.node_id = node.node_id
)
SELECT
    enterprise_id,
    node_id,
    chain_id,
    mapping_source,
    evidence,
    place = 1 AS is_primary,
    place_in_chain = 1 AS is_primary_in_chain
FROM placed;
