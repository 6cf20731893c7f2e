# ruff: noqa: S608
"""Indicators of firms, parcels, batches, growth, services and chains by hand: SQL of Appendix A over the published tables."""

from __future__ import annotations

from collections.abc import Mapping

SURVEYED = """FROM batch_suggestion AS s LEFT JOIN enterprise_year AS y USING (enterprise_id, year)
    LEFT JOIN enterprise AS e USING (enterprise_id) WHERE s.plan_id = 'default-cautious' AND s.year = 2023 AND s.surveyed"""
X = "AND y.tax_wan_yuan / nullif(y.land_mu, 0) >= 20"
OUTPUTS = """WITH member AS (
    SELECT DISTINCT n.enterprise_id, y.output_wan_yuan AS output FROM enterprise_chain_node AS n
    JOIN enterprise_year AS y USING (enterprise_id) WHERE n.chain_id = 'biomed' AND y.year = 2023 AND y.output_wan_yuan > 0
), share AS (SELECT 100 * output / sum(output) OVER () AS pct FROM member)"""
BY_HAND: Mapping[str, str] = {
    "n_surveyed": f"SELECT count(DISTINCT s.enterprise_id) {SURVEYED}",
    "n_pass_tax": f"SELECT count(DISTINCT s.enterprise_id) {SURVEYED} {X}",
    "n_pass_all": f"""SELECT count(DISTINCT s.enterprise_id) {SURVEYED} {X} AND y.output_wan_yuan >= 2000
        AND y.tax_wan_yuan >= 50 AND e.orientation IN ('鼓励', '允许')""",
    "tax_mu_w": """SELECT sum(tax_wan_yuan) / sum(land_mu) FROM enterprise_year
        WHERE year = 2023 AND tax_wan_yuan IS NOT NULL AND land_mu IS NOT NULL""",
    "tax_mu_med": """SELECT median(tax_wan_yuan / land_mu) FROM enterprise_year WHERE year = 2023 AND land_mu > 0""",
    "cover_area": """SELECT 100 * (SELECT sum(land_share_mu) FROM occupancy JOIN parcel USING (parcel_id) WHERE year = 2023)
        / sum(land_mu) FROM parcel""",
    "cover_tax": """SELECT 100 * sum(abs(y.tax_wan_yuan)) FILTER (e.in_register) / sum(abs(y.tax_wan_yuan))
        FROM enterprise_year AS y JOIN enterprise AS e USING (enterprise_id)""",
    "far_now": """SELECT sum(floor_m2) / sum(land_mu * 2000 / 3) FROM parcel
        WHERE floor_m2 IS NOT NULL AND land_mu IS NOT NULL""",
    "far_plan": "SELECT sum(planned_far * land_mu) / sum(land_mu) FROM parcel WHERE planned_far * land_mu IS NOT NULL",
    "new_floor": "SELECT sum(floor_m2) / 10000 FROM floor_gain WHERE year(month) = 2023",
    "reserve_mu_signed": "SELECT sum(land_mu) FROM land_reserve WHERE signed_households = households",
    "reserve_mu_cleared": "SELECT sum(cleared_mu) FROM land_reserve",
    "upgrade_n": "SELECT count(*) FROM upgrade_pool WHERE pool_status = '已入库' AND year(entered_on) = 2023",
    "honour_n": """SELECT count(DISTINCT enterprise_id) FROM honour WHERE status IN ('granted', 'renewed')
        AND honour_code IN ('innovative_sme', 'specialised', 'little_giant', 'champion')
        AND granted_on <= DATE '2023-12-31' AND coalesce(valid_to, DATE '2023-12-31') >= DATE '2023-12-31'""",
    "claim_paid": """SELECT sum(paid_wan_yuan) FROM policy_claim WHERE approved_wan_yuan IS NOT NULL
        AND coalesce(claim_status, '') NOT IN ('草稿', '待审核', '待补正', '已退回')""",
    "claim_days": "SELECT avg(paid_on - applied_on) FROM policy_claim WHERE paid_on >= applied_on",
    "claim_days_p90": "SELECT quantile_cont(paid_on - applied_on, 0.9) FROM policy_claim WHERE paid_on >= applied_on",
    "ticket_rate": """SELECT 100.0 * count(*) FILTER (closed_on IS NOT NULL OR ticket_status IN ('办结', '回访'))
        / count(*) FROM ticket""",
    "ticket_late": """SELECT count(*) FROM ticket WHERE closed_on IS NULL AND due_on < DATE '2023-12-31'
        AND coalesce(ticket_status, '') NOT IN ('办结', '回访', '挂起')""",
    "visit_cover": """SELECT 100.0 * count(DISTINCT v.enterprise_id) FILTER (v.visit_status = '已访'
            AND v.visited_on BETWEEN DATE '2023-01-01' AND DATE '2023-12-31') / count(DISTINCT y.enterprise_id)
        FROM enterprise_year AS y LEFT JOIN visit AS v USING (enterprise_id) WHERE y.year = 2023 AND y.is_above_scale""",
    "hazard_rate": """SELECT 100.0 * count(*) FILTER (closed_on IS NOT NULL OR hazard_status = '销号') / count(*)
        FROM hazard""",
    "hazard_rate_major": """SELECT 100.0 * count(*) FILTER (closed_on IS NOT NULL OR hazard_status = '销号') / count(*)
        FROM hazard WHERE hazard_level = '重大'""",
    "chain_cr4": f"{OUTPUTS} SELECT sum(pct) FROM (SELECT pct FROM share ORDER BY pct DESC LIMIT 4)",
    "chain_hhi": f"{OUTPUTS} SELECT sum(pct * pct) FROM share",
    "chain_complete": """SELECT 100.0 * count(DISTINCT n.node_id) FILTER (f.enterprise_id IS NOT NULL)
            / count(DISTINCT c.node_id)
        FROM chain_node AS c LEFT JOIN enterprise_chain_node AS n USING (node_id)
        LEFT JOIN firm_year AS f ON f.enterprise_id = n.enterprise_id AND f.year = 2023 WHERE c.chain_id = 'biomed'""",
}  # fmt: skip
