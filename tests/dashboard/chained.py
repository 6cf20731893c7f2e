"""A small district whose eight enterprises lie on two chains, one of them on both and two on none."""

from __future__ import annotations

from pathlib import Path

import duckdb

from etl.engine import CHAINS, rule_steps, text_of
from tests.dashboard import snapshot

A, B, C, D, E, F, G, H = (str(row["enterprise_id"]) for row in snapshot.ENTERPRISES)


def _on(enterprise: str, node: str, chain: str, *, main: bool = True, source: str = "code") -> snapshot.Row:
    return {
        "enterprise_id": enterprise, "node_id": node, "chain_id": chain, "mapping_source": source,
        "evidence": "示例证据", "is_primary": main, "is_primary_in_chain": main,
    }  # fmt: skip


# 药 has A, B, C (A on two nodes); 电 has A (not its main chain), D and E; F, G and H are on none.
PLACES: tuple[snapshot.Row, ...] = (
    _on(A, "med.drug", "med"),
    _on(A, "med.raw", "med", main=False, source="keyword"),
    _on(B, "med.drug", "med"),
    _on(C, "med.raw", "med", source="manual"),
    {**_on(A, "elec.motor", "elec"), "is_primary": False},
    _on(D, "elec.motor", "elec"),
    _on(E, "elec.cable", "elec"),
)
CHAINED: snapshot.Rows = {
    **snapshot.FULL,
    "chain": (
        {"chain_id": "med", "name": "药", "place": 1, "parks": "北园区、南园区", "chief": "示例链长"},
        {"chain_id": "elec", "name": "电", "place": 2},
        {"chain_id": "none", "name": "空链", "place": 3},
    ),
    "chain_node": (
        {"node_id": "med.raw", "chain_id": "med", "name": "原料", "segment": "上游", "place": 1, "weight": 1.0},
        {"node_id": "med.drug", "chain_id": "med", "name": "制剂", "segment": "中游", "place": 2, "weight": 2.0},
        {"node_id": "med.shop", "chain_id": "med", "name": "流通", "segment": "下游", "place": 3, "weight": 1.0},
        {"node_id": "elec.motor", "chain_id": "elec", "name": "电机", "segment": "中游", "place": 1, "weight": 1.0},
        {"node_id": "elec.cable", "chain_id": "elec", "name": "电线", "segment": "上游", "place": 2, "weight": 1.0},
        {"node_id": "none.only", "chain_id": "none", "name": "唯一", "segment": "中游", "place": 1, "weight": 1.0},
    ),
    "chain_link": (
        {"from_node": "med.raw", "to_node": "med.drug"},
        {"from_node": "med.drug", "to_node": "med.shop"},
        {"from_node": "elec.cable", "to_node": "elec.motor"},
    ),
    "chain_light_rule": (
        {
            "version": "t", "strong_above_scale": 2, "strong_share_pct": 50.0, "weak_above_scale": 1,
            "weak_share_pct": 2.0, "risk_leader_share_pct": 60.0, "risk_fall_pct": 10.0, "fewest_firms": 4,
        },
    ),
    "enterprise_chain_node": PLACES,
    "rule_step": rule_steps().to_pylist(),
    "chain_doubt": (
        {"enterprise_id": F, "node_id": "elec.cable", "chain_id": "elec", "mapping_source": "code",
         "evidence": "3973", "doubt": "说不准"},
    ),
    "chain_unmapped": ({"enterprise_id": H, "reason": "没有行业代码"},),
    "parcel": (
        # P idle, Q in production and poor, R in production and rich, S tiny; all but T in the park of A and B.
        {"parcel_id": "P", "park_id": "N", "town": "甲街道", "land_mu": 30.0, "stage": "供而未用"},
        {"parcel_id": "Q", "park_id": "N", "town": "甲街道", "land_mu": 10.0, "stage": "投产"},
        {"parcel_id": "R", "park_id": "N", "town": "甲街道", "land_mu": 10.0, "stage": "投产"},
        {"parcel_id": "S", "park_id": "N", "town": "甲街道", "land_mu": 0.2, "stage": "供而未用"},
        {"parcel_id": "T", "park_id": "S", "town": "乙镇", "land_mu": 10.0, "stage": "竣工未投"},
        {"parcel_id": "U", "park_id": "N", "town": "甲街道", "land_mu": 10.0, "stage": "投产"},
    ),
    "parcel_year": tuple(
        {"parcel_id": parcel, "year": 2023, "land_mu": 10.0, "tax_wan_yuan_per_mu": ratio}
        for parcel, ratio in (("P", None), ("Q", 1.0), ("R", 90.0), ("T", 50.0), ("U", 60.0))
    ),
    "honour": ({"enterprise_id": A, "honour_code": "little_giant", "status": "granted"},),
    "honour_year": ({"enterprise_id": A, "honour_code": "little_giant", "year": 2023, "counts": True},),
}  # fmt: skip


def publish(warehouse: Path, rows: snapshot.Rows = CHAINED) -> None:
    """Publish ``rows`` with the metrics that the build's own marts make of them."""
    path = snapshot.publish(warehouse, rows)
    with duckdb.connect(str(path)) as connection:
        for mart in CHAINS:
            connection.execute(text_of(mart))
