"""A draft's words are nowhere that its reader may not see: each of its texts carries a mark, which is looked for.

Searched: every public page, feed and site map, every answer of the API, every page of the admin for each role that may
not read the draft, with their searches and look-ups; bodies, headers, log records and mails.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Callable, Iterator

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse

from newsroom.audit.log import LogEntry
from newsroom.base import languages
from newsroom.content.article import Article
from newsroom.content.block import Block
from newsroom.desk.annotate import add_mention
from newsroom.desk.articles import trash_article
from newsroom.desk.assignments import assign
from newsroom.desk.comments import add_comment
from newsroom.desk.drafts import keep_draft
from newsroom.desk.edit import edit_article
from newsroom.desk.entities import save_entity
from newsroom.desk.images import MapOf, Words, add_map
from newsroom.desk.ingest import ingest, plan_ingest
from newsroom.desk.notes import Noted, add_notes
from newsroom.desk.review import approve
from newsroom.desk.selection import Selection
from newsroom.desk.statements import Said, Voice, add_statements
from newsroom.desk.translate import put_translation
from newsroom.entities.entity import Entity
from newsroom.staff.user import User
from tests.access.paths import path_of, sample_of
from tests.access.table import ALIKE, ARTICLE, BY_POST, IN_A_LANGUAGE, expected
from tests.api import walk
from tests.test_architecture import every_public_address

MARK = "zxqmark"  # no word of any text of the demo
SHUT_OUT = ("reporter", "translator-en", "administrator")  # none of them brought it in or works on it
PASSING = {"logout", "password_change", "password_change_done", "jsi18n", "view_on_site"}


def words(what: str) -> str:
    return f"{MARK}{what}"


@pytest.fixture
def person(db: None) -> Entity:
    """Somebody whom readers know and whom the draft names; the page of where they are used is asked for by all."""
    return Entity.objects.get(pk=sample_of("person"))


@pytest.fixture
def secret(staff: dict[str, User], person: Entity) -> Article:
    """Leila's own draft in three languages with all that can be said in and about it; nothing of it is published."""
    editor, annotator = staff["editor"], staff["annotator"]
    text = f"{words('title')} and more\n\nThe lead {words('lead')} of it.\n\nA text {words('body')} as well."
    article = ingest(plan_ingest(text.encode(), language="en", file_name=f"{words('file')}.txt"), by=editor)
    blocks = list(Block.objects.of_article(article))
    for code in ("fa", "ru"):
        texts = {str(block.uuid): f"{words(code)} {number}" for number, block in enumerate(blocks)}
        put_translation(article, language=code, texts=texts, by=editor)
    article.source_name, article.located, article.slug_en = words("source"), words("place"), words("slug")
    edit_article(article, changed=["source_name", "located", "slug_en", "about"], about=[person], by=editor)
    _annotate(article, blocks[2], person, annotator)
    places = list(Entity.objects.of_kind("place").exclude(latitude=None)[:2])
    credit = {"en": "the desk"}
    described = Words(alt=f"Alt {words('alt')}", caption=f"Caption {words('caption')}")
    add_map(
        article, drawn=MapOf(places=places, credit=credit, rights="free"), after=blocks[2], words=described, by=editor
    )
    add_comment(article, language="en", text=f"{words('comment')} @publisher", by=editor, block=blocks[1].uuid)
    keep_draft(article, language="en", revision=1, payload=f"typed={words('typed')}", by=editor)
    assign(article, language="en", to=staff["publisher"], by=editor)
    assert article.tracks.filter(assignee=staff["publisher"]).exists()
    return Article.objects.get(pk=article.pk)


def _annotate(article: Article, block: Block, person: Entity, annotator: User) -> None:
    exact = words("body")
    start = block.plain("en").index(exact)
    at = Selection(block, "en", start, start + len(exact), exact)
    add_mention(article, at=at, entity=person, by=annotator)
    gist, capacity = {"en": words("gist")}, {"en": words("capacity")}
    add_statements(article, said=[Said(at=[at], voices=[Voice(person, capacity)], gist=gist)], by=annotator)
    noted = Noted(at=[at], claim={"en": words("claim")}, finding={"en": words("finding")}, sources=[words("proof")])
    add_notes(article, noted=[noted], by=annotator)


@pytest.fixture
def proposed(staff: dict[str, User]) -> Entity:
    """An entity that no edition names: the staff knows it, readers do not."""
    entity = Entity(kind="person", name_en=words("person"), description_en=words("office"))
    return save_entity(entity, changed=[], by=staff["editor"])


def leaks(response: object) -> bool:
    headers = "\n".join(f"{name}: {value}" for name, value in response.headers.items())  # type: ignore[attr-defined]
    body = b"".join(response.streaming_content) if response.streaming else response.content  # type: ignore[attr-defined]
    return MARK in headers.lower() or MARK.encode() in body.lower()


def public_paths(articles: list[Article]) -> Iterator[str]:
    yield from every_public_address().values()
    yield from walk.every_address().values()
    for code in languages.codes():
        for name in ("home", "feed", "corrections"):
            yield reverse(f"public:{name}", args=[code])
        for article in articles:
            yield reverse("public:article_by_id", args=[code, article.public_id])
            yield reverse("public:versions", args=[code, article.public_id])
        for kind in ("person", "place", "event", "topic"):
            yield reverse("public:entities", args=[code, kind])
    for section in ("articles", "entities", "pages"):
        yield f"/sitemap-{section}.xml"
    for name in ("articles", "statements", "person_list", "place_list"):
        yield reverse(f"api:{name}") + f"?search={MARK}&q={MARK}&name={MARK}&page_size=200"


