-- Nodes that an enterprise may sit on, for a person to decide.
-- Grain: enterprise × node. Key: (enterprise_id, node_id).
-- Rule: doubtful candidates that nobody has pinned or excluded.
CREATE OR REPLACE TABLE chain_doubt AS
SELECT
    found.enterprise_id,
    found.node_id,
    node.chain_id,
    found.mapping_source,
    found.evidence,
    found.doubt
FROM chain_candidate AS found
INNER JOIN chain_node AS node ON found.node_id = node.node_id
LEFT JOIN chain_pin AS pin ON found.enterprise_id = pin.enterprise_id AND found.node_id = pin.node_id
WHERE found.is_doubtful AND pin.node_id IS NULL;
