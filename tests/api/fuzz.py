"""The long run of schemathesis against a running site: python -m tests.api.fuzz http://127.0.0.1:8000 [examples]

Asks every operation with values that the schema allows and with values that it forbids, and fails on any 5xx, any
status, content type or body that the schema does not promise, and any method that is not refused.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from schemathesis.checks import CHECKS as KNOWN
from schemathesis.checks import load_all_checks

NAMES = (
    "not_a_server_error",
    "status_code_conformance",
    "content_type_conformance",
    "response_schema_conformance",
    "unsupported_method",
)
load_all_checks()
CHECKS = [KNOWN.get_one(name) for name in NAMES]


def command(site: str, examples: int) -> list[str]:
    return [
        str(Path(sys.executable).parent / "schemathesis"), "run", f"{site}/api/schema/",
        "--checks", ",".join(NAMES),
        "--mode", "all",
        "--phases", "examples,coverage,fuzzing",
        "--max-examples", str(examples),
        "--suppress-health-check", "all",
        "--no-color",
    ]  # fmt: skip


if __name__ == "__main__":
    site, examples = sys.argv[1], int(sys.argv[2]) if len(sys.argv) > 2 else 100
    sys.exit(subprocess.run(command(site.rstrip("/"), examples), check=False).returncode)
