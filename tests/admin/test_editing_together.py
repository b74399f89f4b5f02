"""Two editors on one text, and what is refused: nothing typed is lost, rights hold at every door."""

from __future__ import annotations

import re

import pytest

from newsroom.content.article import Article
from newsroom.content.block import Block
from newsroom.content.revision import Revision
from newsroom.desk.articles import trash_article
from newsroom.staff.user import User
from tests.admin.browser_form import sent
from tests.admin.editing import FORM, Seat, body_of, ids_of, opened, page_of, row_of, said, send
from tests.stories import block_of

# --- two editors ------------------------------------------------------------------------------------------------------


def test_different_blocks_of_two_editors_are_merged_in_silence(desk: Seat, short: Article) -> None:
    one, other, ids = desk("editor"), desk("publisher"), ids_of(short)
    mine, theirs = opened(one, short), opened(other, short)
    send(other, theirs, press=("op", f"up:{ids[3]}"), **{f"text-{ids[3]}": "Theirs."})
    assert send(one, mine, **{f"text-{ids[2]}": "Mine."}).status_code == 302
    assert body_of(short)[2:] == ["Theirs.", "Mine."]


def test_the_same_words_are_decided_by_a_person_who_sees_all_three_texts(desk: Seat, short: Article) -> None:
    one, other, ids = desk("editor"), desk("publisher"), ids_of(short)
    mine, theirs = opened(one, short), opened(other, short)
    send(other, theirs, **{f"text-{ids[2]}": "The first line.", f"text-{ids[0]}": "A very short report"})
    values = {f"text-{ids[2]}": "The first sentence.", f"text-{ids[0]}": "A short report indeed"}
    values[f"text-{ids[3]}"] = "2."
    answer = send(one, mine, **values)
    assert answer.status_code == 409
    fields, shown = sent(answer, "editor"), said(answer)
    assert fields["revision"] == "2"
    assert fields[f"text-{ids[2]}"] == "The first sentence."  # the decision begins with what was typed
    assert fields[f"text-{ids[0]}"] == "A very short report indeed"  # merged
    assert fields[f"text-{ids[3]}"] == "2."  # untouched by the other
    assert "The first paragraph." in shown
    assert re.search(r"paragraph\s+line", shown)
    assert body_of(short)[2] == "The first line."
    assert send(one, answer, **{f"text-{ids[2]}": "The first sentence, one line."}).status_code == 302
    assert body_of(short) == ["A very short report indeed", body_of(short)[1], "The first sentence, one line.", "2."]


def test_words_in_a_block_that_somebody_removed_can_be_kept_or_let_go(desk: Seat, short: Article) -> None:
    one, other, ids = desk("editor"), desk("publisher"), ids_of(short)
    mine, theirs = opened(one, short), opened(other, short)
    send(other, theirs, press=("op", f"delete:{ids[2]}"))
    answer = send(one, mine, **{f"text-{ids[2]}": "The first paragraph, improved."})
    assert answer.status_code == 409
    assert "removed this block" in said(answer)
    assert send(one, answer).status_code == 302
    assert body_of(short)[2:] == ["The first paragraph, improved.", "The second paragraph."]


def test_a_block_is_not_removed_unseen_when_somebody_changed_it(desk: Seat, short: Article) -> None:
    one, other, ids = desk("editor"), desk("publisher"), ids_of(short)
    mine, theirs = opened(one, short), opened(other, short)
    send(other, theirs, **{f"text-{ids[2]}": "The first paragraph, with news."})
    answer = send(one, mine, press=("op", f"delete:{ids[2]}"))
    assert answer.status_code == 409
    assert sent(answer, "editor")[f"text-{ids[2]}"] == "The first paragraph, with news."
    assert send(one, answer).status_code == 302
    assert ids[2] in ids_of(short)
    send(one, answer, **{f"gone-{ids[2]}": ""})
    assert ids[2] not in ids_of(short)


# --- what is refused --------------------------------------------------------------------------------------------------


def test_a_refused_character_is_named_beside_its_block_and_nothing_typed_is_lost(desk: Seat, short: Article) -> None:
    client, ids = desk("editor"), ids_of(short)
    values = {f"text-{ids[2]}": "Turned\u202eround", f"text-{ids[3]}": "Typed with care."}
    answer = send(client, opened(client, short), **values)
    assert answer.status_code == 422
    assert "U+202E RIGHT-TO-LEFT OVERRIDE" in row_of(answer, Block.objects.get(uuid=ids[2])).error
    fields = sent(answer, "editor")
    assert {name: fields[name] for name in values} == values
    assert Revision.objects.filter(article=short).count() == 1


@pytest.mark.parametrize(
    "wrong", [{"revision": "x"}, {"text-nothing": "x"}, {"kind-{0}": "chapter"}, {"only-{2}": "de"}, {"order": "1"}]
)
def test_fields_that_no_page_sends_are_no_form(desk: Seat, short: Article, wrong: dict[str, str]) -> None:
    client, ids = desk("editor"), ids_of(short)
    values = {name.format(*ids): value for name, value in wrong.items()}
    assert send(client, opened(client, short), **values).status_code == 400


def test_a_translator_reads_the_source_and_cannot_write_it(desk: Seat, summit: Article) -> None:
    client = desk("translator-ru")
    page = opened(client, summit)
    assert b"<textarea" not in page.content
    assert "You may read this text and not change it." in said(page)
    block = block_of(summit, 8)
    data = {"revision": "1", f"text-{block.uuid}": "نه"}
    assert client.post(page_of(summit), data).status_code == 403
    assert client.post(page_of(summit), data, headers={"accept": "application/json"}).status_code == 403
    structural = sent(opened(client, summit, "ru"), "editor")
    structural[f"gone-{block.uuid}"] = ""
    assert client.post(page_of(summit, "ru"), structural.urlencode(), content_type=FORM).status_code == 403
    assert Block.objects.get(pk=block.pk).source("fa") == block.source("fa")


def test_what_is_in_the_trash_is_read_and_not_written(desk: Seat, short: Article, staff: dict[str, User]) -> None:
    client, ids = desk("editor"), ids_of(short)
    page = opened(client, short)
    trash_article(short, by=staff["editor"])
    assert send(client, page, **{f"text-{ids[2]}": "Too late."}).status_code == 422
    assert b"<textarea" not in opened(client, short).content
    assert body_of(short)[2] == "The first paragraph."
