"""园区地块: what is being rebuilt in the parks, and how far is it?"""

from __future__ import annotations

from dashboard import filters, works_panel
from dashboard.queries import snapshot

selection = filters.shared()
words = filters.in_force(selection, snapshot.choices())
filters.chips(words)
works_panel.show(selection, words)
