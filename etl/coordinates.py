"""Which coordinates a layer is in: what it or the mapping file declares, else what their size tells; and whether that fits.

A layer that would lie elsewhere, or whose eastings and northings have changed places, is refused with the likely cure.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import shapely
from pyproj import CRS, Transformer
from pyproj.exceptions import CRSError, ProjError

from etl.contracts import Contract
from etl.extent import Extent
from etl.issues import ERROR, WARNING, Finding, IssueLog
from etl.read.model import RawTable
from etl.shifted import is_in_degrees, straightened, system_of

GEOGRAPHIC = "EPSG:4490"
# China with nothing of the seas far south of it: where eastings taken for northings end (2–8° N) is outside.
CHINA = Extent(73.0, 15.0, 136.0, 54.0, "")
# In this order: what is delivered here, then the usual wrong zones of CGCS2000 (with zone, without), of 6°, Xian 1980,
# Beijing 1954, and what programs for the whole world use.
CANDIDATES = (
    "EPSG:4490", "EPSG:4549", "EPSG:4528", *(f"EPSG:{code}" for code in range(4534, 4555)),
    *(f"EPSG:{code}" for code in range(4513, 4534)), *(f"EPSG:{code}" for code in range(4491, 4513)),
    *(f"EPSG:{code}" for code in range(2349, 2391)), *(f"EPSG:{code}" for code in range(2401, 2443)),
    "EPSG:3857", "EPSG:32649", "EPSG:32650", "EPSG:32651",
)  # fmt: skip
SAMPLED = 200

Shapes = npt.NDArray[Any]
Degrees = npt.NDArray[np.float64]


@dataclass(frozen=True)
class Placing:
    """What is known of a layer's place before it is looked at.

    Attributes:
        district: where it should lie; None where nobody says it.
        swapped: the mapping file says that northings stand before eastings.
    """

    district: Extent | None = None
    swapped: bool = False


@dataclass(frozen=True)
class Complaint:
    """Why a layer's coordinates cannot be used, and what to do."""

    check_name: str
    reason: str
    next_step: str


@dataclass(frozen=True)
class Placed:
    """Shapes and the system that they are in (``GEOGRAPHIC`` once a shift is undone)."""

    shapes: Shapes
    crs: CRS
    guessed: str | None = None


def place(
    rows: pa.Table, raw: RawTable, contract: Contract, log: IssueLog, placing: Placing
) -> Placed | None:
    """The shapes of ``rows`` and their system; None where there are none, or where the log says why they are refused."""
    if rows["shape"].null_count == len(rows):
        return None
    shapes: Shapes = shapely.from_wkb(rows["shape"].to_numpy(), on_invalid="ignore")
    if placing.swapped:
        shapes = turned(shapes)
    placed = _settled(shapes, rows["crs"][0].as_py(), placing)
    if isinstance(placed, Complaint):
        finding = Finding(placed.check_name, ERROR, placed.reason, placed.next_step)
        log.file(raw.source, finding, sheet=raw.sheet, entity=contract.entity)
        return None
    if placed.guessed:
        finding = Finding(
            "crs_by_magnitude",
            WARNING,
            f"图层没有声明坐标系，按坐标大小判断为 {placed.guessed}。",
            f"如不对，请在映射文件中写 crs（现按 {placed.guessed}）。",
        )
        log.file(raw.source, finding, sheet=raw.sheet, entity=contract.entity)
    return placed


def _settled(shapes: Shapes, declared: str | None, placing: Placing) -> Placed | Complaint:
    if system := system_of(declared or ""):
        if not is_in_degrees(shapes):
            return _unknown(f"坐标系写的是 {declared}，而坐标不是经纬度。")
        placed = Placed(straightened(shapes, system), CRS.from_user_input(GEOGRAPHIC))
    elif declared:
        try:
            placed = Placed(shapes, CRS.from_user_input(declared))
        except CRSError:
            return _unknown(f"图层声明的坐标系无法识别：{declared[:80]}。")
    else:
        guess = crs_by_magnitude(shapely.total_bounds(shapes))
        if guess is None:
            return _of_no_size(shapes, placing)
        placed = Placed(shapes, CRS.from_user_input(guess), guess)
    return _misplaced(placed, placing) or placed


def _unknown(reason: str) -> Complaint:
    return Complaint("unknown_crs", reason, "请附上 .prj 文件，或在映射文件中写明 crs（如 EPSG:4549）。")


def _of_no_size(shapes: Shapes, placing: Placing) -> Complaint:
    """Coordinates that no declaration explains and whose size is none of the three."""
    swapped = crs_by_magnitude(shapely.total_bounds(turned(shapes)))
    home = placing.district or CHINA
    if swapped and _share_in(home, _sampled(turned(shapes)), CRS.from_user_input(swapped)) > 0.5:
        return _swapped(f"图层没有声明坐标系；对调后像 {swapped}。")
    unknown = _unknown("图层没有声明坐标系，坐标大小也不像 4490、4549 或 4528。")
    likely = likely_systems(shapes, placing.district) if placing.district else ""
    return replace(unknown, reason=unknown.reason + likely) if likely else unknown


