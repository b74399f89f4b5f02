"""Comparing two versions of a text."""

from __future__ import annotations

import json
import random
from pathlib import Path
from time import process_time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsroom.text.diff import diff, tokens, words_diff
from newsroom.text.fold import fold_key

BLOCKS = json.loads((Path(__file__).parent.parent / "material" / "report_blocks.json").read_text("utf-8"))[
    "blocks"
]
WORDS = [
    "پوتین",
    "پوتين",
    "علی\u200cاف",
    "علیاف",
    "در",
    "،",
    ".",
    " ",
    " ",
    "  ",
    "مسکو",
    "Путин",
    "Путина",
    "CIS+",
    "۸",
    "8",
    "کِتاب",
    "👩\u200d💻",
    "\u200c",
    "\n",
]
TEXTS = st.lists(st.sampled_from(WORDS), max_size=25).map("".join)


def changed(old: str, new: str) -> list[tuple[str, str, str]]:
    return [
        (op.kind, old[op.old_start : op.old_end], new[op.new_start : op.new_end])
        for op in diff(old, new)
        if op.kind != "equal"
    ]


def test_it_keeps_zwnj_inside_a_word() -> None:
    assert [t.text for t in tokens("رئیس\u200cجمهورِ روسیه، CIS+")] == [
        "رئیس\u200cجمهورِ",
        " ",
        "روسیه",
        "،",
        " ",
        "CIS",
        "+",
    ]


@given(st.one_of(TEXTS, st.text()))
def test_tokens_joined_are_the_text(text: str) -> None:
    found = tokens(text)
    assert "".join(t.text for t in found) == text
    assert all(text[t.start : t.end] == t.text for t in found)


@given(TEXTS, TEXTS)
def test_the_steps_cover_both_texts_in_order_and_are_what_they_say(old: str, new: str) -> None:
    a = c = 0
    for op in diff(old, new):
        assert (op.old_start, op.new_start) == (a, c)
        a, c = op.old_end, op.new_end
        before, after = old[op.old_start : a], new[op.new_start : c]
        assert (bool(before), bool(after)) == {
            "equal": (True, True),
            "respelled": (True, True),
            "replace": (True, True),
            "insert": (False, True),
            "delete": (True, False),
        }[op.kind]
        assert (before == after) == (op.kind == "equal")
        if op.kind == "respelled":
            assert fold_key(before) == fold_key(after)
    assert (a, c) == (len(old), len(new))


@given(TEXTS, TEXTS)
def test_the_pieces_for_display_are_both_texts(old: str, new: str) -> None:
    pieces = words_diff(old, new)
    assert "".join(p.text for p in pieces if p.kind != "insert") == old
    assert "".join(p.text for p in pieces if p.kind != "delete") == new
    assert all(p.text for p in pieces)


def test_a_restored_zwnj_is_a_respelling() -> None:
    assert changed("الهام علیاف گفت", "الهام علی\u200cاف گفت") == [("respelled", "علیاف", "علی\u200cاف")]


def test_a_new_ending_is_found_inside_the_word() -> None:
    assert changed("слова Путин сказал", "слова Путина сказал") == [("insert", "", "а")]


def test_a_word_of_another_kind_is_replaced_whole() -> None:
    assert changed("the president said", "the minister said") == [("replace", "president", "minister")]


def test_display_replaces_a_phrase_as_one() -> None:
    pieces = [(p.kind, p.text) for p in words_diff("on Tuesday evening he left", "on Friday morning he left")]
    assert pieces == [
        ("equal", "on "),
        ("delete", "Tuesday evening"),
        ("insert", "Friday morning"),
        ("equal", " he left"),
    ]


def test_display_shows_a_respelled_word_whole() -> None:
    pieces = [(p.kind, p.text) for p in words_diff("الهام علیاف", "الهام علی\u200cاف")]
    assert pieces == [("equal", "الهام "), ("delete", "علیاف"), ("insert", "علی\u200cاف")]


@pytest.mark.parametrize("language", ["fa", "en", "ru"])
def test_a_sentence_put_into_the_real_report_is_one_insertion(language: str) -> None:
    added = {"fa": "این خبر به‌روز شد.", "en": "This story was updated.", "ru": "Новость обновлена."}[language]
    for block in BLOCKS:
        old = block.get(language) or ""
        if ". " not in old:
            continue
        new = old.replace(". ", f". {added} ", 1)
        assert [op.kind for op in diff(old, new) if op.kind != "equal"] == ["insert"]


def _long_text() -> str:
    return " ".join(block["fa"] for block in BLOCKS if block.get("fa"))


def test_one_changed_word_in_a_hundred_kilobytes_is_found_at_once() -> None:
    old = (_long_text() + " ") * 12
    assert len(old.encode()) > 100_000
    middle = old.index(" ", len(old) // 2)
    new = f"{old[:middle]} تازه{old[middle:]}"
    started = process_time()
    assert [op.kind for op in diff(old, new) if op.kind != "equal"] == ["insert"]
    assert process_time() - started < 0.5


def test_many_changes_in_a_hundred_kilobytes_take_no_second() -> None:
    rng = random.Random(7)
    words = [f"{rng.choice('کگمنرس')}{rng.choice('اوی')}{rng.randrange(3000)}" for _ in range(17_000)]
    edited = [word if rng.random() > 0.1 else rng.choice(words) for word in words]
    old, new = " ".join(words), " ".join(edited)
    started = process_time()
    kept = sum(op.old_end - op.old_start for op in diff(old, new) if op.kind == "equal")
    assert process_time() - started < 3
    assert kept > 0.8 * len(old)


def test_a_hostile_text_is_answered_in_time() -> None:
    started = process_time()
    diff("الف " * 25_000 + "ب", "ج " + "الف ب " * 12_000)
    diff("x" * 100_000, "y" + "x" * 99_000 + "z")
    diff("a b " * 12_000 + "c", "b a " * 12_000)
    assert process_time() - started < 3
