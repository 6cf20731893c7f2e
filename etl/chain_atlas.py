"""The atlas of industrial chains (产业链图谱): the nodes of each chain, upstream to downstream, and what tells who sits there.

A chain is a TOML file that people edit. It is refused, with file and line, when it could not be drawn (a cycle, a link
against the stream, a node that nothing is linked to) or could not be told apart (a code that decides for two nodes).
Source: domain notes 3.
"""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from etl.toml_file import RuleFileError, TomlFile

REFERENCE = Path(__file__).parent.parent / "data" / "reference"
CHAINS = REFERENCE / "chains"
INDUSTRIES = REFERENCE / "industries.csv"
SEGMENTS = ("上游", "中游", "下游")
TEXTS_OF_A_CHAIN = ("id", "version", "name", "source")
MORE_TEXTS = ("notes", "chief", "lead_unit")
DIGITS_OF_A_CLASS = 4


class AtlasError(RuleFileError):
    """A chain is wrong; the Chinese message names the file, the line, the reason and what to do."""


@dataclass(frozen=True)
class Node:
    """One step of a chain.

    Attributes:
        codes: classes of GB/T 4754-2017 that alone place an enterprise here.
        shared_codes: classes that several nodes share; they place nobody without a word for the product.
        keywords: products, as they are written in names and business scopes.
        excludes: words beside which a keyword means something else.
        trade: whether who deals in the products sits here, rather than who makes them.
        weight: what the node counts for in the completeness of its chain.
    """

    id: str
    name: str
    segment: str
    codes: tuple[str, ...] = ()
    shared_codes: tuple[str, ...] = ()
    keywords: tuple[str, ...] = ()
    excludes: tuple[str, ...] = ()
    trade: bool = False
    weight: float = 1.0


@dataclass(frozen=True)
class Link:
    """What the node ``from_id`` makes goes into ``to_id``."""

    from_id: str
    to_id: str


@dataclass(frozen=True)
class Chain:
    """One chain in one version; ``chief`` (链长) is empty until the bureau enters it."""

    id: str
    version: str
    name: str
    source: str
    notes: str = ""
    chief: str = ""
    lead_unit: str = ""
    parks: tuple[str, ...] = ()
    centres: tuple[str, ...] = ()
    nodes: tuple[Node, ...] = ()
    links: tuple[Link, ...] = ()


def load_atlas(folder: Path = CHAINS, industries: Path = INDUSTRIES) -> tuple[Chain, ...]:
    """Read and check every chain of a folder, in the order of their files.

    Raises:
        AtlasError: a file is no TOML; a key, word, code or number is wrong; a link leads nowhere, upstream or round; a
            node stands alone; a code decides twice; two chains share an id.
    """
    known = load_industries(industries)
    chains: dict[str, Chain] = {}
    for path in sorted(folder.glob("*.toml")):
        file = TomlFile(path, "产业链图谱", AtlasError)
        chain = _chain(file, known)
        if chain.id in chains:
            raise file.refuse(f"编号 {chain.id} 已用于另一条链，请改用别的编号。", "id")
        chains[chain.id] = chain
    return tuple(chains.values())


def load_industries(path: Path = INDUSTRIES) -> Mapping[str, str]:
    """Code → name of our table of GB/T 4754-2017: every division, and the divisions of the chains down to each class."""
    with path.open(encoding="utf-8", newline="") as file:
        return {row["code"]: row["name"] for row in csv.DictReader(file)}


def _chain(file: TomlFile, industries: Collection[str]) -> Chain:
    said = file.content
    file.only(said, (*TEXTS_OF_A_CHAIN, *MORE_TEXTS, "parks", "centres", "link", "node"), "产业链")
    nodes = tuple(_node(file, raw, industries) for raw in _tables(file, "node"))
    if not nodes:
        raise file.refuse("没有环节：请至少写一个 [[node]]。")
    links = tuple(_link(file, raw) for raw in _tables(file, "link"))
    _check_ids(file, nodes)
    _check_ends(file, nodes, links)
    _check_shape(file, nodes, links)
    _check_codes(file, nodes)
    return Chain(
        **{key: file.text_of(key) for key in TEXTS_OF_A_CHAIN},
        **{key: _text(file, said, key) for key in MORE_TEXTS},
        parks=file.some_of(said, "parks", None, ()),
        centres=file.some_of(said, "centres", None, ()),
        nodes=nodes,
        links=links,
    )


def _tables(file: TomlFile, name: str) -> Sequence[dict[str, Any]]:
    found = file.content.get(name, [])
    if not isinstance(found, list):
        raise file.refuse(f"{name} 应当写成 [[{name}]]，一个一段。", name)
    return found


def _text(file: TomlFile, said: Mapping[str, Any], key: str) -> str:
    value = said.get(key, "")
    if not isinstance(value, str):
        raise file.refuse(f"{key} 应当是文字，不能是 {value!r}。", key)
    return value


