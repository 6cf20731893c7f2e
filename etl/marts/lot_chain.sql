-- Which industrial chains the users of a parcel are on.
-- Grain: parcel × year × chain. Key: (parcel_id, year, chain_id).
-- Rule: any user in the year, owner or tenant, that sits on a node of the chain (enterprise_chain_node.sql).
CREATE OR REPLACE TABLE lot_chain AS
SELECT DISTINCT
    occupancy.parcel_id,
    occupancy.year,
    placed.chain_id
FROM occupancy
INNER JOIN enterprise_chain_node AS placed ON occupancy.enterprise_id = placed.enterprise_id;
