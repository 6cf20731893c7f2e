"""What a visitor chose: a frozen value that queries take as parameters and links carry. Knows no screen."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields, replace

# Rows whose register names no town, park, industry or size stay reachable under these words.
UNKNOWN = "未注明"
OUTSIDE_PARKS = "园区外"
SIZES = ("大型", "中型", "小型", "微型", UNKNOWN)
# An enterprise that is on no parcel in the year, neither as owner nor as tenant.
NO_TENANCY = "none"
# An enterprise that sits on no node of any industrial chain.
NO_CHAIN = "未归入产业链"


@dataclass(frozen=True)
class Selection:
    """The enterprises that a screen speaks of; an empty choice means all of them.

    Attributes:
        year: the year of tax, output and land; None when the snapshot has no year at all.
        towns: towns (镇街), ``UNKNOWN`` for none named.
        parks: park ids (片区), empty text for outside every park.
        industries: two-digit divisions of GB/T 4754-2017, empty text for none named.
        scales: ``above`` 规上, ``below`` 规下, ``unknown``.
        sizes: 大型, 中型, 小型, 微型, ``UNKNOWN``.
        search: part of a name or of a credit code.
        lowest: least tax per mu (万元/亩), inclusive; None for no bound.
        highest: greatest tax per mu (万元/亩), inclusive; None for no bound.
        graded_by: the rule pack whose grades are shown and filtered by; empty where none grades anybody.
        grades: A, B, C, D, T under that pack in the year.
        honours: codes of honours of which one is valid in the year.
        tenancies: own, lease_land, lease_floor, ``NO_TENANCY``: one of the ways in which land is held in the year.
        least_mu: least land (亩), inclusive; None for no bound; likewise ``most_mu``.
        chains: ids of industrial chains of which one has the enterprise on a node, empty text for on none.
    """

    year: int | None = None
    towns: tuple[str, ...] = ()
    parks: tuple[str, ...] = ()
    industries: tuple[str, ...] = ()
    scales: tuple[str, ...] = ()
    sizes: tuple[str, ...] = ()
    search: str = ""
    lowest: float | None = None
    highest: float | None = None
    graded_by: str = ""
    grades: tuple[str, ...] = ()
    honours: tuple[str, ...] = ()
    tenancies: tuple[str, ...] = ()
    least_mu: float | None = None
    most_mu: float | None = None
    chains: tuple[str, ...] = ()

    @property
    def parameters(self) -> Mapping[str, object]:
        """The values that `dashboard.queries.firms` binds, by name."""
        values = {each.name: getattr(self, each.name) for each in fields(self)}
        return {
            **values,
            "search": contains_pattern(self.search),
            "unknown": UNKNOWN,
            "outside": OUTSIDE_PARKS,
            "no_tenancy": NO_TENANCY,
        }

    def of_year(self, year: int | None) -> Selection:
        """The same choice in another year."""
        return replace(self, year=year)

    def of_any_tax_per_mu(self) -> Selection:
        """The same choice without its range of tax per mu: what a histogram of that range is drawn over."""
        return replace(self, lowest=None, highest=None)


def contains_pattern(text: str) -> str:
    r"""The LIKE pattern (escape ``\``) of values that contain ``text`` as it stands; empty for no text."""
    wanted = text.strip()
    for special in ("\\", "%", "_"):
        wanted = wanted.replace(special, f"\\{special}")
    return f"%{wanted}%" if wanted else ""
