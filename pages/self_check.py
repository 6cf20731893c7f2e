"""自检: does everything that this server needs stand ready, and does anything leave the machine?"""

from __future__ import annotations

from dashboard import self_check

self_check.show()
