"""The people and the reports that the tests tell stories about.

Sara reports, Daniel and Anna translate, Navid annotates, Leila edits, Omid publishes, Maria administers: the demo's
staff. The test database is a copy of the told demo (told.py); every test works on it inside a transaction that is
rolled back.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from django.conf import settings
from django.contrib.auth.hashers import make_password
from django.db import transaction

from newsroom.content.article import Article
from newsroom.content.block import Block
from newsroom.desk.demo import STAFF, Story
from newsroom.desk.ingest import ingest, plan_ingest
from newsroom.desk.publish import publish
from newsroom.desk.review import approve
from newsroom.desk.staff import member
from newsroom.desk.translate import put_translation
from newsroom.staff.user import User

PASSWORD = "a-long-password-for-tests"
RAW = settings.BASE_DIR / "seeds" / "cis-summit-2024.fa.txt"
CORRECTED = 6  # the block that the correction of the demo is in
FOLLOWED = {
    "en": " The organization’s secretary-general was Sergei Lebedev, who attended the summit himself.",
    "ru": " Генеральным секретарём организации был Сергей Лебедев, который и сам присутствовал на саммите.",
}


def story() -> Story:
    return Story(
        seeds=settings.BASE_DIR / "seeds",
        fixtures=settings.BASE_DIR / "fixtures",
        passwords=dict.fromkeys((person.username for person in STAFF), PASSWORD),
    )


def passwords_of_the_tests() -> None:
    """One password for all, hashed as quickly as tests do, instead of those that were drawn for the told demo."""
    names = [person.username for person in STAFF]
    User.objects.filter(username__in=names).update(password=make_password(PASSWORD))


def block_of(article: Article, number: int) -> Block:
    """The block that came in as the `number`-th, counted from 1; a map that was put in later does not count."""
    return list(Block.objects.of_article(article).with_words().filter(parent=None))[number - 1]


@pytest.fixture
def staff(db: None) -> dict[str, User]:
    """The demo's members of staff, by username."""
    people = User.objects.in_bulk([person.username for person in STAFF], field_name="username")
    return {person.username: people[person.username] for person in STAFF}


@pytest.fixture
def summit(db: None) -> Article:
    """The summit report, published in three languages and corrected in Persian: the others have yet to follow."""
    return story().summit.known()


@contextmanager
def standing(blocker: Any) -> Iterator[None]:
    """The database opened to tell more of the story, and a transaction around it that is rolled back at the end.

    The transactions of the tests that follow nest in it, so that a long story is told once for the tests of a module.
    """
    around = transaction.atomic()
    around._from_testcase = True  # type: ignore[attr-defined] - as Django marks its own transaction around a test
    with blocker.unblock(), around:
        yield
        transaction.set_rollback(True)


@pytest.fixture(scope="module")
def _followed(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    with standing(django_db_blocker):
        article = story().summit.known()
        block = block_of(article, CORRECTED)
        for language, sentence in FOLLOWED.items():
            texts = {str(block.uuid): block.source(language) + sentence}
            put_translation(article, language=language, texts=texts, by=member(f"translator-{language}"))
            approve(article, language=language, by=member("editor"))
        yield


@pytest.fixture(scope="module")
def _settled(_followed: None, django_db_blocker: Any) -> Iterator[None]:
    with standing(django_db_blocker):
        for language in FOLLOWED:
            publish(story().summit.known(), language=language, by=member("publisher"))
        yield


# How far a test needs the story told; in its module it runs after those that need it less far (conftest.py).
FURTHER = {"_followed": 1, "_settled": 2, "_in_states": 1}


@pytest.fixture
def followed(_followed: None, summit: Article) -> Article:
    """The summit report after its translators followed the correction: nothing is outdated, all is approved."""
    return summit


@pytest.fixture
def settled(_settled: None, summit: Article) -> Article:
    """The same, published: every language is at its second edition."""
    return summit


@pytest.fixture
def raw(staff: dict[str, User]) -> Article:
    """The same bytes ingested once more: a draft with its repairs still open."""
    return ingest(plan_ingest(RAW.read_bytes(), file_name=RAW.name), by=staff["reporter"], again=True)


@pytest.fixture
def write(staff: dict[str, User]) -> Callable[[str], Article]:
    """Makes a draft of a text that Sara pastes."""
    return lambda text: ingest(plan_ingest(text.encode()), by=staff["reporter"])


@pytest.fixture
def drafts(write: Callable[[str], Article]) -> list[Article]:
    """Reports that nobody outside may see."""
    texts = ["Secret budget talks\n\nA draft that must not leak.", "Embargoed visit\n\nNothing before noon."]
    return [write(text) for text in texts]
