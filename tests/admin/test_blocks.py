"""The form of one block: who writes which language, what is refused, what is never lost."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from newsroom.annotation.span import Span
from newsroom.audit.log import LogEntry
from newsroom.base import languages
from newsroom.content.article import Article
from newsroom.content.block import Block
from newsroom.content.revision import Revision
from newsroom.desk.edit import edit_texts
from newsroom.localization.segment import Segment
from newsroom.staff.user import User
from tests.admin.forms import enter, errors_of, filled_in
from tests.stories import block_of

FA, EN, RU = languages.columns("text")


@pytest.fixture
def block(summit: Article) -> Block:
    """The paragraph after the date line, in three languages."""
    return block_of(summit, 5)


@pytest.fixture
def desk(client: Client, staff: dict[str, User]) -> Callable[[str], Client]:
    """Seats a member of staff at the desk."""
    return lambda who: enter(client, staff[who])


def page_of(block: Block) -> str:
    return reverse("admin:newsroom_block_change", args=[block.pk])


def send(client: Client, block: Block, values: dict[str, Any], opened: HttpResponse | None = None) -> HttpResponse:
    """Send the form as it was when it was opened, with some values changed."""
    return client.post(page_of(block), filled_in(opened or client.get(page_of(block))) | values)


def fresh(block: Block) -> Block:
    return Block.objects.get(pk=block.pk)


def test_a_save_changes_the_words_through_the_verb(desk: Callable[[str], Client], block: Block) -> None:
    span = Span.objects.get(block=block, language="fa", exact="روسیه")
    log, revisions = LogEntry.objects.count(), Revision.objects.count()
    assert send(desk("editor"), block, {FA: "امروز " + block.source("fa")}).status_code == 302
    assert fresh(block).plain("fa") == "امروز " + block.plain("fa")
    assert Span.objects.get(pk=span.pk).start == span.start + len("امروز ")
    assert Segment.objects.get(block=block, language="fa").status == "draft"
    assert (LogEntry.objects.count(), Revision.objects.count()) == (log + 1, revisions + 1)


def test_a_save_without_a_change_writes_nothing(desk: Callable[[str], Client], block: Block) -> None:
    before = LogEntry.objects.count(), Revision.objects.count(), list(Segment.objects.order_by("pk").values())
    assert send(desk("editor"), block, {}).status_code == 302
    assert (LogEntry.objects.count(), Revision.objects.count(), list(Segment.objects.order_by("pk").values())) == before


def test_a_block_without_translations_keeps_them_missing(desk: Callable[[str], Client], raw: Article) -> None:
    block = Block.objects.of_article(raw)[4]
    assert send(desk("editor"), block, {FA: "متن تازه."}).status_code == 302
    stored = Block.objects.filter(pk=block.pk).values_list(FA, EN, RU).get()
    assert stored == ("متن تازه.", None, None)
    assert not Segment.objects.filter(block=block).exclude(language="fa").exists()


def test_two_languages_in_one_save_are_two_rows_of_the_log(desk: Callable[[str], Client], block: Block) -> None:
    log = LogEntry.objects.count()
    send(desk("editor"), block, {FA: "متن تازه.", EN: "Fresh text."})
    assert (fresh(block).plain("fa"), fresh(block).plain("en")) == ("متن تازه.", "Fresh text.")
    assert list(LogEntry.objects.order_by("pk")[log:].values_list("language", flat=True)) == ["fa", "en"]


# --- two editors at once ----------------------------------------------------------------------------------------------


def test_a_stale_save_shows_the_fresh_text_and_loses_neither(
    desk: Callable[[str], Client], block: Block, staff: dict[str, User], summit: Article
) -> None:
    client = desk("editor")
    opened = client.get(page_of(block))
    edit_texts(summit, language="fa", texts={str(block.uuid): "متن امید."}, by=staff["publisher"])
    response: Any = send(client, block, {FA: "متن لیلا."}, opened)
    assert response.status_code == 200
    assert "متن امید." in errors_of(response)
    assert response.context["adminform"].form[FA].value() == "متن لیلا."
    assert fresh(block).plain("fa") == "متن امید."


def test_after_a_stale_save_the_text_put_together_can_be_saved(
    desk: Callable[[str], Client], block: Block, staff: dict[str, User], summit: Article
) -> None:
    client = desk("editor")
    opened = client.get(page_of(block))
    edit_texts(summit, language="fa", texts={str(block.uuid): "متن امید."}, by=staff["publisher"])
    refused = send(client, block, {FA: "متن لیلا."}, opened)
    assert send(client, block, {FA: "متن امید و لیلا."}, refused).status_code == 302
    assert fresh(block).plain("fa") == "متن امید و لیلا."


def test_a_save_is_not_stale_because_of_another_language(
    desk: Callable[[str], Client], block: Block, staff: dict[str, User], summit: Article
) -> None:
    client = desk("translator-en")
    opened = client.get(page_of(block))
    edit_texts(summit, language="ru", texts={str(block.uuid): "Новый текст."}, by=staff["translator-ru"])
    assert send(client, block, {EN: "Fresh text."}, opened).status_code == 302
    assert (fresh(block).plain("en"), fresh(block).plain("ru")) == ("Fresh text.", "Новый текст.")


def test_one_stale_language_keeps_the_other_from_being_saved_alone(
    desk: Callable[[str], Client], block: Block, staff: dict[str, User], summit: Article
) -> None:
    client = desk("editor")
    opened = client.get(page_of(block))
    edit_texts(summit, language="en", texts={str(block.uuid): "Omid's text."}, by=staff["publisher"])
    assert send(client, block, {FA: "متن لیلا.", EN: "Leila's text."}, opened).status_code == 200
    assert (fresh(block).plain("fa"), fresh(block).plain("en")) == (block.plain("fa"), "Omid's text.")


# --- rights -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("who", "writable"),
    [
        ("translator-en", {EN}),
        ("translator-ru", {RU}),
        ("reporter", {FA}),
        ("editor", {FA, EN, RU}),
        ("publisher", {FA, EN, RU}),
        ("annotator", set()),
    ],
)
def test_each_sees_a_field_for_their_languages_and_the_words_of_the_others(
    desk: Callable[[str], Client], block: Block, who: str, writable: set[str]
) -> None:
    unread = {"translator-en": {RU}, "translator-ru": {EN}}.get(who, set())  # the translations of others
    response: Any = desk(who).get(page_of(block))
    form = response.context["adminform"].form
    assert {name for name in form.fields if name in {FA, EN, RU}} == writable
    html = response.content.decode()
    for code, column in zip(languages.codes(), (FA, EN, RU), strict=True):
        words = f'<span lang="{code}" dir="{languages.direction(code)}">'
        assert (words in html) == (column not in writable | unread)


def test_an_administrator_reads_no_draft(desk: Callable[[str], Client], block: Block) -> None:
    assert desk("administrator").get(page_of(block)).status_code == 403


@pytest.mark.parametrize(
    ("who", "column"), [("translator-en", FA), ("translator-en", RU), ("reporter", EN), ("reporter", RU)]
)
def test_a_language_that_is_not_theirs_cannot_be_posted_by_hand(
    desk: Callable[[str], Client], block: Block, who: str, column: str
) -> None:
    before = Block.objects.filter(pk=block.pk).values().get()
    log = LogEntry.objects.count()
    send(desk(who), block, {column: "forged"})
    assert Block.objects.filter(pk=block.pk).values().get() == before
    assert LogEntry.objects.count() == log


def test_a_reporter_does_not_write_in_the_article_of_another(
    desk: Callable[[str], Client], block: Block, summit: Article, staff: dict[str, User]
) -> None:
    Article.objects.filter(pk=summit.pk).update(created_by=staff["editor"])
    assert desk("reporter").post(page_of(block), {FA: "forged"}).status_code == 302  # to her it is not there
    assert fresh(block).source("fa") == block.source("fa")


@pytest.mark.parametrize("forged", [{"kind": "title"}, {"position": "99"}, {"article": "2"}, {"uuid": "x"}])
def test_what_is_not_a_text_cannot_be_posted_by_hand(
    desk: Callable[[str], Client], block: Block, forged: dict[str, str]
) -> None:
    before = Block.objects.filter(pk=block.pk).values().get()
    send(desk("editor"), block, forged)
    assert Block.objects.filter(pk=block.pk).values().get() == before


# --- what may not enter -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Hidden \u202eturn", "U+202E RIGHT-TO-LEFT OVERRIDE"),
        ("Zero\u200bwidth", "U+200B ZERO WIDTH SPACE"),
        ("Tag \U000e0041", "U+E0041 TAG LATIN CAPITAL LETTER A"),
        ("[read](javascript:alert(1))", "javascript:"),
    ],
)
def test_a_bad_text_is_refused_by_its_name_and_stays_in_the_form(
    desk: Callable[[str], Client], block: Block, text: str, said: str
) -> None:
    response: Any = send(desk("editor"), block, {EN: text})
    assert response.status_code == 200
    assert said in errors_of(response)
    assert list(response.context["adminform"].form.errors) == [EN]
    assert response.context["adminform"].form[EN].value() == text
    assert fresh(block).source("en") == block.source("en")


def test_two_lines_are_refused(desk: Callable[[str], Client], block: Block) -> None:
    response = send(desk("editor"), block, {EN: "One line.\r\nAnother."})
    assert response.status_code == 200
    assert errors_of(response)
    assert fresh(block).source("en") == block.source("en")


def test_the_list_finds_a_block_by_its_words_and_costs_no_query_per_row(
    desk: Callable[[str], Client], block: Block, django_assert_max_num_queries: Any
) -> None:
    client = desk("editor")
    page = reverse("admin:newsroom_block_changelist")
    with django_assert_max_num_queries(12):
        response: Any = client.get(page)
    assert response.context["cl"].result_count >= 26
    response = client.get(page, {"q": block.plain("ru")[:30]})
    assert [row.pk for row in response.context["cl"].result_list] == [block.pk]
