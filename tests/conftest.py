"""What every test stands on: static files without a manifest, the language guard, guards lifted for clean-up only."""

from __future__ import annotations

import gc
import os
import shutil
import sqlite3
import sys
from contextlib import closing
from functools import cache
from pathlib import Path
from typing import Any

import django.template.base
import pytest
from django.conf import settings
from django.db import connection
from django.test import TransactionTestCase
from hypothesis import HealthCheck
from hypothesis import settings as hypothesis_settings
from modeltranslation import manager as translated_manager
from modeltranslation.fields import TranslationFieldDescriptor

from newsroom.base import guards, pictures
from tests.stories import (  # noqa: F401 - fixtures
    FURTHER,
    _followed,
    _settled,
    drafts,
    followed,
    passwords_of_the_tests,
    raw,
    settled,
    staff,
    summit,
    write,
)
from tests.told import DATABASE, told

ROOT = Path(__file__).resolve().parent.parent
# A template reads its variables inside Django's own module; whatever it names there is ours.
OURS = (str(ROOT / "newsroom"), str(ROOT / "cms"), str(Path(django.template.base.__file__)))

hypothesis_settings.register_profile(
    "quick", deadline=None, max_examples=60, suppress_health_check=[HealthCheck.too_slow]
)
hypothesis_settings.register_profile(
    "thorough", deadline=None, max_examples=2000, suppress_health_check=[HealthCheck.too_slow]
)
hypothesis_settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "quick"))

gc.set_threshold(200_000, 50, 50)  # a tenth of the time of the tests went into looking for rubbish
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")  # Playwright runs its own loop in the test's thread


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Within a module, who needs the story told further comes later, for the telling stands until the module ends."""
    modules = {item.path: number for number, item in enumerate(items)}
    items.sort(key=lambda item: (modules[item.path], _told_to(item)))


def _told_to(item: pytest.Item) -> int:
    return max((FURTHER.get(name, 0) for name in getattr(item, "fixturenames", ())), default=0)


@pytest.fixture(scope="session", autouse=True)
def _plain_static_files() -> None:
    """Names without digests: no collectstatic before the tests."""
    settings.STORAGES = {
        **settings.STORAGES,
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
    }
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture(scope="session", autouse=True)
def _media_of_the_tests(tmp_path_factory: pytest.TempPathFactory) -> None:
    """Pictures that tests add are kept where the run ends with them."""
    settings.MEDIA_ROOT = tmp_path_factory.mktemp("media")


@pytest.fixture(scope="session", autouse=True)
def _a_picture_is_cleaned_once() -> None:
    """Under the same limits the same bytes are the same picture; to start a child for it takes longer than most do."""
    clean = pictures.cleaned
    once = cache(lambda upload, *limits: clean(upload))
    limits = ("IMAGE_MAX_BYTES", "IMAGE_MAX_PIXELS", "IMAGE_MAX_MEMORY", "IMAGE_MAX_SECONDS")
    pictures.cleaned = lambda upload: once(upload, *(getattr(settings, limit) for limit in limits))


@pytest.fixture(scope="session")
def django_db_setup(
    django_test_environment: None, django_db_modify_db_settings: None, django_db_blocker: Any
) -> None:
    """A copy of the told demo: every test starts from it and leaves it as it was."""
    with django_db_blocker.unblock():
        TAKE_A_COPY[connection.vendor]()
        passwords_of_the_tests()


def _copy_in_memory() -> None:
    """SQLite: the file of the told demo, page by page, into the database in memory that Django names."""
    _use(connection.creation._get_test_db_name())
    connection.ensure_connection()
    with told() as folder, closing(sqlite3.connect(folder / DATABASE)) as demo:
        demo.backup(connection.connection)
        shutil.copytree(folder / "media", settings.MEDIA_ROOT, dirs_exist_ok=True)


def _copy_in_the_cluster() -> None:
    """PostgreSQL: a database of its own for each worker, made from the one that tests/cluster.py has told."""
    name = connection.creation._get_test_db_name()
    with connection.creation._nodb_cursor() as cursor:
        cursor.execute(f'CREATE DATABASE "{name}" TEMPLATE {os.environ["TOLD_DATABASE"]}')
    _use(name)


def _use(name: str) -> None:
    connection.close()
    settings.DATABASES["default"]["NAME"] = connection.settings_dict["NAME"] = name


TAKE_A_COPY = {"sqlite": _copy_in_memory, "postgresql": _copy_in_the_cluster}


@pytest.fixture(scope="session", autouse=True)
def _guards_are_lifted_for_clean_up() -> None:
    """The one documented way around the database guards: emptying the tables after a transactional test."""
    tear_down = TransactionTestCase._fixture_teardown

    def without_guards(case: TransactionTestCase) -> None:
        with guards.lifted():
            tear_down(case)

    TransactionTestCase._fixture_teardown = without_guards


@pytest.fixture(autouse=True)
def _no_bare_column(monkeypatch: pytest.MonkeyPatch) -> None:
    """Fails every test during which our code reads, writes or queries a translated field without its suffix."""
    read, rewrite = TranslationFieldDescriptor.__get__, translated_manager.rewrite_lookup_key

    def refusing_read(self: Any, instance: Any, owner: Any) -> Any:
        if instance is not None and sys._getframe(1).f_code.co_filename.startswith(OURS):
            raise AssertionError(f"bare column read: {owner.__name__}.{self.field.name}")
        return read(self, instance, owner)

    def refusing_rewrite(model: Any, lookup_key: str) -> str:
        rewritten = rewrite(model, lookup_key)
        if rewritten != lookup_key and sys._getframe(1).f_code.co_name != "_update":  # its own part of save()
            raise AssertionError(f"bare column in a query: {model.__name__}.{lookup_key}")
        return str(rewritten)

    monkeypatch.setattr(TranslationFieldDescriptor, "__get__", refusing_read)
    monkeypatch.setattr(translated_manager, "rewrite_lookup_key", refusing_rewrite)
