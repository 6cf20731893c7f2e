-- The enterprises of each node and, once each, of each whole chain, in every year, with what the metrics add up.
-- Grain: scope × enterprise × year. Key: (scope_id, enterprise_id, year); scope_id is a node's id or a chain's.
-- Rule: active in a year is founded by its end and not gone (注销, 吊销, 迁出) unless it has figures of the year. Units: 万元, 亩.
-- A snapshot without any year has one row an enterprise, its year NULL, as firm_year has.
CREATE OR REPLACE TABLE chain_member AS
WITH honoured AS (
    SELECT
        enterprise_id,
        year,
        BOOL_OR(honour_code IN ('specialised', 'little_giant', 'champion')) AS is_specialised
    FROM honour_year
    WHERE counts
    GROUP BY enterprise_id, year
),
buyers AS (
    SELECT buyer_id AS enterprise_id, year, BOOL_OR(is_local) AS buys_locally
    FROM supply_link
    WHERE is_local IS NOT NULL
    GROUP BY buyer_id, year
),
-- Without the ledger nobody is known to have an honour or none.
ledger AS (
    SELECT COUNT(*) AS honours FROM honour
),
scopes AS (
    SELECT node_id AS scope_id, chain_id, enterprise_id FROM enterprise_chain_node
    UNION ALL
    SELECT chain_id AS scope_id, chain_id, enterprise_id FROM enterprise_chain_node WHERE is_primary_in_chain
)
SELECT
    scopes.scope_id,
    scopes.chain_id,
    firm.enterprise_id,
    firm.name,
    firm.year,
    firm.is_above_scale,
    CASE WHEN ledger.honours > 0 THEN honoured.enterprise_id IS NOT NULL END AS is_honoured,
    CASE WHEN ledger.honours > 0 THEN COALESCE(honoured.is_specialised, FALSE) END AS is_specialised,
    firm.output_wan_yuan,
    before.output_wan_yuan AS output_before_wan_yuan,
    figures.output_official_yoy,
    firm.tax_wan_yuan,
    firm.land_mu,
    firm.employees,
    figures.rd_wan_yuan,
    buyers.buys_locally
FROM scopes
INNER JOIN firm_year AS firm ON scopes.enterprise_id = firm.enterprise_id
INNER JOIN enterprise ON firm.enterprise_id = enterprise.enterprise_id
CROSS JOIN ledger
LEFT JOIN enterprise_year AS figures ON firm.enterprise_id = figures.enterprise_id AND firm.year = figures.year
LEFT JOIN enterprise_year AS before
    ON firm.enterprise_id = before.enterprise_id AND firm.year - 1 = before.year
LEFT JOIN honoured ON firm.enterprise_id = honoured.enterprise_id AND firm.year = honoured.year
LEFT JOIN buyers ON firm.enterprise_id = buyers.enterprise_id AND firm.year = buyers.year
WHERE firm.tax_wan_yuan IS NOT NULL
    OR firm.output_wan_yuan IS NOT NULL
    OR (
        (firm.year IS NULL OR COALESCE(EXTRACT(YEAR FROM enterprise.registered_on), 0) <= firm.year)
        AND (
            enterprise.status IS NULL
            OR NOT (
                enterprise.status LIKE '%注销%' OR enterprise.status LIKE '%吊销%' OR enterprise.status LIKE '%迁出%'
            )
        )
    );
