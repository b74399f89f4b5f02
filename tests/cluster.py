"""A throw-away PostgreSQL cluster: `python -m tests.cluster COMMAND...` runs the command with DATABASE_URL set to it.

Before the command runs, a database of it is told the demo; every worker of the tests makes its own from that one.

The cluster lives in a temporary folder, listens on a Unix socket there and on no port, and is removed at the end.
initdb refuses to run as root, so root hands it to the user `postgres`, whom Debian's package makes.
"""

from __future__ import annotations

import os
import pwd
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.told import install

TOLD = "told"
# Durability is for data that somebody wants back.
UNSAFE = "-c fsync=off -c synchronous_commit=off -c full_page_writes=off -c autovacuum=off -c listen_addresses="


def binaries() -> Path:
    """Folder of the newest installed PostgreSQL; raises SystemExit when there is none."""
    found = sorted(
        Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda p: int(re.sub(r"\D", "", p.parts[4]) or 0)
    )
    if not found:
        raise SystemExit("PostgreSQL is not installed: apt-get install postgresql")
    return found[-1].parent


@contextmanager
def cluster() -> Iterator[str]:
    """Start a cluster, yield its DATABASE_URL, stop and remove it."""
    folder = Path(tempfile.mkdtemp(prefix="gozaresh-pg-"))
    owner = "postgres" if os.geteuid() == 0 else pwd.getpwuid(os.geteuid()).pw_name
    if os.geteuid() == 0:
        shutil.chown(folder, owner)
    data, bin_ = folder / "data", binaries()

    def run(*command: str) -> None:
        prefix = ["runuser", "-u", owner, "--"] if os.geteuid() == 0 else []
        subprocess.run([*prefix, *command], check=True, cwd=folder, stdout=subprocess.DEVNULL)

    run(str(bin_ / "initdb"), "-D", str(data), "-U", "gozaresh", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8", "-N")
    run(str(bin_ / "pg_ctl"), "-D", str(data), "-w", "-l", str(folder / "log"), "-o", f"-k {folder} {UNSAFE}", "start")
    try:
        os.chmod(folder, 0o755)
        run(str(bin_ / "createdb"), "-h", str(folder), "-U", "gozaresh", TOLD)
        yield f"postgres://gozaresh@/{folder}/postgres"
    finally:
        run(str(bin_ / "pg_ctl"), "-D", str(data), "-m", "immediate", "stop")
        shutil.rmtree(folder, ignore_errors=True)


def main(command: list[str]) -> int:
    with cluster() as url, tempfile.TemporaryDirectory() as var:
        database = url.removesuffix("postgres") + TOLD
        # No pool: its spare connections would keep a database from being copied.
        install(Path(var), DATABASE_URL=database, DATABASE_POOL="0")
        env = {**os.environ, "DATABASE_URL": url, "DATABASE_POOL": "0", "TOLD_DATABASE": TOLD}
        return subprocess.run(command, env=env, check=False).returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
