"""Statements and contradictions on the annotation screen: suggested, decided like names, asked about in a note."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from newsroom.annotation.note import Note
from newsroom.annotation.span import Span
from newsroom.content.article import Article
from newsroom.desk.annotate import suggest_mentions
from newsroom.desk.articles import create_article
from newsroom.staff.user import User
from tests.admin.editing import Seat
from tests.admin.forms import messages_of

TEXT = """Talks in Moscow

Sergey Lavrov said that the talks were useful. Snow fell.

The organization has eleven members: Armenia, Belarus and Moldova.

“The talks went well,” Vladimir Putin said."""


@pytest.fixture
def report(staff: dict[str, User]) -> Article:
    article = create_article(language="en", title="A meeting", text=TEXT, by=staff["editor"])
    suggest_mentions(article, language="en", by=staff["annotator"])
    return article


def address(article: Article, show: str = "") -> str:
    at = reverse("admin:newsroom_article_annotate", args=[article.pk, "en"])
    return f"{at}?show={show}" if show else at


def statements(article: Article) -> list[Span]:
    return list(Span.objects.of_article(article.pk, "en").filter(statement__isnull=False))


def test_statements_are_suggested_with_who_said_them(desk: Seat, report: Article) -> None:
    client = desk("annotator")
    response = client.post(address(report), {"do": "suggest_statements"}, follow=True)
    assert messages_of(response) == [("success", "2 statements suggested.")]
    html = response.content.decode()
    assert "a verb of saying" in html
    assert "the speaker is named" in html
    assert statements(report)[0].exact == "Sergey Lavrov said that the talks were useful"


def test_a_suggested_statement_is_accepted_or_rejected_like_a_name(desk: Seat, report: Article) -> None:
    client = desk("annotator")
    client.post(address(report), {"do": "suggest_statements"})
    first, second = statements(report)
    decided = {f"decision-{first.uuid}": "accept", f"decision-{second.uuid}": "reject"}
    seen = {f"seen-{span.uuid}": span.exact for span in (first, second)}
    client.post(address(report), {"do": "decide", **decided, **seen})
    assert [span.state for span in statements(report)] == ["accepted", "rejected"]
    assert "Sergey Lavrov" in client.get(address(report, "statements")).content.decode()
    client.post(address(report), {"do": "suggest_statements"})
    assert len(statements(report)) == 2


def test_a_translator_reads_the_source_and_asks_for_nothing_in_it(desk: Seat, summit: Article) -> None:
    client, source = desk("translator-ru"), reverse("admin:newsroom_article_annotate", args=[summit.pk, "fa"])
    assert "suggest_statements" not in client.get(source, {"show": "suggestions"}).content.decode()
    assert client.post(source, {"do": "suggest_statements"}).status_code == 403


def test_a_contradiction_is_told_and_can_be_asked_about(desk: Seat, report: Article) -> None:
    client = desk("annotator")
    html = client.get(address(report, "hints")).content.decode()
    sentence = "The text says 11, the list has 3."
    assert sentence in html
    block = next(one for one in report.blocks.all() if "eleven" in one.plain("en"))
    start = block.plain("en").index("eleven")
    asked = {"do": "note", "kind": "question", "block": str(block.uuid), "claim_en": sentence}
    where = {"start": str(start), "end": str(start + 45), "exact": block.plain("en")[start : start + 45]}
    for field in ('name="kind" value="question"', f'name="start" value="{start}"', 'name="claim_en"'):
        assert field in html
    client.post(address(report), {**asked, **where})
    (note,) = Note.objects.filter(article=report)
    assert (note.kind, note.claim_en) == ("question", sentence)


def test_a_text_that_agrees_with_itself_says_so(desk: Seat, staff: dict[str, User]) -> None:
    article = create_article(language="en", title="Snow", text="Snow\n\nSnow fell in Moscow.", by=staff["editor"])
    assert "No contradiction was found." in desk("annotator").get(address(article, "hints")).content.decode()


@pytest.mark.parametrize("show", ["suggestions", "hints"])
def test_many_suggested_statements_cost_no_more_queries_than_few(
    desk: Seat, staff: dict[str, User], show: str
) -> None:
    client = desk("annotator")

    def cost(times: int) -> int:
        text = "\n\n".join(["Talks", *TEXT.split("\n\n")[1:] * times])
        article = create_article(language="en", title="A meeting", text=text, by=staff["editor"])
        suggest_mentions(article, language="en", by=staff["annotator"])
        client.post(address(article), {"do": "suggest_statements"})
        return asked(lambda: client.get(address(article, show)))

    cost(1)
    assert cost(1) == cost(6) <= 18


def asked(call: Callable[[], object]) -> int:
    with CaptureQueriesContext(connection) as captured:
        call()
    return len(captured)