def _swapped(why: str) -> Complaint:
    return Complaint(
        "swapped_coordinates",
        f"坐标可能写反了：横坐标（东、经度）和纵坐标（北、纬度）对调。{why}",
        "核对后请重新导出，或在映射文件中为它写 swap_xy = true。",
    )


def _misplaced(placed: Placed, placing: Placing) -> Complaint | None:
    """A complaint where most of the shapes lie outside the district, or where only turning them brings them to China."""
    points = _sampled(placed.shapes)
    if not len(points):
        return None
    home = placing.district or CHINA
    if _share_in(home, points, placed.crs) > 0.5:
        return None
    if _share_in(home, points[:, ::-1], placed.crs) > 0.5:
        return _swapped(f"按 {_name_of(placed.crs)}，对调后才落在{'本区' if home.said_in else '中国境内'}。")
    if placing.district is None:
        return None
    lon, lat = np.median(_moved(points, placed.crs), axis=0)
    where = f"东经 {lon:.2f}°、北纬 {lat:.2f}°" if np.isfinite([lon, lat]).all() else "无法换算的位置"
    return Complaint(
        "outside_district",
        f"图层按 {_name_of(placed.crs)} 落在{where}一带，不在本区范围内（{placing.district.said_in}）。"
        + (
            likely_systems(placed.shapes, placing.district)
            or "没有一种常用坐标系使它落在本区，可能是地方独立坐标系。"
        ),
        "请向来件单位核实坐标系，并在映射文件中写明 crs（对调的写 swap_xy = true）；不是本区的图层请移走。",
    )


def likely_systems(shapes: Shapes, district: Extent) -> str:
    """The sentence that names the first of `CANDIDATES` under which most shapes lie in the district; empty for none."""
    points = _sampled(shapes)
    for turn, word in ((points, ""), (points[:, ::-1], "并把横纵坐标对调")):
        for code in CANDIDATES:
            crs = CRS.from_user_input(code)
            if len(turn) and _share_in(district, turn, crs) > 0.5:
                return f"可能是 {code}（{crs.name}）{word}。"
    return ""


def _sampled(shapes: Shapes) -> Degrees:
    """The middles of up to `SAMPLED` shapes, spread over the layer."""
    bounds = shapely.bounds(shapes[:: max(1, len(shapes) // SAMPLED)])
    middles: Degrees = (bounds[:, :2] + bounds[:, 2:]) / 2
    return middles[np.isfinite(middles).all(axis=1)]


def _share_in(home: Extent, points: Degrees, crs: CRS) -> float:
    return float(home.holds(_moved(points, crs)).mean())


def _moved(points: Degrees, crs: CRS) -> Degrees:
    try:
        move = Transformer.from_crs(crs, GEOGRAPHIC, always_xy=True).transform
        moved: Degrees = np.column_stack(move(points[:, 0], points[:, 1]))
    except ProjError:
        return np.full(points.shape, np.nan)
    return moved


def _name_of(crs: CRS) -> str:
    authority = crs.to_authority()
    return ":".join(authority) if authority else str(crs.name)[:60]


def turned(shapes: Shapes) -> Shapes:
    """The shapes with their first and second coordinate in each other's place."""
    exchanged: Shapes = shapely.transform(shapely.force_2d(shapes), lambda xy: xy[:, ::-1])
    return exchanged


def crs_by_magnitude(bounds: npt.NDArray[np.float64]) -> str | None:
    """The system that coordinates of this size are usually in here (domain notes 4.6); None when they fit none.

    Degrees → EPSG:4490; eastings of six digits → EPSG:4549; eastings of eight that start with 40 → EPSG:4528.
    """
    west, south, east, north = bounds
    if 70 <= west <= east <= 140 and 0 <= south <= north <= 60:
        return GEOGRAPHIC
    if 2_000_000 <= south <= north <= 6_000_000:
        if 250_000 <= west <= east <= 750_000:
            return "EPSG:4549"
        if 40_250_000 <= west <= east <= 40_750_000:
            return "EPSG:4528"
    return None


def in_degrees(shapes: Shapes, source: CRS) -> Shapes:
    """The shapes of a coordinate system in longitude and latitude (EPSG:4490)."""
    return transformed(shapes, source, GEOGRAPHIC)


def transformed(shapes: Shapes, source: CRS, target: str) -> Shapes:
    """The shapes in another system."""
    if source == CRS.from_user_input(target):
        return shapes
    move = Transformer.from_crs(source, target, always_xy=True).transform
    moved: Shapes = shapely.transform(shapes, lambda xy: np.column_stack(move(xy[:, 0], xy[:, 1])))
    return moved
