"""目标: which targets of the year are behind their schedule, by how much, and who answers for them?"""

from __future__ import annotations

from dashboard import filters, target_panel
from dashboard.queries import snapshot

selection = filters.shared()
words = filters.in_force(selection, snapshot.choices())
filters.chips(words)
if found := target_panel.top(selection, narrowed=bool(words)):
    target_panel.show(*found)
