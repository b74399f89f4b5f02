"""What readers get: the article page, the home list, redirects, missing languages."""

from __future__ import annotations

import re
from collections.abc import Callable
from html.parser import HTMLParser

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from newsroom.base import languages
from newsroom.content.article import Article
from newsroom.content.block import Block
from newsroom.desk.entities import save_entity
from newsroom.desk.publish import publish
from newsroom.desk.review import approve
from newsroom.entities.entity import Entity
from newsroom.publishing.publication import Publication
from newsroom.staff.user import User


def path_of(article: Article, language: str) -> str:
    return Publication.objects.get(article_public_id=article.public_id, language=language).path


def queries_of(client: Client, path: str) -> int:
    with CaptureQueriesContext(connection) as queries:
        assert client.get(path).status_code == 200
    return len(queries)


class Texts(HTMLParser):
    """The text of every element with data-block, by block, and the words of images."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.open: list[tuple[str, str | None]] = []
        self.texts: dict[str, str] = {}
        self.labels: list[str | None] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if dict(attrs).get("role") == "img":
            self.labels.append(dict(attrs).get("aria-label"))
        if tag not in {"meta", "link", "input", "br"}:
            self.open.append((tag, dict(attrs).get("data-block")))

    def handle_endtag(self, tag: str) -> None:
        opened, _block = self.open.pop()
        assert opened == tag, f"{opened} closed by {tag}"

    def handle_data(self, data: str) -> None:
        for _tag, block in self.open:
            if block:
                self.texts[block] = self.texts.get(block, "") + data


@pytest.mark.parametrize("language", languages.codes())
def test_the_page_holds_every_word_exactly(summit: Article, language: str, client: Client) -> None:
    page = Texts(client.get(path_of(summit, language)).content.decode())
    blocks = list(Block.objects.of_article(summit).with_words())
    words = {str(b.uuid): b.plain(language) for b in blocks if b.kind not in ("title", "alt")}
    assert page.texts == words
    assert page.labels == [block.plain(language) for block in blocks if block.kind == "alt"]
    assert len(page.texts) == 26
    assert len(page.labels) == 1


@pytest.mark.parametrize("language", languages.codes())
def test_the_page_costs_five_queries_at_most(summit: Article, language: str, client: Client) -> None:
    assert queries_of(client, path_of(summit, language)) <= 5


def test_the_page_costs_the_same_for_a_report_ten_times_as_long(
    summit: Article, write: Callable[[str], Article], staff: dict[str, User], client: Client
) -> None:
    paragraphs = [f"Paragraph {n} says that Moscow and Tashkent agreed on point {n} of the plan." for n in range(260)]
    article = write("A very long report\n\n" + "\n\n".join(paragraphs))
    from newsroom.annotation.span import Span
    from newsroom.desk.annotate import accept_suggestions, suggest_mentions

    suggest_mentions(article, language="en", by=staff["annotator"])
    spans = Span.objects.of_article(article.pk, "en").suggested()
    assert accept_suggestions(article, spans=spans, by=staff["annotator"]) >= 500
    approve(article, language="en", by=staff["editor"])
    publish(article, language="en", by=staff["publisher"])
    assert queries_of(client, path_of(article, "en")) == queries_of(client, path_of(summit, "en")) <= 5


def test_asking_for_suggestions_reads_names_once(
    raw: Article, staff: dict[str, User]
) -> None:
    from newsroom.desk.annotate import suggest_mentions

    with CaptureQueriesContext(connection) as queries:
        suggest_mentions(raw, language="fa", by=staff["annotator"])
    assert sum("newsroom_namekey" in query["sql"] for query in queries) == 1
    assert len(queries) <= 20


@pytest.mark.parametrize("language", languages.codes())
def test_the_page_says_its_language_and_direction(summit: Article, language: str, client: Client) -> None:
    response = client.get(path_of(summit, language))
    html = response.content.decode()
    assert f'<html lang="{language}" dir="{languages.direction(language)}">' in html
    assert response.headers["Content-Language"] == language
    assert "Vary" not in response.headers or "Accept-Language" not in response.headers["Vary"]
    for code in languages.codes():
        assert f'hreflang="{code}"' in html


def test_persian_pages_show_persian_digits_and_both_calendars(summit: Article, client: Client) -> None:
    html = client.get(path_of(summit, "fa")).content.decode()
    foreign = r'<bdi lang="und">.*?</bdi>|<bdi dir="ltr">.*?</bdi>'  # names of sources, digests, addresses
    shown = re.sub(rf"<script.*?</script>|{foreign}|<[^>]*>", "", html, flags=re.DOTALL)
    assert "۱۷ مهر ۱۴۰۳" in shown
    assert "چهارشنبه ۱۸ مهر ۱۴۰۳ / ۹ اکتبر ۲۰۲۴" in shown
    assert not re.search(r"[0-9]", shown)


def test_a_latin_name_in_persian_text_is_isolated(summit: Article, client: Client) -> None:
    html = client.get(path_of(summit, "fa")).content.decode()
    title = re.search(r"<h1[^>]*>(.*?)</h1>", html, re.DOTALL)
    assert title is not None
    assert "<bdi>CIS+</bdi>" in title.group(1)


def test_a_mention_leads_to_the_entry_of_its_entity_in_the_margin(summit: Article, client: Client) -> None:
    html = client.get(path_of(summit, "en")).content.decode()
    targets = set(re.findall(r'href="#(e-[0-9a-z]+)"', html))
    assert len(targets) > 30
    for target in targets:
        assert f'id="{target}"' in html
    ids = re.findall(r'\sid="([^"]+)"', html)
    assert len(ids) == len(set(ids))


def test_the_margin_tells_the_office_on_the_day(summit: Article, client: Client) -> None:
    html = client.get(path_of(summit, "en")).content.decode()
    start = re.search(r'<bdi class="entity-name"><a [^>]*>Sergey Lavrov', html)
    assert start is not None
    entry = html[start.start() : html.index("</li>", start.start())]
    assert "Minister of Foreign Affairs of Russia" in entry


def test_an_edition_stays_as_it_was_when_a_name_changes(
    summit: Article, staff: dict[str, User], client: Client
) -> None:
    before = client.get(path_of(summit, "en")).content
    lavrov = Entity.objects.get(**{languages.column("name", "en"): "Sergey Lavrov"})
    column = languages.column("name", "en")
    setattr(lavrov, column, "Somebody Else")
    save_entity(lavrov, changed=[column], by=staff["editor"])
    assert client.get(path_of(summit, "en")).content == before


def test_a_wrong_slug_is_sent_on_for_good(summit: Article, client: Client) -> None:
    wrong = reverse("public:article", args=["fa", summit.public_id, "چیز-دیگر"])
    response = client.get(wrong)
    assert (response.status_code, response.headers["Location"]) == (301, path_of(summit, "fa"))
    short = client.get(reverse("public:article_by_id", args=["fa", summit.public_id]))
    assert (short.status_code, short.headers["Location"]) == (301, path_of(summit, "fa"))


def test_a_persian_slug_keeps_zwnj_as_a_hyphen(summit: Article) -> None:
    from urllib.parse import unquote

    assert "مشترک-المنافع" in unquote(path_of(summit, "fa"))


def test_a_missing_language_says_which_ones_exist(
    write: Callable[[str], Article], staff: dict[str, User], client: Client
) -> None:
    article = write("Only in English\n\nThese words exist in one language.")
    approve(article, language="en", by=staff["editor"])
    publish(article, language="en", by=staff["publisher"])
    response = client.get(reverse("public:article_by_id", args=["ru", article.public_id]))
    html = response.content.decode()
    assert response.status_code == 404
    assert path_of(article, "en") in html
    assert "These words" not in html


def test_a_draft_answers_like_an_article_that_never_was(drafts: list[Article], client: Client) -> None:
    hidden = client.get(reverse("public:article_by_id", args=["en", drafts[0].public_id]))
    absent = client.get(reverse("public:article_by_id", args=["en", "zzzzzzzz"]))
    assert hidden.status_code == absent.status_code == 404
    assert hidden.content == absent.content


def test_the_home_list_shows_each_language_its_own_titles(summit: Article, client: Client) -> None:
    with CaptureQueriesContext(connection) as queries:
        html = client.get("/ru/").content.decode()
    assert len(queries) == 3
    assert "Лидеры СНГ в Кремле" in html
    assert "CIS leaders" not in html


def test_the_front_door_leads_to_the_first_language(client: Client) -> None:
    assert client.get("/").headers["Location"] == "/fa/"


def test_an_unknown_language_is_no_page(client: Client) -> None:
    assert client.get("/de/").status_code == 404


def test_pages_allow_no_foreign_or_inline_script(summit: Article, client: Client) -> None:
    response = client.get(path_of(summit, "fa"))
    policy = response.headers["Content-Security-Policy"]
    assert "script-src 'self'" in policy
    assert "unsafe" not in policy
    assert "<script>" not in response.content.decode()
    assert " style=" not in response.content.decode()
