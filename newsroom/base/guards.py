"""Guards in the database: rows of a frozen table can be added, never changed or removed, whoever asks.

A model says `GUARD = FROZEN` (no change at all) or `GUARD = WITHHOLDABLE` (its `document` may be set to NULL, nothing
else). Triggers are put back after every migrate, because SQLite drops them when it rebuilds a table. PostgreSQL guards
TRUNCATE too. `lifted()` is the one way around them and exists for the tests' clean-up.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import NamedTuple

from django.apps import apps
from django.db import connections, transaction

FROZEN = "frozen"
WITHHOLDABLE = "withholdable"


_REFUSED = {FROZEN: "1 = 1", WITHHOLDABLE: "NEW.document IS NOT NULL OR NEW.edition_id <> OLD.edition_id"}


class Guard(NamedTuple):
    """One table and what may still happen to its rows."""

    table: str
    rule: str

    @property
    def change_refused(self) -> str:
        """SQL condition under which an UPDATE is refused."""
        return _REFUSED[self.rule]


def guarded() -> list[Guard]:
    """The guarded tables, as their models declare them."""
    models = apps.get_app_config("newsroom").get_models()
    return [Guard(m._meta.db_table, m.GUARD) for m in models if hasattr(m, "GUARD")]


def ensure_guards(using: str = "default") -> None:
    """Put every guard in place as its rule is now; calling it again changes nothing."""
    make = _MAKERS[connections[using].vendor]
    existing = set(connections[using].introspection.table_names())
    with transaction.atomic(using=using), connections[using].cursor() as cursor:
        for guard in guarded():
            if guard.table in existing:
                for statement in make(guard):
                    cursor.execute(statement)


def present(using: str = "default") -> set[str]:
    """Names of the guard triggers that the database has now."""
    query = {
        "sqlite": "SELECT name FROM sqlite_master WHERE type = 'trigger' AND name LIKE 'guard_%'",
        "postgresql": "SELECT tgname FROM pg_trigger WHERE tgname LIKE 'guard_%' AND tgenabled <> 'D'",
    }[connections[using].vendor]
    with connections[using].cursor() as cursor:
        cursor.execute(query)
        return {row[0] for row in cursor.fetchall()}


@contextmanager
def lifted(using: str = "default") -> Iterator[None]:
    """Take the guards off for a block of code: for the tests' clean-up only."""
    with connections[using].cursor() as cursor:
        for name in sorted(present(using)):
            table = name.removeprefix("guard_").rsplit("_on_", 1)[0]
            drop = {"sqlite": f"DROP TRIGGER {name}", "postgresql": f"DROP TRIGGER {name} ON {table}"}
            cursor.execute(drop[connections[using].vendor])
    try:
        yield
    finally:
        ensure_guards(using)


def _sqlite(guard: Guard) -> list[str]:
    refuse = f"BEGIN SELECT RAISE(ABORT, '{guard.table}: a published or logged row is never changed'); END"
    name = f"guard_{guard.table}"
    return [
        f"DROP TRIGGER IF EXISTS {name}_on_update",
        f"CREATE TRIGGER {name}_on_update BEFORE UPDATE ON {guard.table} WHEN {guard.change_refused} {refuse}",
        f"DROP TRIGGER IF EXISTS {name}_on_delete",
        f"CREATE TRIGGER {name}_on_delete BEFORE DELETE ON {guard.table} {refuse}",
    ]


def _postgresql(guard: Guard) -> list[str]:
    name = f"guard_{guard.table}"
    return [
        "CREATE OR REPLACE FUNCTION newsroom_refuse() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
        "RAISE EXCEPTION '%: a published or logged row is never changed', TG_TABLE_NAME "
        "USING ERRCODE = 'integrity_constraint_violation'; END $$",
        f"CREATE OR REPLACE TRIGGER {name}_on_update BEFORE UPDATE ON {guard.table} "
        f"FOR EACH ROW WHEN ({guard.change_refused}) EXECUTE FUNCTION newsroom_refuse()",
        f"CREATE OR REPLACE TRIGGER {name}_on_delete BEFORE DELETE ON {guard.table} "
        "FOR EACH ROW EXECUTE FUNCTION newsroom_refuse()",
        f"CREATE OR REPLACE TRIGGER {name}_on_truncate BEFORE TRUNCATE ON {guard.table} "
        "FOR EACH STATEMENT EXECUTE FUNCTION newsroom_refuse()",
    ]


_MAKERS = {"sqlite": _sqlite, "postgresql": _postgresql}
