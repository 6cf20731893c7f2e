"""Writes the parcel layer (GBK shapefile, EPSG:4528, no .cpg) and the park outlines (GeoJSON, EPSG:4490)."""

from __future__ import annotations

import json
from pathlib import Path
from types import TracebackType

import numpy as np
import pyogrio.raw
import shapely
from pyproj import Transformer

from etl.sample.block import Block
from etl.sample.district import M2_PER_MU, PARK_KIND, PARK_PARENT, TOWNS
from etl.sample.layout import Ring, area
from etl.sample.parcels import LAND_USES, PLANNED_USES, STAGES
from etl.sample.registers import owner_names
from etl.sample.tenancy import NOBODY

PARCEL_CRS = "EPSG:4528"
DBF_DATE = (2024, 3, 1)
MISSING_OWNER_CODE_SHARE = 0.03
ACQUISITION_SHARE = 0.05
PARK_HEAD = (
    '{"type": "FeatureCollection", "name": "园区范围", '
    '"crs": {"type": "name", "properties": {"name": "urn:ogc:def:crs:EPSG::4490"}}, "features": [\n'
)


def append_parcels(path: Path, block: Block) -> None:
    """Append a block's parcels to the layer at ``path``, which the first block creates."""
    fields = _fields(block)
    rings = [
        shapely.Polygon(ring[::-1] if _is_counter_clockwise(ring) else ring) for ring in block.parcels.rings
    ]
    new = block.number == 0
    pyogrio.raw.write(
        path,
        shapely.to_wkb(np.array(rings, dtype=object)),
        field_data=list(fields.values()),
        fields=np.array(list(fields)),
        geometry_type="Polygon",
        crs=PARCEL_CRS,
        driver="ESRI Shapefile",
        encoding="GBK",
        append=not new,
        layer_options={"RESIZE": "YES"} if new else None,
    )


def remove_layer(path: Path) -> None:
    """Remove what an earlier run left of the layer."""
    for suffix in (".shp", ".shx", ".dbf", ".prj", ".cpg"):
        path.with_suffix(suffix).unlink(missing_ok=True)


def finish_layer(path: Path) -> None:
    """Leave the layer as the office sends it: GBK text that no file declares; and fix its date."""
    path.with_suffix(".cpg").unlink(missing_ok=True)
    year, month, day = DBF_DATE
    with path.with_suffix(".dbf").open("r+b") as table:
        table.seek(1)
        table.write(bytes([year - 1900, month, day]))
        # Byte 29 of a DBF header is its language driver; 0 says nothing.
        table.seek(29)
        table.write(b"\x00")


class ParkFile:
    """The park outlines as one GeoJSON, written a block at a time."""

    def __init__(self, path: Path) -> None:
        """Open ``path`` for writing."""
        self._file = path.open("w", encoding="utf-8", newline="\n")
        self._file.write(PARK_HEAD)
        self._to_degrees = Transformer.from_crs(PARCEL_CRS, "EPSG:4490", always_xy=True)
        self._is_empty = True

    def __enter__(self) -> ParkFile:
        """The file, open."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Close the collection and the file."""
        self._file.write("\n]}\n")
        self._file.close()

    def append(self, block: Block) -> None:
        """Write a block's 片区."""
        for i, quarter in enumerate(block.quarters):
            self._file.write("" if self._is_empty else ",\n")
            self._file.write(
                json.dumps(self._feature(block.park_name(i), quarter.outline), ensure_ascii=False)
            )
            self._is_empty = False

    def _feature(self, name: str, outline: Ring) -> dict[str, object]:
        closed = [*outline, outline[0]]
        degrees = [self._to_degrees.transform(x, y) for x, y in closed]
        return {
            "type": "Feature",
            "properties": {
                "园区名称": name,
                "园区类型": PARK_KIND,
                "上级园区": PARK_PARENT,
                "规划面积（亩）": round(area(outline) / M2_PER_MU, 2),
            },
            "geometry": {
                "type": "Polygon",
                "coordinates": [[[round(lon, 7), round(lat, 7)] for lon, lat in degrees]],
            },
        }


def _fields(block: Block) -> dict[str, np.ndarray]:
    parcels, firms = block.parcels, block.enterprises
    owned = block.owner != NOBODY
    told = owned & (block.stream("owner codes").random(len(parcels)) >= MISSING_OWNER_CODE_SHARE)
    built = parcels.floor_m2 > 0
    return {
        "ZDDM": _text(parcels.codes),
        "BDCDYH": _text(
            [f"{c}{'F' if b else 'W'}{1 if b else 0:08d}" for c, b in zip(parcels.codes, built, strict=True)]
        ),
        "QLR": _text(owner_names(block)),
        "QLRZJH": _text(
            [firms.codes[o] if known else "" for o, known in zip(block.owner, told, strict=True)]
        ),
        "ZL": _text(parcels.addresses),
        "ZDMJ": parcels.written_area,
        "MJDW": _text([str(unit) for unit in parcels.area_unit]),
        "YT": _text([LAND_USES[use][0] for use in parcels.land_use]),
        "YTMC": _text([LAND_USES[use][1] for use in parcels.land_use]),
        "QLLX": _text([_right_type(g, b) for g, b in zip(parcels.codes, built, strict=True)]),
        "QLXZ": _text(right_natures(block)),
        "RJL": np.round(parcels.floor_m2 / parcels.certificate_m2, 2),
        "JZMD": np.where(built, parcels.density_pct, 0.0),
        "JZZMJ": parcels.floor_m2,
        "KZMJ": _vacant_floor(block),
        "GHYT": _text([PLANNED_USES[use] for use in parcels.planned_use]),
        "GHRJL": parcels.planned_far,
        "SFLS": _text(["1" if temporary else "0" for temporary in parcels.is_temporary]),
        "ZQHXN": _text(["1" if inside else "0" for inside in _in_acquisition(block)]),
        "DQRQ": _text(parcels.expires_on),
        "JD": _text([STAGES[stage] for stage in parcels.stage]),
        "XZQMC": _text([TOWNS[town] for town in parcels.town]),
        "PQMC": _text([block.park_name(int(park)) for park in parcels.park]),
    }


def _in_acquisition(block: Block) -> np.ndarray:
    """Parcels inside the line of a road or a square to come."""
    inside: np.ndarray = block.stream("acquisition").random(len(block.parcels)) < ACQUISITION_SHARE
    return inside


def _vacant_floor(block: Block) -> np.ndarray:
    """Empty floor: a third of the built parcels have some, up to a third of the floor; the office knows of every one."""
    draw = block.stream("empty floor")
    floor = block.parcels.floor_m2
    share = np.where(draw.random(len(floor)) < 1 / 3, draw.uniform(0.05, 1 / 3, len(floor)), 0.0)
    return np.round(floor * share, 1)


def _right_type(code: str, is_built: bool) -> str:
    """QLLX: use right of state (3, 4) or collective (7, 8) construction land, without or with buildings."""
    return str((7 if "JB" in code else 3) + is_built)


def right_natures(block: Block) -> list[str]:
    """QLXZ: granted, allocated or leased state land; collective land approved for use."""
    granted = block.stream("right natures").choice(
        ["102", "101", "104"], len(block.parcels), p=[0.88, 0.08, 0.04]
    )
    return [
        "203" if "JB" in code else str(nature)
        for code, nature in zip(block.parcels.codes, granted, strict=True)
    ]


def _text(values: list[str]) -> np.ndarray:
    return np.array(values, dtype=object)


def _is_counter_clockwise(ring: Ring) -> bool:
    return bool(shapely.LinearRing(ring).is_ccw)
