"""Everything that people edit in ``data/reference`` and a build follows, read and checked before anything is computed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from etl.basemap import BASEMAP, Feature, load_basemap
from etl.batch_plans import PLANS, WARNINGS, BatchPlan, WarningRule, load_plans, load_warnings
from etl.chain_atlas import CHAINS, Chain, load_atlas
from etl.chain_rules import LIGHTS, PINS, LightRule, Pin, load_lights, load_pins
from etl.decline_rules import DECLINE, DeclineRule, load_decline
from etl.link_decisions import LINKS, Decision, load_decisions
from etl.map_breaks import BREAKS, load_breaks
from etl.rules import RULES, Indicator, RulePack, load_packs
from etl.target_rules import TARGETS, TargetRule, load_target_rule


@dataclass(frozen=True)
class Rules:
    """Every rule of a build.

    Attributes:
        indicators: what packs may name.
        packs: how enterprises are graded.
        plans: how the four batches sort them.
        warnings: what is warned of.
        atlas: the industrial chains with their nodes.
        lights: when a node is strong or weak.
        decline: when an enterprise counts as falling in output.
        pins: which enterprise a person has put on which node.
        decisions: which enterprise a person says that a name of a source is.
        map_breaks: bounds between the classes of the map, by what it colours.
        targets: when a yearly target is ahead or behind.
        basemap: what lies under the parcels on a map.
        basemap_folder: where it comes from; archives of tiles are taken from there when a build needs them.
    """

    indicators: Mapping[str, Indicator]
    packs: tuple[RulePack, ...]
    plans: tuple[BatchPlan, ...]
    warnings: tuple[WarningRule, ...]
    atlas: tuple[Chain, ...]
    lights: LightRule
    decline: DeclineRule
    pins: tuple[Pin, ...]
    decisions: tuple[Decision, ...]
    map_breaks: Mapping[str, tuple[float, ...]]
    targets: TargetRule
    basemap: tuple[Feature, ...]
    basemap_folder: Path


def load_rules(
    folder: Path = RULES,
    *,
    plans: Path = PLANS,
    warnings: Path = WARNINGS,
    chains: Path = CHAINS,
    lights: Path = LIGHTS,
    decline: Path = DECLINE,
    pins: Path = PINS,
    links: Path = LINKS,
    map_breaks: Path = BREAKS,
    targets: Path = TARGETS,
    basemap: Path = BASEMAP,
) -> Rules:
    """Read and check the packs of a folder and everything else, each from its own place.

    Raises:
        RuleFileError: a file is wrong; the Chinese message names file, line and reason.
    """
    indicators, packs = load_packs(folder)
    return Rules(
        indicators,
        packs,
        load_plans(plans),
        load_warnings(warnings),
        load_atlas(chains),
        load_lights(lights),
        load_decline(decline),
        load_pins(pins),
        load_decisions(links),
        load_breaks(map_breaks),
        load_target_rule(targets),
        load_basemap(basemap),
        basemap,
    )
