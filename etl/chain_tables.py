"""The atlas of chains and the rule of lights as tables: what a snapshot publishes of them is what the marts read."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict

import pyarrow as pa

from etl.chain_atlas import Chain, Node
from etl.chain_rules import LightRule
from etl.rule_tables import Row, table_of


def chain_tables(atlas: Sequence[Chain], lights: LightRule) -> dict[str, pa.Table]:
    """``chain``, ``chain_node`` and ``chain_link`` in the order of the files; ``chain_light_rule``, one row."""
    nodes = [
        _node_row(chain, place, node) for chain in atlas for place, node in enumerate(chain.nodes, start=1)
    ]
    links: list[Row] = [
        {"from_node": link.from_id, "to_node": link.to_id} for chain in atlas for link in chain.links
    ]
    return {
        "chain": table_of("chain", [_chain_row(chain, place) for place, chain in enumerate(atlas, start=1)]),
        "chain_node": table_of("chain_node", nodes),
        "chain_link": table_of("chain_link", links),
        "chain_light_rule": table_of("chain_light_rule", [asdict(lights)]),
    }


def _chain_row(chain: Chain, place: int) -> Row:
    return {
        "chain_id": chain.id,
        "name": chain.name,
        "version": chain.version,
        "source": chain.source,
        "notes": chain.notes or None,
        "chief": chain.chief or None,
        "lead_unit": chain.lead_unit or None,
        "parks": _joined(chain.parks),
        "centres": _joined(chain.centres),
        "place": place,
    }


def _node_row(chain: Chain, place: int, node: Node) -> Row:
    return {
        "node_id": node.id,
        "chain_id": chain.id,
        "name": node.name,
        "segment": node.segment,
        "place": place,
        "codes": _joined(node.codes),
        "shared_codes": _joined(node.shared_codes),
        "keywords": _joined(node.keywords),
        "weight": node.weight,
    }


def _joined(words: Sequence[str]) -> str | None:
    return "、".join(words) or None
