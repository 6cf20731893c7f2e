"""By which land and which tax something is measured (口径), as rule packs and plans say it in their table ``caliber``."""

from __future__ import annotations

from dataclasses import dataclass

from etl.contracts.calibers import ADJUSTMENTS, AREAS, TENANT_POLICIES, VACANT
from etl.toml_file import TomlFile


@dataclass(frozen=True)
class Caliber:
    """By which land and which tax is measured (domain notes 1.6, 1.7).

    Attributes:
        area: ``priority`` (certificate, else measured, else declared) or one of the three and nothing in its place.
        vacant: empty floor counts as its ``owner``'s or is ``excluded``.
        tenants: ``apportion`` each its own; ``merge`` landlord and tenants share one result; ``inherit`` small tenants
            have the landlord's grade; ``both`` each its own with the merged result beside.
        small_tenant_mu: tenants below scale on less land are small.
        adjustments: what counts beside tax paid, of `etl.contracts.calibers.ADJUSTMENTS`.
    """

    area: str = "priority"
    vacant: str = "owner"
    tenants: str = "apportion"
    small_tenant_mu: float = 3.0
    adjustments: tuple[str, ...] = tuple(ADJUSTMENTS)


def caliber_of(file: TomlFile) -> Caliber:
    """What the table ``caliber`` of a pack or a plan says."""
    said = file.part("caliber", tuple(Caliber.__dataclass_fields__))
    return Caliber(
        area=file.one_of(said, "area", tuple(AREAS), "priority"),
        vacant=file.one_of(said, "vacant", tuple(VACANT), "owner"),
        tenants=file.one_of(said, "tenants", tuple(TENANT_POLICIES), "apportion"),
        small_tenant_mu=file.number(said, "small_tenant_mu", 3.0),
        adjustments=file.some_of(said, "adjustments", tuple(ADJUSTMENTS), tuple(ADJUSTMENTS)),
    )