def _node(file: TomlFile, said: dict[str, Any], industries: Collection[str]) -> Node:
    file.only(said, tuple(Node.__dataclass_fields__), "node")
    identity, name = _text(file, said, "id"), _text(file, said, "name")
    if not identity or not name:
        raise file.refuse("每个环节都要写 id 和 name。", identity or name or "[[node]]")
    node = Node(
        id=identity,
        name=name,
        segment=file.one_of(said, "segment", SEGMENTS, ""),
        codes=file.some_of(said, "codes", None, ()),
        shared_codes=file.some_of(said, "shared_codes", None, ()),
        keywords=file.some_of(said, "keywords", None, ()),
        excludes=file.some_of(said, "excludes", None, ()),
        trade=file.truth(said, "trade", False),
        weight=file.number(said, "weight", 1.0),
    )
    for code in (*node.codes, *node.shared_codes):
        if code not in industries or len(code) != DIGITS_OF_A_CLASS:
            raise file.refuse(
                f"环节 {identity} 的行业代码 {code} 不是 industries.csv 中的四位小类（GB/T 4754—2017）。请核对代码。",
                code,
            )
    if not node.codes and not node.keywords:
        raise file.refuse(
            f"环节 {identity} 既没有 codes 也没有 keywords，没有企业能归入。请至少写一项。", "id", identity
        )
    return node


def _link(file: TomlFile, said: dict[str, Any]) -> Link:
    file.only(said, ("from", "to"), "link")
    ends = Link(_text(file, said, "from"), _text(file, said, "to"))
    if not ends.from_id or not ends.to_id:
        raise file.refuse("每条 link 都要写 from 和 to。", ends.from_id or ends.to_id or "link")
    return ends


def _check_ids(file: TomlFile, nodes: Sequence[Node]) -> None:
    prefix = f"{file.text_of('id')}."
    for identity, times in Counter(node.id for node in nodes).items():
        if not identity.startswith(prefix):
            raise file.refuse(f"环节编号 {identity} 应当以 {prefix} 开头。", "id", identity)
        if times > 1:
            raise file.refuse(f"环节编号 {identity} 用了 {times} 次，请改成不同的编号。", "id", identity)


def _check_ends(file: TomlFile, nodes: Sequence[Node], links: Sequence[Link]) -> None:
    segments = {node.id: SEGMENTS.index(node.segment) for node in nodes}
    for link in links:
        for end in (link.from_id, link.to_id):
            if end not in segments:
                raise file.refuse(f"link 指向没有的环节 {end}。请改正编号，或补上这个环节。", end)
        if segments[link.from_id] > segments[link.to_id]:
            raise file.refuse(
                f"link 从 {link.from_id} 到 {link.to_id} 是从{SEGMENTS[segments[link.from_id]]}"
                f"流向{SEGMENTS[segments[link.to_id]]}，应当由上游流向下游。请对调两端，或改正环节的 segment。",
                link.from_id,
                link.to_id,
            )


def _check_shape(file: TomlFile, nodes: Sequence[Node], links: Sequence[Link]) -> None:
    if cycle := _cycle(links):
        raise file.refuse(
            f"link 首尾相接成圈：{' → '.join(cycle)}。请删去其中一条。", cycle[0], cycle[1], "from"
        )
    linked = {end for link in links for end in (link.from_id, link.to_id)}
    for node in nodes if len(nodes) > 1 else ():
        if node.id not in linked:
            raise file.refuse(f"环节 {node.id} 没有任何 link。请写明它供给谁，或由谁供给。", "id", node.id)


def _cycle(links: Sequence[Link]) -> list[str]:
    """The nodes of one cycle, the first again at its end; empty when there is none."""
    following: dict[str, list[str]] = {}
    for link in links:
        following.setdefault(link.from_id, []).append(link.to_id)
    # What leads to no cycle is left out until nothing more can be: what stays leads into one.
    while ends := [node for node, nexts in following.items() if not any(each in following for each in nexts)]:
        for node in ends:
            del following[node]
    if not following:
        return []
    way = [next(iter(following))]
    while way[-1] not in way[:-1]:
        way.append(next(each for each in following[way[-1]] if each in following))
    return way[way.index(way[-1]) :]


def _check_codes(file: TomlFile, nodes: Sequence[Node]) -> None:
    deciding: dict[str, str] = {}
    for code, owner in _uses(nodes, "codes"):
        if code in deciding:
            raise file.refuse(
                f"行业代码 {code} 同时决定 {deciding[code]} 和 {owner}。请在两处都改写进 shared_codes。",
                "codes",
                code,
            )
        deciding[code] = owner
    for code, owner in _uses(nodes, "shared_codes"):
        if code in deciding:
            raise file.refuse(
                f"行业代码 {code} 在 {deciding[code]} 单独决定，在 {owner} 却是共用。请在两处都改写进 shared_codes。",
                "shared_codes",
                code,
            )


def _uses(nodes: Sequence[Node], key: str) -> Iterator[tuple[str, str]]:
    return ((code, node.id) for node in nodes for code in getattr(node, key))
