"""工作报告: what does the yearly report say this year, which of its sentences cannot be said, and why?"""

from __future__ import annotations

from dashboard import filters, report_panel
from dashboard.queries import snapshot

shared = filters.shared()
words = filters.in_force(shared, snapshot.choices())
filters.chips(words)
report_panel.show(shared, words)
