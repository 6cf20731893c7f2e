"""What the two programs agree on about the snapshot store, beside the tables."""

from __future__ import annotations

# A file of this name in a build's folder: the build is not dropped, however old it is.
KEEP = "KEEP"
# Tiles of the map beside the database; a build without a shape of the kind has no such file.
PARCEL_TILES, PARK_TILES = "parcels.pmtiles", "parks.pmtiles"
# Archives that people put into the background of the map, numbered: basemap-0.pmtiles, basemap-1.pmtiles …
BASEMAP_TILES = "basemap-"
