"""The annotation screen without a script: plain forms, each with its verb; what is refused changes nothing and loses
nothing; what went stale answers 409 with the fresh words.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from newsroom.annotation.mention import Mention
from newsroom.annotation.note import Note
from newsroom.annotation.span import Span
from newsroom.annotation.statement import Statement
from newsroom.base import languages
from newsroom.content.article import Article
from newsroom.desk.annotate import suggest_mentions
from newsroom.desk.articles import create_article
from newsroom.desk.edit import edit_texts
from newsroom.entities.entity import Entity
from newsroom.staff.user import User
from tests.admin.editing import Seat
from tests.admin.forms import messages_of
from tests.stories import block_of

TEXT = """Vladimir Putin met Nikol Pashinyan in Moscow on Tuesday.

“The talks went well,” Vladimir Putin said. Moscow will host the next round of talks in Moscow as well."""


@pytest.fixture
def report(staff: dict[str, User]) -> Article:
    """A short report that nobody has annotated."""
    return create_article(language="en", title="A meeting in Moscow", text=TEXT, by=staff["editor"])


@pytest.fixture
def suggested(report: Article, staff: dict[str, User]) -> Article:
    suggest_mentions(report, language="en", by=staff["annotator"])
    return report


def address(article: Article, language: str = "en") -> str:
    return reverse("admin:newsroom_article_annotate", args=[article.pk, language])


def waiting(article: Article) -> list[Span]:
    return list(Span.objects.of_article(article.pk, "en").suggested().select_related("mention__entity"))


def entity(name: str) -> Entity:
    return Entity.objects.get(**{languages.column("name", "en"): name})


def words_of(html: str) -> list[str]:
    """The text content of every block, as a browser would have it."""
    bare = re.findall(r'<div class="passage-words"[^>]*>(.*?)</div></div>', html, re.S)
    return [re.sub(r"<[^>]+>", "", one).replace("&quot;", '"').replace("&amp;", "&") for one in bare]


def by_script(client: Client, article: Article, **fields: Any) -> Any:
    return client.post(address(article), fields, headers={"Accept": "application/json"})


def test_the_text_of_every_block_is_exactly_its_words(desk: Seat, summit: Article) -> None:
    for language in languages.codes():
        html = desk("annotator").get(address(summit, language)).content.decode()
        here = [b.plain(language) for b in summit.blocks.order_by("position") if b.source(language)]
        assert words_of(html) == here


def test_suggestions_are_asked_for_decided_and_taken_back(desk: Seat, report: Article) -> None:
    client = desk("annotator")
    client.post(address(report), {"do": "suggest", "show": "suggestions"})
    spans = waiting(report)
    assert {"Vladimir Putin", "Nikol Pashinyan", "Moscow"} <= {span.exact for span in spans}
    first, second, *_later = spans
    decisions = {f"decision-{first.uuid}": "accept", f"decision-{second.uuid}": "reject", "do": "decide"}
    seen = {f"seen-{span.uuid}": span.exact for span in spans}
    response = client.post(address(report), {**decisions, **seen, "show": "suggestions"})
    assert response.status_code == 302
    states = dict(Span.objects.filter(pk__in=[first.pk, second.pk]).values_list("pk", "state"))
    assert states == {first.pk: "accepted", second.pk: "rejected"}
    client.post(address(report), {"do": "undo"})
    assert len(waiting(report)) == len(spans)


def test_a_suggestion_is_accepted_as_somebody_else_by_name(desk: Seat, suggested: Article) -> None:
    span = next(one for one in waiting(suggested) if one.exact == "Moscow")
    sent = {f"decision-{span.uuid}": "accept", f"seen-{span.uuid}": "Moscow", f"as-{span.uuid}": "Kremlin Palace"}
    desk("annotator").post(address(suggested), {"do": "decide", **sent})
    accepted = Span.objects.accepted().select_related("mention__entity").get(block__article=suggested)
    assert str(accepted.mention and accepted.mention.entity.name_in("en")) == "Kremlin Palace (Moscow Kremlin)"
    assert accepted.exact == "Moscow"


def test_all_that_are_sure_are_accepted_at_once_and_taken_back_at_once(desk: Seat, suggested: Article) -> None:
    client, before = desk("annotator"), len(waiting(suggested))
    client.post(address(suggested), {"do": "accept_confident"})
    assert len(waiting(suggested)) < before
    client.post(address(suggested), {"do": "undo"})
    assert len(waiting(suggested)) == before


def test_words_are_annotated_by_quoting_them(desk: Seat, report: Article) -> None:
    client = desk("annotator")
    sent = {"do": "mention", "quote": "nikol pashinyan", "entity": "Nikol Pashinyan"}
    assert client.post(address(report), sent).status_code == 302
    (mention,) = Mention.objects.filter(article=report)
    assert (mention.entity, mention.spans.get().exact) == (entity("Nikol Pashinyan"), "Nikol Pashinyan")
    client.post(address(report), {"do": "undo"})
    assert not Mention.objects.filter(article=report).exists()


@pytest.mark.parametrize(
    ("sent", "field", "reason"),
    [
        ({"quote": "Paris", "entity": "Nikol Pashinyan"}, "quote", "stands nowhere"),
        ({"quote": "Moscow", "entity": "Moscow"}, "occurrence", "stands here 4 times"),
        ({"quote": "Moscow", "occurrence": "2", "entity": "Nobody Known"}, "entity", "Nothing that is known"),
        ({"quote": "Moscow", "occurrence": "2", "entity": ""}, "entity", "Say who or what"),
    ],
)
def test_what_is_missing_is_said_beside_its_field_and_nothing_is_lost(
    desk: Seat, report: Article, sent: dict[str, str], field: str, reason: str
) -> None:
    response = desk("annotator").post(address(report), {"do": "mention", **sent})
    html = response.content.decode()
    assert response.status_code == 422
    assert reason in messages_of(response)[0][1]
    assert re.search(rf'name="{field}"[^>]*aria-invalid="true"', html)
    for value in sent.values():
        assert f'value="{value}"' in html
    assert not Mention.objects.filter(article=report).exists()


def test_what_is_not_known_yet_is_created_with_its_first_mention(desk: Seat, report: Article) -> None:
    sent = {"do": "mention", "quote": "next round of talks", "new-kind": "event"}
    assert desk("editor").post(address(report), sent).status_code == 302
    assert Mention.objects.get(article=report).entity == entity("next round of talks")
    refused = desk("annotator").post(address(report), {**sent, "quote": "The talks"})
    assert refused.status_code == 403  # an annotator names whom the newsroom knows


def test_a_statement_is_recorded_changed_and_tied_to_more_words(desk: Seat, report: Article) -> None:
    client = desk("annotator")
    said = {"kind": "quotation", "speaker-0": "Vladimir Putin", "gist_en": "They went well.", "capacity-0_en": "host"}
    client.post(address(report), {"do": "statement", "quote": "The talks went well,", **said})
    statement = Statement.objects.get(article=report)
    voice = statement.voices.get()
    assert (statement.kind, languages.read(voice, "capacity", "en")) == ("quotation", "host")
    page = client.get(address(report), {"show": "statements", "edit": str(statement.uuid)}).content.decode()
    assert 'value="They went well."' in page
    known = {"speaker-0": "Vladimir Putin", "speaker-0-id": voice.entity.public_id}
    changed = {**said, **known, "kind": "partial", "speaker-1": "Nikol Pashinyan", "statement": str(statement.uuid)}
    client.post(address(report), {"do": "change_statement", **changed})
    statement.refresh_from_db()
    assert (statement.kind, statement.voices.count()) == ("partial", 2)
    more = {"quote": "Moscow will host the next round", "statement": str(statement.uuid)}
    client.post(address(report), {"do": "link_statement", **more})
    assert statement.spans.count() == 2


def test_a_statement_without_a_speaker_is_refused_and_typed_words_stay(desk: Seat, report: Article) -> None:
    sent = {"do": "statement", "quote": "The talks went well,", "kind": "quotation", "gist_en": "Went well."}
    response = desk("annotator").post(address(report), sent)
    html = response.content.decode()
    assert response.status_code == 422
    assert 'value="Went well."' in html
    assert re.search(r'name="speaker-0"[^>]*aria-invalid="true"', html)


def test_a_note_is_written_answered_assigned_settled_and_opened_again(
    desk: Seat, report: Article, staff: dict[str, User]
) -> None:
    client = desk("annotator")
    client.post(address(report), {"do": "note", "kind": "question", "quote": "on Tuesday", "claim_en": "Which one?"})
    note = Note.objects.get(article=report)
    here = {"note": str(note.uuid), "show": "notes"}
    client.post(address(report), {"do": "reply", "text": "The 8th, @editor", **here})
    client.post(address(report), {"do": "assign", "person": str(staff["editor"].pk), **here})
    client.post(address(report), {"do": "resolve", **here})
    html = client.get(address(report), {"show": "notes"}).content.decode()
    for words in ("Which one?", "The 8th,", "settled", "Leila Ahmadi"):
        assert words in html
    client.post(address(report), {"do": "reopen", **here})
    note.refresh_from_db()
    assert (note.resolved_at, note.assignee) == (None, staff["editor"])


def test_a_correction_is_proposed_and_put_in_place(desk: Seat, report: Article) -> None:
    desk("annotator").post(
        address(report), {"do": "note", "kind": "correction", "quote": "on Tuesday", "proposal": "on Wednesday"}
    )
    note = Note.objects.get(article=report)
    desk("editor").post(address(report), {"do": "apply", "note": str(note.uuid)})
    assert "in Moscow on Wednesday." in block_of(report, 2).plain("en")


def test_a_fact_check_is_changed_and_removed(desk: Seat, report: Article) -> None:
    client = desk("annotator")
    sent = {"kind": "fact_check", "quote": "in Moscow on Tuesday", "claim_en": "It was Tuesday."}
    client.post(address(report), {"do": "note", **sent})
    note = Note.objects.get(article=report)
    found = {"finding_en": "It was.", "certainty": "certain", "sources": "A calendar", "public": "1"}
    client.post(address(report), {"do": "change_note", "note": str(note.uuid), "claim_en": "It was Tuesday.", **found})
    note.refresh_from_db()
    assert (note.public, note.certainty, languages.read(note, "finding", "en")) == (True, "certain", "It was.")
    client.post(address(report), {"do": "remove_note", "note": str(note.uuid)})
    assert not Note.objects.filter(article=report).exists()


def test_a_mention_is_given_to_somebody_else_and_removed(desk: Seat, report: Article) -> None:
    client = desk("annotator")
    client.post(address(report), {"do": "mention", "quote": "Nikol Pashinyan", "entity": "Nikol Pashinyan"})
    span = Span.objects.get(mention__article=report)
    client.post(address(report), {"do": "change_mention", "span": str(span.uuid), "entity": "Ilham Aliyev"})
    assert Mention.objects.get(article=report).entity == entity("Ilham Aliyev")
    client.post(address(report), {"do": "remove", "span": str(span.uuid)})
    assert not Mention.objects.filter(article=report).exists()


# --- somebody else was quicker --------------------------------------------------------------------------------------


def rewrite(article: Article, staff: dict[str, User]) -> None:
    block = block_of(article, 2)
    text = "Before that, " + block.source("en").replace("Nikol Pashinyan", "the prime minister")
    edit_texts(article, language="en", texts={str(block.uuid): text}, by=staff["editor"])


def test_a_stale_selection_gets_409_with_the_fresh_words_and_keeps_the_form(
    desk: Seat, report: Article, staff: dict[str, User]
) -> None:
    block = block_of(report, 2)
    rewrite(report, staff)
    at = {"block": str(block.uuid), "start": "19", "end": "34", "exact": "Nikol Pashinyan"}
    sent = {"do": "mention", "entity": "Nikol Pashinyan", **at}
    plain = desk("annotator").post(address(report), sent)
    assert plain.status_code == 409
    assert any("Before that, " in words for words in words_of(plain.content.decode()))
    assert 'value="Nikol Pashinyan"' in plain.content.decode()
    told = by_script(desk("annotator"), report, **sent)
    assert told.status_code == 409
    assert "the prime minister" in told.json()["text"]
    assert "no longer stands there" in told.json()["error"]
    assert not Mention.objects.filter(article=report).exists()


def test_a_decision_on_words_that_nobody_saw_is_not_taken(
    desk: Seat, suggested: Article, staff: dict[str, User]
) -> None:
    client = desk("annotator")
    putin, pashinyan = (one for one in waiting(suggested)[1:3])
    rewrite(suggested, staff)
    sent = {f"decision-{one.uuid}": "accept" for one in (putin, pashinyan)}
    seen = {f"seen-{one.uuid}": one.exact for one in (putin, pashinyan)}
    response = by_script(client, suggested, do="decide", **sent, **seen)
    assert response.status_code == 409
    assert not Span.objects.accepted().filter(block__article=suggested).exists()  # not the one that stands either


def test_the_same_decision_from_two_tabs_is_taken_once(desk: Seat, suggested: Article) -> None:
    span, client = waiting(suggested)[0], desk("annotator")
    sent = {"do": "decide", f"decision-{span.uuid}": "reject", f"seen-{span.uuid}": span.exact}
    assert by_script(client, suggested, **sent).status_code == 200
    assert by_script(client, suggested, **sent).status_code == 409


def test_a_doubtful_mention_is_accepted_placed_or_made_a_question(
    desk: Seat, report: Article, staff: dict[str, User]
) -> None:
    client = desk("annotator")
    client.post(address(report), {"do": "mention", "quote": "Nikol Pashinyan", "entity": "Nikol Pashinyan"})
    rewrite(report, staff)
    span = Span.objects.get(mention__article=report)
    assert span.state == "orphaned"
    html = client.get(address(report), {"show": "doubtful"}).content.decode()
    assert "its words are gone" in html
    here = {"do": "place", "span": str(span.uuid), "show": "doubtful"}
    assert client.post(address(report), {**here, "candidate": "0"}).status_code == 409  # no such place was offered
    client.post(address(report), {**here, "quote": "the prime minister"})
    span.refresh_from_db()
    assert (span.state, span.exact, span.reason, span.former_exact) == ("accepted", "the prime minister", "", "")
    block = block_of(report, 2)
    words = block.source("en").replace("the prime minister", "somebody")
    edit_texts(report, language="en", texts={str(block.uuid): words}, by=staff["editor"])
    client.post(address(report), {"do": "convert", "span": str(span.uuid), "kind": "question", "text": "Who now?"})
    assert not Mention.objects.filter(article=report).exists()
    assert languages.read(Note.objects.get(article=report), "claim", "en") == "Who now?"


# --- rights, costs, odd requests ------------------------------------------------------------------------------------


def test_a_script_gets_both_halves_of_the_page(desk: Seat, suggested: Article) -> None:
    said = desk("annotator").get(address(suggested), headers={"Accept": "application/json"}).json()
    assert set(said) == {"text", "work", "message", "focus", "undo"}
    assert 'data-block="' in said["text"]
    assert 'data-row' in said["work"]


@pytest.mark.parametrize("who", ["reporter", "translator-ru"])
def test_who_may_not_annotate_reads_and_may_only_talk(desk: Seat, summit: Article, who: str) -> None:
    client = desk(who)
    html = client.get(address(summit, "ru")).content.decode()
    assert 'id="new-mention"' not in html
    assert 'id="new-note"' in html
    sent = {"do": "mention", "quote": "Путин", "occurrence": "1", "entity": "Владимир Путин"}
    assert client.post(address(summit, "ru"), sent).status_code == 403


def test_an_entity_is_found_as_it_is_typed_what_the_article_names_first(desk: Seat, summit: Article) -> None:
    found = reverse("admin:newsroom_article_naming", args=[summit.pk, "fa"])
    targets = desk("annotator").get(found, {"q": "پوتي"}).json()["targets"]
    assert targets[0]["name"] == "ولادیمیر پوتین"
    assert targets[0]["direction"] == "rtl"
    assert desk("annotator").get(found, {"q": " "}).json() == {"targets": []}


@pytest.mark.parametrize(
    "sent",
    [
        {"do": "nothing"},
        {"do": "mention", "block": "no uuid"},
        {"do": "mention", "quote": "Moscow", "occurrence": "-1", "entity": "Moscow"},
        {"do": "remove", "span": "00000000-0000-0000-0000-000000000000"},
        {"do": "statement", "quote": "Moscow", "occurrence": "1", "speaker-0": "Moscow", "kind": "song"},
        {"do": "decide", "decision-x": "accept"},
        {"do": "mention", "quote": "Moscow", "occurrence": "two", "entity": "Moscow"},
    ],
)
def test_what_no_form_of_ours_sends_is_not_found(desk: Seat, report: Article, sent: dict[str, str]) -> None:
    assert desk("annotator").post(address(report), sent).status_code == 404


@pytest.fixture
def cost(desk: Seat) -> Callable[[Article, str], int]:
    """How many queries the page takes, once the session is known."""
    client = desk("annotator")

    def queries(article: Article, show: str) -> int:
        with CaptureQueriesContext(connection) as asked:
            assert client.get(address(article), {"show": show}).status_code == 200
        return len(asked)

    return queries


@pytest.mark.parametrize("show", ["suggestions", "mentions", "statements", "notes", "doubtful"])
def test_the_page_costs_the_same_for_many_annotations_as_for_none(
    cost: Callable[[Article, str], int], summit: Article, report: Article, show: str
) -> None:
    cost(report, show)
    empty, full = cost(report, show), cost(summit, show)
    assert full <= empty + 4  # what hangs on spans is read only where there are any
    assert full <= 16
