"""Previews: what staff and invited outsiders see is what will be published, to the byte; and it ends when it should."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from newsroom.audit.log import LogEntry
from newsroom.content.article import Article
from newsroom.content.block import Block, BlockKind
from newsroom.desk import previews
from newsroom.desk.articles import trash_article
from newsroom.desk.edit import edit_texts
from newsroom.desk.errors import NotAllowed, PreviewEnded, UnknownRevision
from newsroom.desk.publish import publish
from newsroom.desk.review import approve
from newsroom.entities.entity import Entity
from newsroom.publishing.card import Card
from newsroom.publishing.edition import Edition, EditionBody, EditionKind
from newsroom.publishing.publication import Publication
from newsroom.staff.user import User

REPORT = "Tokayev flies to Vienna\n\nKassym-Jomart Tokayev flew to Vienna.\n\nNothing was signed there."


def article_of(response: Any) -> str:
    """The report itself, as the page has it."""
    found = re.search(r"<article>.*</article>", response.content.decode(), re.DOTALL)
    assert found
    return found[0]


def header_of(response: Any) -> str:
    """Title, lead and picture: the head of the report without the line of dates and numbers."""
    found = re.search(r'<p class="kicker.*?</header>', response.content.decode(), re.DOTALL)
    assert found
    return re.sub(r'<p class="meta ui">.*?</p>', "", found[0], flags=re.DOTALL)


def preview(client: Client, article: Article, language: str, query: str = "") -> Any:
    return client.get(reverse("admin:newsroom_article_preview", args=[article.pk, language]) + query)


@pytest.fixture
def editor(client: Client, staff: dict[str, User]) -> Client:
    client.force_login(staff["editor"])
    return client


@pytest.fixture
def plain(write: Callable[[str], Article]) -> Article:
    return write(REPORT)


def share(article: Article, staff: dict[str, User], language: str = "en") -> str:
    revision = article.revisions.order_by("-number")[0]
    shared = previews.share_preview(article, language=language, revision=revision, by=staff["editor"])
    return reverse("shared_preview", args=[shared.token])


# --- as it will be published ------------------------------------------------------------------------------------------


@pytest.mark.parametrize("language", ["en", "ru"])
def test_a_preview_is_the_page_that_publishing_makes(
    followed: Article, staff: dict[str, User], editor: Client, language: str
) -> None:
    before, outside = preview(editor, followed, language), Client().get(share(followed, staff, language))
    publish(followed, language=language, by=staff["publisher"])
    published = Client().get(Publication.objects.get(article_public_id=followed.public_id, language=language).path)
    for shown in (before, outside):
        assert article_of(shown) == article_of(published)
        assert header_of(shown) == header_of(published)


def test_a_preview_shows_a_correction_before_readers_do(
    plain: Article, staff: dict[str, User], editor: Client
) -> None:
    approve(plain, language="en", by=staff["editor"])
    publish(plain, language="en", by=staff["publisher"])
    block = Block.objects.of_article(plain)[2]
    edit_texts(plain, language="en", texts={str(block.uuid): "Nothing at all was signed."}, by=staff["reporter"])
    live = Publication.objects.get(article_public_id=plain.public_id).path
    assert "Nothing at all" in article_of(preview(editor, plain, "en"))
    assert "Nothing at all" not in Client().get(live).content.decode()
    approve(plain, language="en", by=staff["editor"])
    before = preview(editor, plain, "en")
    publish(plain, language="en", by=staff["publisher"], kind=EditionKind.CORRECTION, note="It was less.")
    assert article_of(before) == article_of(Client().get(live))


def test_a_preview_writes_nothing(plain: Article, editor: Client) -> None:
    tables = (Edition, EditionBody, Publication, Card, LogEntry)
    counts = [table.objects.count() for table in tables]
    slug = plain.slug_en
    assert preview(editor, plain, "en").status_code == 200
    assert [table.objects.count() for table in tables] == counts
    assert Article.objects.get(pk=plain.pk).slug_en == slug


def test_a_preview_says_what_it_is_and_is_kept_by_nobody(
    plain: Article, staff: dict[str, User], editor: Client
) -> None:
    for shown in (preview(editor, plain, "en"), Client().get(share(plain, staff))):
        html = shown.content.decode()
        assert "Preview, not published." in html
        assert '<meta name="robots" content="noindex">' in html
        assert shown.headers["Cache-Control"].startswith("private, no-store")
        assert "noindex" in shown.headers["X-Robots-Tag"]
        assert shown.headers["Referrer-Policy"] == "no-referrer"
        assert shown.headers["Content-Language"] == "en"


def test_a_language_without_a_word_says_what_is_missing_instead_of_failing(plain: Article, editor: Client) -> None:
    shown = preview(editor, plain, "ru")
    assert shown.status_code == 200
    assert "has no title" in shown.content.decode() or "<li>" in shown.content.decode()


@pytest.mark.parametrize("language", ["fa", "en", "ru"])
def test_a_raw_report_with_everything_open_can_be_previewed(raw: Article, editor: Client, language: str) -> None:
    shown = preview(editor, raw, language)
    assert shown.status_code == 200
    assert 'class="check ui preview"' in shown.content.decode()


def test_who_has_no_public_page_is_named_without_a_link(
    plain: Article, staff: dict[str, User], editor: Client
) -> None:
    hidden = Entity.objects.create(kind="person", name_en="Nobody Yet Public", slug_en="nobody")
    known = Entity.objects.filter(public_id__in=Card.objects.filter(language="en").values("entity_public_id"))[0]
    plain.about.set([hidden, known])
    html = preview(editor, plain, "en").content.decode()
    assert "Nobody Yet Public" in html
    assert hidden.public_id not in re.findall(r'href="[^"#]*/([0-9a-z]{8})/', html)
    assert known.public_id in re.findall(r'href="[^"#]*/([0-9a-z]{8})/', html)


def test_every_link_of_a_preview_leads_somewhere(followed: Article, staff: dict[str, User]) -> None:
    page = share(followed, staff, "en")
    html = Client().get(page).content.decode()
    links = {link for link in re.findall(r'href="(/[^"]*)"', html) if not link.startswith("/static/")}
    assert links
    wrong = {link: code for link in links if (code := Client().get(link).status_code) not in (200, 301)}
    assert not wrong


def test_a_preview_of_an_old_revision_shows_that_one(plain: Article, staff: dict[str, User], editor: Client) -> None:
    number = plain.revisions.order_by("-number")[0].number
    block = Block.objects.of_article(plain)[2]
    edit_texts(plain, language="en", texts={str(block.uuid): "Everything was signed."}, by=staff["reporter"])
    assert "Nothing was signed" in article_of(preview(editor, plain, "en", f"?revision={number}"))
    assert "Everything was signed" in article_of(preview(editor, plain, "en"))
    for wrong in ("999", "x", "١", "-1", "1" * 30):
        assert preview(editor, plain, "en", f"?revision={wrong}").status_code == 404


def test_an_old_revision_that_names_what_is_gone_is_still_drawn(
    raw: Article, staff: dict[str, User], editor: Client
) -> None:
    ghost = Entity.objects.create(kind="topic", name_fa="شبح")
    raw.about.set([ghost])
    block = Block.objects.of_article(raw)[1]
    edit_texts(raw, language="fa", texts={str(block.uuid): "متن تازه"}, by=staff["reporter"])
    number = raw.revisions.order_by("-number")[0].number
    raw.about.clear()
    ghost.delete()
    assert preview(editor, raw, "fa", f"?revision={number}").status_code == 200


# --- links for outsiders ----------------------------------------------------------------------------------------------


def test_a_link_is_bound_to_its_revision_and_language(plain: Article, staff: dict[str, User]) -> None:
    page = share(plain, staff)
    block = Block.objects.of_article(plain)[2]
    edit_texts(plain, language="en", texts={str(block.uuid): "Everything was signed."}, by=staff["reporter"])
    assert "Nothing was signed" in article_of(Client().get(page))


def test_a_link_ends(plain: Article, staff: dict[str, User], settings: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    page = share(plain, staff)
    later = timezone.now() + settings.PREVIEW_MAX_AGE + dt.timedelta(minutes=1)
    monkeypatch.setattr(previews.timezone, "now", lambda: later)
    ended = Client().get(page, headers={"accept-language": "en"})
    assert ended.status_code == 410
    assert "This preview has ended" in ended.content.decode()
    assert "Vienna" not in ended.content.decode()


def test_a_shorter_life_ends_links_that_are_out_already(plain: Article, staff: dict[str, User], settings: Any) -> None:
    page = share(plain, staff)
    settings.PREVIEW_MAX_AGE = dt.timedelta(seconds=-1)
    assert Client().get(page).status_code == 410


def test_another_key_ends_all_links(plain: Article, staff: dict[str, User], settings: Any) -> None:
    page = share(plain, staff)
    settings.PREVIEW_KEY = "rotated"
    assert Client().get(page).status_code == 404


def test_a_link_to_what_is_in_the_trash_has_ended(plain: Article, staff: dict[str, User]) -> None:
    page = share(plain, staff)
    trash_article(plain, by=staff["editor"])
    assert Client().get(page).status_code == 410
    with pytest.raises(PreviewEnded):
        previews.open_preview(page.split("/")[2])


def test_a_link_that_somebody_made_up_is_no_page(plain: Article, staff: dict[str, User]) -> None:
    page = share(plain, staff)
    assert Client().get(page[:-2] + "x/").status_code == 404
    assert Client().get(reverse("shared_preview", args=["eyJhIjoxfQ:abc:def"])).status_code == 404


def test_sharing_is_one_row_of_the_log_without_the_link_in_it(plain: Article, staff: dict[str, User]) -> None:
    page = share(plain, staff)
    entry = LogEntry.objects.about("article", str(plain.uuid)).last()
    assert entry is not None
    assert (entry.verb, entry.language, entry.who) == ("share_preview", "en", staff["editor"])
    assert page.split("/")[2] not in entry.detail


def test_a_link_is_made_on_the_page_for_it(plain: Article, editor: Client) -> None:
    page = reverse("admin:newsroom_article_share", args=[plain.pk, "en"])
    assert editor.get(page).status_code == 200
    made = editor.post(page)
    found = re.search(r'value="http://testserver(/preview/[^"]+)"', made.content.decode())
    assert found
    assert "Nothing was signed" in article_of(Client().get(found[1]))
    assert made.headers["Cache-Control"].startswith("private, no-store")


def test_only_those_who_may_share_share(plain: Article, summit: Article, staff: dict[str, User]) -> None:
    revision = plain.revisions.order_by("-number")[0]
    for who in ("annotator", "translator-en", "administrator"):
        with pytest.raises(NotAllowed):
            previews.share_preview(plain, language="en", revision=revision, by=staff[who])
    previews.share_preview(plain, language="en", revision=revision, by=staff["reporter"])
    with pytest.raises(UnknownRevision):
        previews.share_preview(summit, language="en", revision=revision, by=staff["editor"])


def test_a_preview_costs_as_much_for_a_long_report_as_for_a_short_one(
    plain: Article, summit: Article, staff: dict[str, User], django_assert_max_num_queries: Any
) -> None:
    pages = [share(plain, staff), share(summit, staff)]
    for page in pages:
        with django_assert_max_num_queries(6):
            assert Client().get(page).status_code == 200


def test_the_title_of_the_draft_stands_in_the_head(plain: Article, editor: Client) -> None:
    title = plain.blocks.get(kind=BlockKind.TITLE).plain("en")
    assert f"<title>{title} ·" in preview(editor, plain, "en").content.decode()
