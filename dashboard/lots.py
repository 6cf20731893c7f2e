"""Which parcels a visitor chose: the filters of the side bar, and those that only the page of parcels has. Knows no screen."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields

from dashboard.selection import Selection

# Name in the URL → what it chooses.
KEYS: Mapping[str, str] = {
    "use": "uses", "right": "rights", "stage": "stages", "batch": "batches", "lgrade": "grades",
}  # fmt: skip


@dataclass(frozen=True)
class LotSelection:
    """The parcels that a screen speaks of; an empty choice means all of them.

    Attributes:
        shared: year, towns, parks, industries, scales, sizes, chains and range of tax per mu (万元/亩, inclusive).
        uses: 工业, 仓储, 其他, empty text for none stated; likewise the others, which name what the files say.
        rights: natures of the right (出让, 划拨 …).
        stages: stages of development.
        batches: the suggested batch of the main user.
        grades: A, B, C, D, T by 地块法.
    """

    shared: Selection
    uses: tuple[str, ...] = ()
    rights: tuple[str, ...] = ()
    stages: tuple[str, ...] = ()
    batches: tuple[str, ...] = ()
    grades: tuple[str, ...] = ()

    @property
    def parameters(self) -> Mapping[str, object]:
        """The values that `dashboard.queries.lots` binds, by name."""
        own = {each.name: getattr(self, each.name) for each in fields(self) if each.name != "shared"}
        taken = (
            "year",
            "towns",
            "parks",
            "industries",
            "scales",
            "sizes",
            "chains",
            "lowest",
            "highest",
            "unknown",
        )
        return {name: self.shared.parameters[name] for name in taken} | own
