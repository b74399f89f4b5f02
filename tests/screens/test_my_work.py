"""My work: what waits for each, nothing that does not, at a constant price."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from newsroom.content.article import Article
from newsroom.content.block import Block
from newsroom.content.track import Track
from newsroom.desk.assignments import assign
from newsroom.desk.comments import add_comment, resolve
from newsroom.desk.edit import edit_texts
from newsroom.desk.steps import take
from newsroom.screens.my_work import Line, my_work
from newsroom.staff.comment import Comment
from newsroom.staff.user import User

NOW = timezone.now()


@pytest.fixture(autouse=True)
def _nothing_was_said(db: None) -> None:
    """The demo's own talk and drafts are not part of these stories."""
    Comment.objects.all().delete()
    Track.objects.filter(state="in_review").update(state="draft")


def lines(who: User, pile: str) -> list[Line]:
    found = [one for one in my_work(User.objects.get(pk=who.pk)).piles if one.key == pile]
    return list(found[0].lines) if found else []


def on(who: User, pile: str) -> list[tuple[int, str]]:
    return [(line.article.pk, line.language) for line in lines(who, pile)]


def piles(who: User) -> set[str]:
    return {pile.key for pile in my_work(User.objects.get(pk=who.pk)).piles}


def test_what_is_due_first_comes_first_and_says_that_it_is_late(
    write: Callable[[str], Article], staff: dict[str, User]
) -> None:
    whenever, soon, late = (write(f"Report {n}\n\nWords.") for n in range(3))
    for article, due in ((whenever, None), (soon, NOW + dt.timedelta(days=1)), (late, NOW - dt.timedelta(days=1))):
        assign(article, language="ru", to=staff["translator-ru"], due=due, by=staff["editor"])
    found = [line for line in lines(staff["translator-ru"], "assigned") if line.article in (whenever, soon, late)]
    assert [(line.article, line.overdue) for line in found] == [(late, True), (soon, False), (whenever, False)]


def test_a_review_waits_for_those_who_had_no_hand_in_the_text(drafts: list[Article], staff: dict[str, User]) -> None:
    draft, other = drafts
    block = Block.objects.of_article(draft)[1]
    edit_texts(draft, language="en", texts={str(block.uuid): "Leila's words."}, by=staff["editor"])
    for article in drafts:
        take(article, language="en", step="submit", by=staff["reporter"])
    assert on(staff["editor"], "reviews") == [(other.pk, "en")]
    assert set(on(staff["publisher"], "reviews")) == {(draft.pk, "en"), (other.pk, "en")}
    assert not {"reviews", "ready"} & (piles(staff["reporter"]) | piles(staff["translator-en"]))


def test_what_was_sent_back_waits_for_its_author_and_what_was_approved_for_the_publisher(
    drafts: list[Article], staff: dict[str, User]
) -> None:
    back, ready = drafts
    for article in drafts:
        take(article, language="en", step="submit", by=staff["reporter"])
    take(back, language="en", step="request_changes", by=staff["editor"], reason="Who says so?")
    take(ready, language="en", step="approve", by=staff["editor"])
    assert on(staff["reporter"], "changes") == [(back.pk, "en")]
    assert on(staff["editor"], "changes") == []
    assert on(staff["publisher"], "ready") == [(ready.pk, "en")]
    assert on(staff["editor"], "ready") == []


def test_a_translation_that_fell_behind_waits_for_its_translator(summit: Article, staff: dict[str, User]) -> None:
    (line,) = lines(staff["translator-en"], "outdated")
    assert (line.article, line.language, line.number) == (summit, "en", 1)
    assert set(on(staff["editor"], "outdated")) == {(summit.pk, "en"), (summit.pk, "ru")}
    (pile,) = [one for one in my_work(staff["editor"]).piles if one.key == "outdated"]
    assert (pile.total, pile.counts, pile.more) == (2, (("en", 1), ("ru", 1)), False)
    assert on(staff["annotator"], "outdated") == []


def test_an_editor_sees_what_nobody_translates_yet(drafts: list[Article], staff: dict[str, User]) -> None:
    draft = drafts[0]
    assert not {language for pk, language in on(staff["editor"], "missing") if pk == draft.pk}
    take(draft, language="en", step="approve", by=staff["editor"])
    assert {language for pk, language in on(staff["editor"], "missing") if pk == draft.pk} == {"fa", "ru"}
    assign(draft, language="ru", to=staff["translator-ru"], by=staff["editor"])
    assert {language for pk, language in on(staff["editor"], "missing") if pk == draft.pk} == {"fa"}


def test_a_comment_waits_for_whom_it_calls_until_it_is_settled(summit: Article, staff: dict[str, User]) -> None:
    thread = add_comment(summit, language="en", text="@translator-en see here", by=staff["editor"])
    (line,) = lines(staff["translator-en"], "comments")
    assert (line.article, line.block, line.by) == (summit, None, "editor")
    assert "comments" not in piles(staff["translator-ru"])
    resolve(thread, by=staff["editor"])
    assert "comments" not in piles(staff["translator-en"])


def test_what_is_in_the_trash_waits_for_nobody(drafts: list[Article], staff: dict[str, User]) -> None:
    for article in drafts:
        assign(article, language="ru", to=staff["translator-ru"], by=staff["editor"])
        take(article, language="en", step="submit", by=staff["reporter"])
    Article.objects.filter(pk__in=[article.pk for article in drafts]).update(trashed_at=NOW)
    for who in ("translator-ru", "editor", "publisher", "reporter"):
        shown = {line.article.pk for pile in my_work(staff[who]).piles for line in pile.lines}
        assert not shown & {article.pk for article in drafts}


@pytest.mark.parametrize("who", ["administrator"])
def test_who_reads_no_drafts_is_shown_none(summit: Article, staff: dict[str, User], who: str) -> None:
    work = my_work(staff[who])
    assert (work.piles, work.may_read, work.may_ingest) == ((), False, False)


def cost(who: User) -> int:
    who = User.objects.get(pk=who.pk)
    with CaptureQueriesContext(connection) as queries:
        my_work(who)
    return len(queries)


@pytest.mark.parametrize("who", ["editor", "publisher", "translator-ru", "reporter"])
def test_it_costs_the_same_for_one_report_and_for_many(
    write: Callable[[str], Article], staff: dict[str, User], who: str
) -> None:
    def fill(number: int) -> None:
        for _each in range(number):
            article = write(f"Report {Article.objects.count()}\n\nWords.")
            assign(article, language="ru", to=staff["translator-ru"], by=staff["editor"])
            add_comment(article, language="en", text=f"@{who} and what now?", by=staff["annotator"])
            take(article, language="en", step="submit", by=staff["reporter"])

    fill(1)
    before = cost(staff[who])
    fill(4)
    assert cost(staff[who]) == before <= 15
