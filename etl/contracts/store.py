"""What the two programs agree on about the snapshot store, beside the tables."""

from __future__ import annotations

# A file of this name in a build's folder: the build is not dropped, however old it is.
KEEP = "KEEP"
