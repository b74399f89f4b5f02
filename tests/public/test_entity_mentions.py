"""Where an entity is named: its page lists every report with every sentence, each with a link that lands on it."""

from __future__ import annotations

import json
import re
from urllib.parse import unquote

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from newsroom.base import languages
from newsroom.base.guards import lifted
from newsroom.content.article import Article
from newsroom.public import entity_page, reports, sayings
from newsroom.publishing.appearance import Appearance, AppearsAs
from newsroom.publishing.card import Card
from newsroom.publishing.edition import Edition, EditionBody
from newsroom.publishing.publication import Publication
from newsroom.text.document import canonical
from tests.public.pages import Seen

LAVROV, CIS, MOSCOW, SUMMIT = "e9jebjc5", "h5uxaqaw", "4fyj6m64", "783a4ve8"
MOST = 5
LINK = re.compile(r'<li><a href="([^"#]+)#(m-[^"]+)">(.*?)</a></li>', re.DOTALL)


def path_of(public_id: str, language: str) -> str:
    return Card.objects.get(entity_public_id=public_id, language=language).path


def html_of(path: str) -> str:
    response = Client().get(path)
    assert response.status_code == 200
    return str(response.content.decode())


def reports_in(html: str) -> str:
    return html.split('<section id="reports">')[1].split("</section>")[0]


def plain(html: str) -> str:
    return re.sub(r"<[^>]+>", "", html)


def words_in(html: str) -> str:
    """All text of a page in one line, as a reader takes it in."""
    return re.sub(r"\s+", " ", plain(html))


@pytest.mark.parametrize("language", languages.codes())
def test_every_link_lands_on_the_name_within_the_sentence_that_was_quoted(summit: Article, language: str) -> None:
    articles: dict[str, str] = {}
    met = 0
    for card in Card.objects.standing().in_language(language):
        for path, anchor, sentence in LINK.findall(reports_in(html_of(card.path)) if _named(card) else ""):
            article = articles.setdefault(path, html_of(path))
            target = re.search(rf'<(a|span) id="{anchor}"[^>]*>(.*?)</\1>', article, re.DOTALL)
            assert target is not None, (unquote(path), anchor)
            assert plain(target[2]) in plain(sentence)
            assert plain(sentence).strip("… ") in words_in(article)
            met += 1
    assert met > 100


def _named(card: Card) -> bool:
    return Appearance.objects.of_entity(card.entity_public_id).live(card.language).exists()


@pytest.mark.parametrize("language", languages.codes())
def test_every_mention_of_an_edition_has_its_link(summit: Article, language: str) -> None:
    live = Publication.objects.live().in_language(language).get(article_public_id=summit.public_id)
    drawn = {one.attrs.get("data-entity") for one in Seen(html_of(live.path)).elements if one.attrs.get("data-entity")}
    for public_id in (LAVROV, CIS, MOSCOW):
        assert public_id in drawn
        linked = {anchor for path, anchor, _ in LINK.findall(reports_in(html_of(path_of(public_id, language))))}
        document = live.edition.body.content
        assert document is not None
        spans = sum(len(one.spans) for one in document.mentions if one.entity == public_id)
        marks = reports_in(html_of(path_of(public_id, language))).count("<mark>")
        assert marks >= spans  # one link for each sentence, one mark for each name in it
        assert linked


def test_each_report_says_its_day_its_edition_and_how_often(summit: Article) -> None:
    shown = reports_in(html_of(path_of(LAVROV, "fa")))
    assert reverse("public:version", args=["fa", summit.public_id, 2]) in shown  # the corrected one, which is live
    assert "نسخه ۲" in shown
    assert "<time" in shown


def test_only_editions_in_the_language_of_the_page_are_quoted(summit: Article) -> None:
    Publication.objects.filter(language="ru").update(status="withdrawn")
    html = html_of(path_of(LAVROV, "ru"))
    assert '<section id="reports">' not in html
    assert "/fa/articles/" not in html
    for path, _anchor, _sentence in LINK.findall(reports_in(html_of(path_of(LAVROV, "en")))):
        assert path.startswith("/en/")


# --- long lists -------------------------------------------------------------------------------------------------------