def desk_paths(article: Article, published: Article) -> Iterator[str]:
    for address, row in expected().items():
        if address not in PASSING and row.answer != 405 and not set(re.split("[_/]", address)) & ALIKE:
            yield path_of(address, published)
    for address in ARTICLE:
        for language in languages.codes() if address.rpartition("_")[2] in IN_A_LANGUAGE else ("en",):
            yield path_of(address, article, language)
    block = Block.objects.of_article(article)[1]
    yield reverse("admin:newsroom_block_change", args=[block.pk])
    yield reverse("admin:newsroom_block_history", args=[block.pk])
    for model in ("article", "block", "edition", "publication", "person", "logentry", "user"):
        page = reverse(f"admin:newsroom_{model}_changelist")
        yield f"{page}?q={MARK[:5]}"
    yield reverse("admin:newsroom_article_changelist") + "?slug_en__startswith=z"
    yield reverse("admin:newsroom_block_changelist") + f"?text_en__contains={MARK[:5]}"
    yield reverse("admin:newsroom_article_links") + f"?language=en&q={MARK[:5]}"
    for model, field in (("block", "article"), ("track", "article"), ("comment", "article"), ("article", "about")):
        query = f"?app_label=newsroom&model_name={model}&field_name={field}&term={MARK[:5]}"
        yield reverse("admin:autocomplete") + query


@pytest.fixture
def overheard(caplog: pytest.LogCaptureFixture) -> Callable[[], bool]:
    """Whether the mark went into a log record or a mail since the test began."""
    caplog.set_level(logging.DEBUG)

    def heard() -> bool:
        mails = "".join(f"{message.subject}{message.body}" for message in mail.outbox)
        return MARK in caplog.text.lower() or MARK in mails.lower()

    return heard


def test_readers_find_no_word_of_a_draft(
    secret: Article, proposed: Entity, summit: Article, staff: dict[str, User], overheard: Callable[[], bool]
) -> None:
    trashed = ingest(plan_ingest(f"{words('trash')}\n\nGone {words('gone')}.".encode()), by=staff["editor"])
    trash_article(trashed, by=staff["editor"])
    approve(secret, language="en", by=staff["publisher"])  # as far as a draft can get without being published
    paths = [*public_paths([secret, trashed]), f"/en/people/{proposed.public_id}/", f"/preview/{secret.uuid}/"]
    client = Client(raise_request_exception=False)
    found = [path for path in paths if leaks(client.get(path))]
    assert not found
    assert not overheard()


@pytest.mark.parametrize("who", SHUT_OUT)
def test_no_page_of_the_desk_shows_a_draft_to_who_may_not_read_it(
    secret: Article, summit: Article, staff: dict[str, User], overheard: Callable[[], bool], who: str
) -> None:
    client = Client(raise_request_exception=False)
    client.force_login(staff[who])
    found = [path for path in desk_paths(secret, summit) if leaks(client.get(path))]
    assert not found
    posts = [path_of(address, secret) for address in sorted({*BY_POST, *ARTICLE})]
    assert not [path for path in posts if leaks(client.post(path, {"text": "x", "accept_all": "1"}))]
    assert not overheard()


@pytest.mark.parametrize("who", ["reporter", "translator-en"])
def test_the_trash_shows_a_draft_to_nobody_else(
    secret: Article, summit: Article, staff: dict[str, User], who: str
) -> None:
    trash_article(secret, by=staff["editor"])
    client = Client(raise_request_exception=False)
    client.force_login(staff[who])
    paths = [path_of(address, secret) for address in ARTICLE]
    listed = reverse("admin:newsroom_article_changelist")
    paths += [listed + query for query in ("", "?trash=yes", "?trash=1", f"?q={MARK[:5]}")]
    assert not [path for path in paths if leaks(client.get(path))]


def test_a_translator_sees_of_an_article_only_the_source_and_their_own_language(
    secret: Article, staff: dict[str, User], overheard: Callable[[], bool]
) -> None:
    assign(secret, language="ru", to=staff["translator-ru"], by=staff["editor"])
    client = Client(raise_request_exception=False)
    client.force_login(staff["translator-ru"])
    pages = [path_of(address, secret, code) for address in ARTICLE for code in languages.codes()]
    pages += [reverse("admin:newsroom_block_change", args=[block.pk]) for block in Block.objects.of_article(secret)]
    pages += [reverse("admin:newsroom_article_changelist"), reverse("admin:newsroom_block_changelist")]
    pages += [reverse("admin:newsroom_block_changelist") + f"?text_fa__contains={words('fa')}"]
    seen = "".join(client.get(page).content.decode() for page in pages).lower()
    assert words("body") in seen  # the source
    assert words("ru") in seen
    assert words("fa") not in seen
    assert words("fa") not in "".join(mail.outbox)


def test_who_may_read_the_draft_does_see_it(secret: Article, staff: dict[str, User]) -> None:
    """The mark is where it should be: the tests above look for something that is there."""
    client = Client()
    client.force_login(staff["publisher"])
    page = client.get(path_of("newsroom_article_preview", secret, "en")).content.decode()
    assert all(words(what) in page for what in ("title", "lead", "body", "source", "gist", "caption"))
    listed = client.get(reverse("admin:newsroom_article_changelist") + f"?q={words('ru')}").content.decode()
    assert words("title") in listed
    edited = client.get(path_of("newsroom_article_comments", secret, "en")).content.decode()
    assert words("comment") in edited


def test_the_log_holds_no_word_of_a_text(secret: Article) -> None:
    rows = LogEntry.objects.values_list("object_label", "detail")
    assert MARK not in " ".join(f"{label} {detail}" for label, detail in rows)
