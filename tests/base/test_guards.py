"""The triggers that keep editions and log as they are: there, complete, back after every migrate, never in the way."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.core.management import call_command
from django.db import IntegrityError, connection, transaction

from newsroom.audit.log import LogEntry
from newsroom.base import guards
from newsroom.publishing.edition import Edition, EditionBody

TABLES = {"newsroom_edition": Edition, "newsroom_editionbody": EditionBody, "newsroom_logentry": LogEntry}
EVENTS = {"sqlite": ["update", "delete"], "postgresql": ["update", "delete", "truncate"]}

on_sqlite = pytest.mark.skipif(connection.vendor != "sqlite", reason="a table is rebuilt on SQLite only")
on_postgresql = pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite has no TRUNCATE")


def expected() -> set[str]:
    return {f"guard_{table}_on_{event}" for table in TABLES for event in EVENTS[connection.vendor]}


def definitions() -> list[tuple[str, str]]:
    """Each guard with the words it was made of."""
    query = {
        "sqlite": "SELECT name, sql FROM sqlite_master WHERE type = 'trigger' ORDER BY name",
        "postgresql": "SELECT tgname, pg_get_triggerdef(oid) FROM pg_trigger "
        "WHERE tgname LIKE 'guard_%' ORDER BY tgname",
    }[connection.vendor]
    with connection.cursor() as cursor:
        cursor.execute(query)
        return list(cursor.fetchall())


def drop(name: str) -> None:
    table = name.removeprefix("guard_").rsplit("_on_", 1)[0]
    with connection.cursor() as cursor:
        cursor.execute(f"DROP TRIGGER {name}" + (f" ON {table}" if connection.vendor == "postgresql" else ""))


def rewrite_the_log() -> None:
    LogEntry.objects.filter(pk=LogEntry.objects.order_by("pk")[0].pk).update(detail="rewritten")


def is_refused(act: Callable[[], None]) -> bool:
    try:
        with transaction.atomic():
            act()
    except IntegrityError:
        return True
    return False


def test_the_guarded_tables_are_the_frozen_ones(db: None) -> None:
    assert {(guard.table, guard.rule) for guard in guards.guarded()} == {
        ("newsroom_edition", "frozen"),
        ("newsroom_editionbody", "withholdable"),
        ("newsroom_logentry", "frozen"),
    }


def test_exactly_the_expected_guards_are_there(db: None) -> None:
    assert guards.present() == expected()


def test_making_sure_of_them_twice_changes_nothing(db: None) -> None:
    before = definitions()
    guards.ensure_guards()
    guards.ensure_guards()
    assert definitions() == before
    assert len(before) == len(expected())


@pytest.mark.parametrize("table", TABLES)
def test_a_guard_that_was_dropped_comes_back(db: None, table: str) -> None:
    drop(f"guard_{table}_on_update")
    assert guards.present() == expected() - {f"guard_{table}_on_update"}
    guards.ensure_guards()
    assert guards.present() == expected()


def test_a_guard_of_an_older_rule_is_replaced(db: None) -> None:
    """A release may sharpen a rule; an installation must not keep the blunt trigger of the same name."""
    name = "guard_newsroom_logentry_on_update"
    blunt = {
        "sqlite": f"CREATE TRIGGER {name} BEFORE UPDATE ON newsroom_logentry WHEN 1 = 0 BEGIN SELECT 1; END",
        "postgresql": f"CREATE TRIGGER {name} BEFORE UPDATE ON newsroom_logentry FOR EACH ROW WHEN (1 = 0) "
        "EXECUTE FUNCTION newsroom_refuse()",
    }[connection.vendor]
    drop(name)
    with connection.cursor() as cursor:
        cursor.execute(blunt)
    assert not is_refused(rewrite_the_log)
    guards.ensure_guards()
    assert is_refused(rewrite_the_log)


@on_sqlite
@pytest.mark.parametrize("model", TABLES.values(), ids=TABLES)
def test_they_come_back_after_sqlite_rebuilt_the_table(db: None, model: type) -> None:
    """SQLite changes a column by copying the whole table, and its triggers are gone with the old one."""
    table = model._meta.db_table  # type: ignore[attr-defined]
    names = {name for name in expected() if name.startswith(f"guard_{table}_on")}
    rows = model.objects.count()  # type: ignore[attr-defined]
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA defer_foreign_keys = ON")
    editor = connection.SchemaEditorClass(connection)
    editor.deferred_sql = []
    editor._remake_table(model)
    assert guards.present() == expected() - names
    call_command("migrate", verbosity=0)
    assert guards.present() == expected()
    assert model.objects.count() == rows  # type: ignore[attr-defined]


def test_rows_can_always_be_added(db: None) -> None:
    last = LogEntry.objects.order_by("-pk")[0]
    LogEntry.objects.create(verb="edit", object_kind="test", object_id="x", seq=1, at=last.at, digest="0")
    assert LogEntry.objects.filter(object_kind="test").count() == 1


@pytest.mark.parametrize("model", TABLES.values(), ids=TABLES)
def test_no_row_is_deleted_by_any_way(db: None, model: type) -> None:
    table = model._meta.db_table  # type: ignore[attr-defined]

    def by_hand() -> None:
        with connection.cursor() as cursor:
            cursor.execute(f"DELETE FROM {table} WHERE 1 = 1")

    assert is_refused(by_hand)


def test_a_bulk_update_is_refused_like_a_single_one(db: None) -> None:
    rows = list(LogEntry.objects.all()[:3])
    for row in rows:
        row.detail = "rewritten"
    assert is_refused(lambda: LogEntry.objects.bulk_update(rows, ["detail"]) and None)
    assert is_refused(lambda: rows[0].save())
    assert not LogEntry.objects.filter(detail="rewritten").exists()


@on_postgresql
@pytest.mark.parametrize("table", TABLES)
def test_no_table_is_emptied_by_truncate(db: None, table: str) -> None:
    def truncate() -> None:
        with connection.cursor() as cursor:
            cursor.execute(f"TRUNCATE {table} CASCADE")

    assert is_refused(truncate)


def test_a_body_may_be_withheld_and_neither_rewritten_nor_brought_back(db: None) -> None:
    first, second = (EditionBody.objects.filter(pk=pk) for pk in EditionBody.objects.values_list("pk", flat=True)[:2])
    assert is_refused(lambda: first.update(document="{}") and None)
    assert not is_refused(lambda: first.update(document=None) and None)
    assert is_refused(lambda: first.update(document="{}") and None)
    assert second.get().document


# --- lifted -----------------------------------------------------------------------------------------------------------


def test_lifted_takes_them_off_and_puts_them_back(db: None) -> None:
    before = definitions()
    with guards.lifted():
        assert guards.present() == set()
        assert not is_refused(rewrite_the_log)
    assert guards.present() == expected()
    assert definitions() == before
    assert is_refused(rewrite_the_log)


def test_lifted_puts_them_back_after_a_failure_too(db: None) -> None:
    with pytest.raises(RuntimeError), guards.lifted():
        raise RuntimeError("half-way")
    assert guards.present() == expected()


def test_nothing_in_the_product_lifts_them() -> None:
    from tests.test_architecture import SOURCES

    users = [path.name for path in SOURCES if "lifted(" in path.read_text(encoding="utf-8")]
    assert users == ["guards.py"]