def said_often(article: Article, times: int) -> None:
    """The live English edition with a paragraph of `times` sentences, each of which names Lavrov."""
    live = Publication.objects.live().in_language("en").get(article_public_id=article.public_id)
    body = EditionBody.objects.get(edition=live.edition_id)
    data = json.loads(str(body.document))
    block = data["blocks"][-1] | {"id": "aaaaaaaa-0000-4000-8000-000000000000", "kind": "paragraph", "parent": ""}
    sentence = "Lavrov spoke again. "
    block["text"] = {"en": (sentence * times).strip()}
    data["blocks"].append(block)
    place = {"block": block["id"], "language": "en", "exact": "Lavrov", "prefix": "", "suffix": "", "state": "accepted"}
    pattern = data["mentions"][0]["spans"][0]
    spans = [pattern | place | {"start": n * len(sentence), "end": n * len(sentence) + 6} for n in range(times)]
    data["mentions"].append({"id": "bbbbbbbb-0000-4000-8000-000000000000", "entity": LAVROV, "spans": spans})
    with lifted():
        EditionBody.objects.filter(pk=body.pk).update(document=canonical(data))


def test_five_hundred_mentions_of_one_report_are_folded_and_bounded(summit: Article) -> None:
    said_often(summit, 500)
    shown = reports_in(html_of(path_of(LAVROV, "en")))
    before, folded = shown.split("<details>")
    assert len(LINK.findall(before)) == reports.AT_ONCE
    assert len(LINK.findall(shown)) == reports.MOST_SENTENCES
    assert "504 mentions" in shown
    assert f"#e-{LAVROV}" in folded  # the others: the entry in the margin of the report leads to each of them


def more_reports(article: Article, count: int) -> None:
    """Copies of the live English edition, each an article of its own, with the places where it names and quotes him."""
    live = Publication.objects.live().in_language("en").get(article_public_id=article.public_id)
    body, now = EditionBody.objects.get(edition=live.edition_id), timezone.now()
    alphabet = "23456789abcdefghjkmnpqrstuvwxyz"
    named = list(Appearance.objects.of_entity(LAVROV).filter(edition=live.edition_id))
    for number in range(count):
        public_id = f"zzzzzz{alphabet[number // 30]}{alphabet[number % 30]}"
        edition = Edition.objects.get(pk=live.edition_id)
        edition.pk, edition.article_public_id = None, public_id
        edition.save(force_insert=True)
        EditionBody.objects.create(edition=edition, document=body.document)
        Publication.objects.create(
            article_public_id=public_id, language="en", edition=edition, first_published_at=now, path=f"/en/x/{number}/"
        )
        for one in named:
            statement = one.statement
            if statement:
                statement.pk, statement.edition = None, edition
                statement.save(force_insert=True)
            one.pk, one.edition, one.statement = None, edition, statement
            one.save(force_insert=True)


def test_many_reports_and_statements_are_leafed_through_and_cost_no_more(summit: Article) -> None:
    path = path_of(LAVROV, "en")
    with CaptureQueriesContext(connection) as few:
        html_of(path)
    more_reports(summit, 24)
    assert Appearance.objects.of_entity(LAVROV).live("en").filter(role=AppearsAs.STATEMENT).count() > sayings.PAGE_SIZE
    met: list[str] = []
    for number in (1, 2, 3):
        with CaptureQueriesContext(connection) as many:
            html = html_of(f"{path}?page={number}")
        assert len(many) == len(few) <= MOST
        met += re.findall(r'<article class="named-in">\n<h3><a href="([^"]+)"', html)
        assert (f"?page={number + 1}#reports" in html) == (number < 3)
    assert len(met) == len(set(met)) == 25
    first = html_of(path)
    assert "?statements=2#statements" in first
    second = html_of(f"{path}?statements=2")
    assert "?statements=1#statements" in second
    quoted = [len(re.findall(r'href="[^"]+#s-', html)) for html in (first, second)]
    assert quoted[0] == sayings.PAGE_SIZE
    assert sum(quoted) == 25 * 6


@pytest.mark.parametrize("query", ["?page=0", "?page=99", "?page=۱", "?page=", "?statements=x", "?statements=99"])
def test_a_page_that_is_not_there_is_no_page(summit: Article, query: str) -> None:
    assert Client().get(path_of(LAVROV, "en") + query).status_code == 404


def test_an_event_names_each_speaker_once_on_a_page_and_folds_the_rest(
    summit: Article, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(entity_page, "AT_ONCE", 2)
    section = html_of(path_of(SUMMIT, "en")).split('<section id="statements">')[1].split("</section>")[0]
    speakers = re.findall(r"<h3>(.*?)</h3>", section, re.DOTALL)
    assert len(speakers) == len(set(speakers)) > 3
    assert "<details>" in section
    assert "more statement" in section
