"""The editor's page as a plain form: writing, translating, and what it costs."""

from __future__ import annotations

import re

import pytest
from pytest_django import DjangoAssertNumQueries

from newsroom.annotation.span import Span
from newsroom.audit.log import LogEntry
from newsroom.content.article import Article
from newsroom.content.block import Block, BlockKind
from newsroom.content.revision import Revision
from newsroom.desk.edit import edit_texts
from newsroom.staff.user import User
from tests.admin.browser_form import sent
from tests.admin.editing import Seat, body_of, ids_of, opened, page_of, row_of, said, send
from tests.admin.forms import messages_of
from tests.stories import block_of

MOST_QUERIES = 15  # a translation is compared with the names of its source


# --- writing ----------------------------------------------------------------------------------------------------------


def test_a_save_leaves_one_revision_and_comes_back_to_the_page(desk: Seat, short: Article) -> None:
    client, (*_rest, last) = desk("editor"), ids_of(short)
    log = LogEntry.objects.count()
    response = send(client, opened(client, short), **{f"text-{last}": "The second paragraph, *mended*.", "why": "typo"})
    assert response.status_code == 302
    assert body_of(short)[-1] == "The second paragraph, *mended*."
    revision = Revision.objects.filter(article=short).latest("number")
    assert (revision.number, revision.summary, revision.minor) == (2, "typo", False)
    assert LogEntry.objects.count() == log + 1
    assert ("success", "Saved as revision 2.") in messages_of(client.get(response.headers["Location"]))


def test_a_form_that_changes_nothing_leaves_nothing(desk: Seat, short: Article) -> None:
    client = desk("editor")
    assert send(client, opened(client, short)).status_code == 302
    assert Revision.objects.filter(article=short).count() == 1


def test_an_empty_line_begins_a_block_and_any_other_line_end_is_a_space(desk: Seat, short: Article) -> None:
    client, (*_rest, last) = desk("editor"), ids_of(short)
    text = "One\r\nline.\r\n \r\nAnother one.\r\n\r\n\r\nA third."
    send(client, opened(client, short), **{f"text-{last}": text})
    assert body_of(short)[-3:] == ["One line.", "Another one.", "A third."]
    assert ids_of(short)[-3] == last


def test_a_title_is_one_line_however_it_was_typed(desk: Seat, short: Article) -> None:
    client, title = desk("editor"), ids_of(short)[0]
    send(client, opened(client, short), **{f"text-{title}": "A short\n\nreport"})
    assert body_of(short)[0] == "A short report"
    assert len(ids_of(short)) == 4


def test_the_empty_places_become_blocks_when_something_is_written_in_them(desk: Seat, short: Article) -> None:
    client = desk("editor")
    page = opened(client, short)
    fields = sent(page, "editor")
    kinds = {value: key.removeprefix("kind-") for key, value in fields.items() if key.startswith("kind-")}
    end = fields.getlist("order")[-1]
    send(client, page, **{f"text-{kinds['summary']}": "For engines.", f"text-{end}": "A last one."})
    blocks = list(Block.objects.of_article(short))
    assert [block.kind for block in blocks][:3] == [BlockKind.TITLE, BlockKind.SUMMARY, BlockKind.LEAD]
    assert (blocks[1].source("en"), blocks[-1].source("en")) == ("For engines.", "A last one.")
    assert len(blocks) == 6


@pytest.mark.parametrize(
    ("op", "wanted"),
    [("up:3", [0, 1, 3, 2]), ("down:2", [0, 1, 3, 2]), ("up:2", [0, 1, 2, 3]), ("delete:2", [0, 1, 3])],
)
def test_the_buttons_work_without_a_script(desk: Seat, short: Article, op: str, wanted: list[int]) -> None:
    client, ids = desk("editor"), ids_of(short)
    name, _, at = op.partition(":")
    response = send(client, opened(client, short), press=("op", f"{name}:{ids[int(at)]}"))
    assert response.headers["Location"].endswith(f"#block-{ids[int(at)]}")
    assert ids_of(short) == [ids[n] for n in wanted]


def test_a_button_saves_what_was_typed_too(desk: Seat, short: Article) -> None:
    client, ids = desk("editor"), ids_of(short)
    send(client, opened(client, short), press=("op", f"merge:{ids[3]}"), **{f"text-{ids[2]}": "First, rewritten."})
    assert body_of(short)[2:] == ["First, rewritten. The second paragraph."]


def test_merging_keeps_the_mentions_of_both_blocks(desk: Seat, summit: Article) -> None:
    client, block = desk("editor"), block_of(summit, 7)
    before = Span.objects.of_article(summit.pk, "fa").filter(mention__isnull=False, state="accepted").count()
    send(client, opened(client, summit), press=("op", f"merge:{block.uuid}"))
    after = Span.objects.of_article(summit.pk, "fa").filter(mention__isnull=False, state="accepted").count()
    assert not Block.objects.filter(pk=block.pk).exists()
    assert after == before


