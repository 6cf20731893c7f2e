-- The metrics and the light of every node in every year; a node without enterprises has a row too. A snapshot without
-- any year has one row a node, its year NULL.
-- Grain: node × year. Key: (node_id, year). Units: 万元, 亩, 万元/亩, %.
-- Rule: 缺 no active enterprise; 弱 fewer enterprises above scale or a smaller share of the chain's output than the rule file
-- says; 强 as many and as much as it says; else 中; 未评 where what it takes is not known, for missing is not zero. The
-- numbers behind a light stand beside it. Risk: the leading firm's
-- share, or a fall of the same enterprises' output, beyond the rule file. Domain notes 3.5.
CREATE OR REPLACE TABLE chain_node_year AS
WITH judged AS (
    SELECT
        node.node_id,
        known_year.year,
        node.chain_id,
        summed.*,
        100 * summed.output_wan_yuan / NULLIF(whole.output_wan_yuan, 0) AS output_share_pct,
        rule.strong_above_scale,
        rule.strong_share_pct,
        rule.weak_above_scale,
        rule.weak_share_pct,
        rule.risk_leader_share_pct,
        rule.risk_fall_pct
    FROM chain_node AS node
    CROSS JOIN (SELECT DISTINCT year FROM firm_year) AS known_year
    CROSS JOIN chain_light_rule AS rule
    LEFT JOIN chain_sum AS summed ON node.node_id = summed.scope_id AND known_year.year IS NOT DISTINCT FROM summed.year
    LEFT JOIN chain_sum AS whole ON node.chain_id = whole.scope_id AND known_year.year IS NOT DISTINCT FROM whole.year
)
SELECT
    node_id,
    judged.year,
    chain_id,
    COALESCE(firms, 0) AS firms,
    CASE WHEN firms IS NULL THEN 0 ELSE above_scale_firms END AS above_scale_firms,
    CASE WHEN firms IS NULL THEN 0 ELSE honoured_firms END AS honoured_firms,
    CASE WHEN firms IS NULL THEN 0 ELSE specialised_firms END AS specialised_firms,
    COALESCE(firms_with_output, 0) AS firms_with_output,
    output_wan_yuan,
    tax_wan_yuan,
    land_mu,
    tax_wan_yuan_per_mu,
    employees,
    rd_wan_yuan,
    growth_official_pct,
    COALESCE(growth_official_firms, 0) AS growth_official_firms,
    growth_same_firms_pct,
    COALESCE(growth_same_firms, 0) AS growth_same_firms,
    cr4_pct,
    hhi,
    leader_id,
    leader_name,
    leader_share_pct,
    local_support_pct,
    COALESCE(supplied_firms, 0) AS supplied_firms,
    output_share_pct,
    CASE
        WHEN firms IS NULL THEN '缺'
        WHEN above_scale_firms < weak_above_scale OR output_share_pct < weak_share_pct THEN '弱'
        WHEN above_scale_firms IS NULL OR output_share_pct IS NULL THEN '未评'
        WHEN above_scale_firms >= strong_above_scale AND output_share_pct >= strong_share_pct THEN '强'
        ELSE '中'
    END AS light,
    CASE
        WHEN firms IS NULL THEN '没有在营企业'
        ELSE '规上' || COALESCE(CAST(above_scale_firms AS VARCHAR) || '户', '—') || '，占全链产值'
            || COALESCE(CAST(ROUND(output_share_pct, 1) AS VARCHAR) || '%', '—')
    END AS light_reason,
    NULLIF(
        SUBSTR(
            CASE
                WHEN leader_share_pct > risk_leader_share_pct AND firms > 1
                    THEN '；链主占' || CAST(ROUND(leader_share_pct, 1) AS VARCHAR) || '%'
                ELSE ''
            END
            || CASE
                WHEN growth_same_firms_pct < -risk_fall_pct
                    THEN '；产值降' || CAST(ROUND(-growth_same_firms_pct, 1) AS VARCHAR) || '%'
                ELSE ''
            END,
            2
        ),
        ''
    ) AS risk
FROM judged;
