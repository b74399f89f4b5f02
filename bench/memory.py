"""What the process keeps in memory."""

from __future__ import annotations

import os
from pathlib import Path


def resident() -> float:
    """Megabytes of this process that lie in memory now (Linux)."""
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 1e6