def test_adding_offers_an_empty_place_and_stores_nothing(desk: Seat, short: Article) -> None:
    client, ids = desk("editor"), ids_of(short)
    response = send(client, opened(client, short), press=("op", f"add:{ids[2]}"))
    page = client.get(response.headers["Location"].partition("#")[0])
    order = sent(page, "editor").getlist("order")
    room = order[order.index(ids[2]) + 1]
    assert room not in ids
    assert ids_of(short) == ids
    send(client, page, **{f"text-{room}": "Between."})
    assert body_of(short)[3] == "Between."


def test_a_kind_an_address_and_a_language_of_its_own_are_chosen(desk: Seat, short: Article) -> None:
    client, ids = desk("editor"), ids_of(short)
    send(client, opened(client, short), **{f"kind-{ids[3]}": "embed", f"only-{ids[2]}": "en"})
    send(client, opened(client, short), **{f"url-{ids[3]}": "https://example.org/film"})
    embed, own = Block.objects.get(uuid=ids[3]), Block.objects.get(uuid=ids[2])
    assert (embed.kind, embed.url, own.only_language) == ("embed", "https://example.org/film", "en")
    assert "The first paragraph." not in sent(opened(client, short, "fa"), "editor").dict().values()


def test_a_minor_change_leaves_translations_as_good_as_they_were(desk: Seat, summit: Article) -> None:
    client, block = desk("editor"), block_of(summit, 9)
    send(client, opened(client, summit), **{f"text-{block.uuid}": block.source("fa") + "!", "minor": "1"})
    assert f'id="block-{block.uuid}"' in opened(client, summit, "ru").content.decode()
    assert not row_of(opened(client, summit, "ru"), block).outdated
    assert Revision.objects.filter(article=summit).latest("number").minor


# --- translating ------------------------------------------------------------------------------------------------------


def test_a_translation_shows_what_changed_in_its_source(desk: Seat, summit: Article, staff: dict[str, User]) -> None:
    block = block_of(summit, 8)
    words = {str(block.uuid): block.source("fa").replace(" ", " بسیار ", 1)}
    edit_texts(summit, language="fa", texts=words, by=staff["editor"])
    client = desk("translator-ru")
    page = opened(client, summit, "ru")
    assert row_of(page, block).outdated
    assert re.search(r'class="beside" lang="fa" dir="rtl">[^<]*<ins>[^<]*بسیار', page.content.decode())
    send(client, page, **{f"text-{block.uuid}": block.source("ru") + " Очень."})
    assert not row_of(opened(client, summit, "ru"), block).outdated


def test_a_missing_text_is_said_and_its_source_stands_beside_it(desk: Seat, short: Article) -> None:
    page = opened(desk("editor"), short, "fa")
    assert "4 texts are missing" in said(page)
    assert "The first paragraph." in said(page)


def test_an_empty_line_in_a_translation_makes_no_block(desk: Seat, summit: Article) -> None:
    client, block = desk("translator-ru"), block_of(summit, 8)
    count = len(ids_of(summit))
    send(client, opened(client, summit, "ru"), **{f"text-{block.uuid}": "Раз.\n\nДва."})
    assert Block.objects.get(pk=block.pk).source("ru") == "Раз. Два."
    assert len(ids_of(summit)) == count


def test_an_editor_adds_a_block_for_one_language_to_a_translation(desk: Seat, summit: Article) -> None:
    client, block = desk("editor"), block_of(summit, 8)
    page = client.get(f"{page_of(summit, 'ru')}?add={block.uuid}")
    order = sent(page, "editor").getlist("order")
    room = order[order.index(str(block.uuid)) + 1]
    send(client, page, **{f"text-{room}": "Только для читателей по-русски."})
    made = Block.objects.get(uuid=room)
    assert (made.only_language, made.source("ru")) == ("ru", "Только для читателей по-русски.")


# --- what it costs ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("who", "language"), [("editor", "fa"), ("editor", "en"), ("translator-ru", "ru"), ("reporter", "fa")]
)
def test_the_page_asks_the_database_at_most_fifteen_times(
    desk: Seat, summit: Article, django_assert_max_num_queries: DjangoAssertNumQueries, who: str, language: str
) -> None:
    client = desk(who)
    opened(client, summit, language)
    with django_assert_max_num_queries(MOST_QUERIES):
        opened(client, summit, language)


def test_three_hundred_blocks_ask_the_database_no_more_than_thirty(
    desk: Seat, short: Article, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    client = desk("editor")
    Block.objects.bulk_create(
        Block(article=short, position=n, kind=BlockKind.PARAGRAPH, text_en=f"Number {n}.") for n in range(5, 305)
    )
    opened(client, short)
    for language in ("en", "fa"):
        with django_assert_max_num_queries(MOST_QUERIES):
            assert opened(client, short, language).content.count(b"<textarea") >= 300
