"""The demo, told once for each state of the code: an installation that test databases and served sites are copied from.

To migrate and to tell takes longer than most test files, and every worker of every run would do it again. It is made by
the commands that `make run` uses, in a folder of its own under .cache/, and made anew when anything it depends on has
changed. `python -m tests.told` migrates and tells into whatever the environment names, and collects the static files.
"""

from __future__ import annotations

import datetime as dt
import fcntl
import hashlib
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
CACHE = ROOT / ".cache" / "told"
MADE_OF = ("newsroom", "cms", "fixtures", "seeds", "locale", "requirements.txt", "manage.py", "tests/told.py")
NOT_TOLD = frozenset({".pyc", ".po"})
DATABASE = "site.sqlite3"


@contextmanager
def told() -> Iterator[Path]:
    """The folder of an installation that knows the demo; nobody else reads or removes it until the block ends.

    It holds the database, the logins that were drawn for it, the secret key and the static files.
    """
    CACHE.mkdir(parents=True, exist_ok=True)
    with (CACHE / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        folder = CACHE / digest()
        if not folder.exists():
            for old in CACHE.glob("*/"):
                shutil.rmtree(old)
            new = folder.with_suffix(".part")
            new.mkdir()
            install(new)
            new.rename(folder)
        yield folder


def copy_to(var: Path) -> None:
    """A copy of that installation, database and logins and all, into the folder `var`."""
    with told() as folder:
        shutil.copytree(folder, var, dirs_exist_ok=True)


def install(var: Path, **environment: str) -> None:
    """Install into the folder `var`; raises RuntimeError with what the commands said when they fail.

    `environment` may name another database than a file in that folder.
    """
    env = {**os.environ, "LOG_LEVEL": "WARNING", **environment_of(var), **environment}
    done = subprocess.run(
        [sys.executable, "-m", "tests.told"], cwd=ROOT, env=env, check=False, capture_output=True, text=True
    )
    if done.returncode:
        raise RuntimeError(f"the demo could not be told: {done.stdout}\n{done.stderr}")


def environment_of(var: Path) -> dict[str, str]:
    """What makes a process work on the installation in `var`."""
    return {"GOZARESH_VAR": str(var), "DATABASE_URL": f"sqlite:///{var / DATABASE}"}


def digest() -> str:
    """Of all that the told demo can depend on; of the day too, for some pages show what is new."""
    said = hashlib.sha256(f"{dt.datetime.now(dt.UTC).date()} {sys.version}".encode())
    for name in MADE_OF:
        path = ROOT / name
        for file in sorted(path.rglob("*")) if path.is_dir() else [path]:
            if file.is_file() and file.suffix not in NOT_TOLD:
                said.update(f"{file.relative_to(ROOT)}\0{file.stat().st_size}\0".encode())
                said.update(file.read_bytes())
    return said.hexdigest()[:16]


def _tell() -> None:
    """Migrate, tell, collect: what a first `make run` does."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cms.settings")
    import django

    django.setup()
    from django.core.management import call_command
    from django.db import connection

    call_command("migrate", verbosity=0)
    call_command("demo")
    call_command("collectstatic", interactive=False, verbosity=0)
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA journal_mode=DELETE")  # one file, which can be copied; a site sets WAL again
    connection.close()


if __name__ == "__main__":
    _tell()
