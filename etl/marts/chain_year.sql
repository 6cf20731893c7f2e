-- The metrics of every chain in every year; each enterprise counts once, on however many nodes it sits.
-- Grain: chain × year. Key: (chain_id, year). Units: 万元, 亩, 万元/亩, %.
-- Rule: completeness is nodes with an active enterprise / reference nodes, by number and by weight; depth is enterprises
-- above scale / reference nodes. Domain notes 3.5.
CREATE OR REPLACE TABLE chain_year AS
WITH covered AS (
    SELECT
        node.chain_id,
        by_node.year,
        COUNT(*) AS nodes,
        SUM(CASE WHEN by_node.firms > 0 THEN 1 ELSE 0 END) AS covered_nodes,
        SUM(node.weight) AS weight,
        SUM(CASE WHEN by_node.firms > 0 THEN node.weight ELSE 0 END) AS covered_weight
    FROM chain_node AS node
    INNER JOIN chain_node_year AS by_node ON node.node_id = by_node.node_id
    GROUP BY node.chain_id, by_node.year
)
SELECT
    covered.chain_id,
    covered.year,
    COALESCE(summed.firms, 0) AS firms,
    CASE WHEN summed.firms IS NULL THEN 0 ELSE summed.above_scale_firms END AS above_scale_firms,
    CASE WHEN summed.firms IS NULL THEN 0 ELSE summed.honoured_firms END AS honoured_firms,
    CASE WHEN summed.firms IS NULL THEN 0 ELSE summed.specialised_firms END AS specialised_firms,
    COALESCE(summed.firms_with_output, 0) AS firms_with_output,
    summed.output_wan_yuan,
    summed.tax_wan_yuan,
    summed.land_mu,
    summed.tax_wan_yuan_per_mu,
    summed.employees,
    summed.rd_wan_yuan,
    summed.growth_official_pct,
    COALESCE(summed.growth_official_firms, 0) AS growth_official_firms,
    summed.growth_same_firms_pct,
    COALESCE(summed.growth_same_firms, 0) AS growth_same_firms,
    summed.cr4_pct,
    summed.hhi,
    summed.leader_id,
    summed.leader_name,
    summed.leader_share_pct,
    summed.local_support_pct,
    COALESCE(summed.supplied_firms, 0) AS supplied_firms,
    CAST(covered.nodes AS INTEGER) AS nodes,
    CAST(covered.covered_nodes AS INTEGER) AS covered_nodes,
    100 * covered.covered_nodes / CAST(covered.nodes AS DOUBLE) AS completeness_pct,
    100 * covered.covered_weight / NULLIF(covered.weight, 0) AS completeness_weighted_pct,
    CASE WHEN summed.firms IS NULL THEN 0 ELSE summed.above_scale_firms END / CAST(covered.nodes AS DOUBLE) AS depth,
    NULLIF(
        SUBSTR(
            CASE
                WHEN summed.leader_share_pct > rule.risk_leader_share_pct AND summed.firms > 1
                    THEN '；链主占' || CAST(ROUND(summed.leader_share_pct, 1) AS VARCHAR) || '%'
                ELSE ''
            END
            || CASE
                WHEN summed.growth_same_firms_pct < -rule.risk_fall_pct
                    THEN '；产值降' || CAST(ROUND(-summed.growth_same_firms_pct, 1) AS VARCHAR) || '%'
                ELSE ''
            END,
            2
        ),
        ''
    ) AS risk
FROM covered
CROSS JOIN chain_light_rule AS rule
LEFT JOIN chain_sum AS summed ON covered.chain_id = summed.scope_id AND covered.year IS NOT DISTINCT FROM summed.year;
