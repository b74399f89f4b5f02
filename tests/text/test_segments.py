"""Segments: sentences, words and paragraphs in three languages."""
from __future__ import annotations

import json
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsroom.text.segments import ends_sentence, paragraphs, sentences, words

MATERIAL = Path(__file__).parents[1] / "material"
BLOCKS = json.loads((MATERIAL / "report_blocks.json").read_text(encoding="utf-8"))["blocks"]
TEXTS = st.text(alphabet="آبپ‌ گیABc Жй.!?؟…،«»\"'()0۱۲:-\n\u00a0", max_size=80)


def split(text: str, language: str) -> list[str]:
    return [text[found.start:found.end] for found in sentences(text, language)]


@pytest.mark.parametrize(("language", "text", "count"), [
    ("fa", "ع. رضایی ساعت ۱۰:۳۰ رسید. او ۳.۵ کیلو بار داشت.", 2),
    ("fa", "او گفت: «نمی‌آیم.» پس از آن رفت!", 2),
    ("fa", "پرسید: «می‌آیی؟» و رفت. کسی پاسخ نداد…", 2),
    ("fa", "شرکت آی.بی.ام. در سال ۱۹۱۱ م. بنیان گرفت.", 1),
    ("fa", "به نوشته ص. ۱۲ کتاب، دیدار پایان یافت. همین!", 2),
    ("en", "Mr. J. R. Smith of Acme Inc. met Dr. No. They spoke.", 2),
    ("en", "See No. 5 and fig. 2 of vol. 3. That is all.", 2),
    ("en", "The U.S. President left the U.S. He did not return.", 2),
    ("en", "It cost $3.5 million at 10.30 a.m. on Monday. “Why?” he asked. “No reason.”", 3),
    ("en", "1. First point. 2. Second point.", 2),
    ("ru", "В 2024 г. он жил в г. Москве. А. С. Пушкин там родился.", 2),
    ("ru", "Цена — 3,5 млн руб. Это много, т.е. слишком. — Да! — сказал он.", 3),
    ("ru", "Он назвал имена, отчества и т.д. Потом ушёл.", 2),
])
def test_it_counts_sentences_as_a_reader_would(language: str, text: str, count: int) -> None:
    assert len(split(text, language)) == count, split(text, language)


def test_it_keeps_closing_quotes_with_their_sentence() -> None:
    assert split("«رفتم.» او گفت.", "fa") == ["«رفتم.»", "او گفت."]


def test_it_does_not_split_at_a_colon() -> None:
    assert len(split("اعضا: ایران، عراق و ترکیه", "fa")) == 1


def test_a_blank_line_ends_a_sentence_even_without_a_stop() -> None:
    assert split("A heading\n\nA sentence.", "en") == ["A heading", "A sentence."]


@pytest.mark.parametrize("language", ["fa", "en", "ru"])
def test_the_three_reports_have_the_same_number_of_sentences(language: str) -> None:
    found = [len(sentences(block[language], language)) for block in BLOCKS]
    assert sum(found) == 47
    assert found == [len(sentences(block["fa"], "fa")) for block in BLOCKS]


@pytest.mark.parametrize(("language", "count"), [("fa", 838), ("en", 895), ("ru", 739)])
def test_it_counts_the_words_of_the_report_as_its_editor_did(language: str, count: int) -> None:
    """The editor counted strings between spaces; dashes and slashes standing alone are no words."""
    signs = sum(not any(map(str.isalnum, token)) for block in BLOCKS for token in block[language].split())
    assert sum(len(words(block[language])) for block in BLOCKS) == count - signs


@pytest.mark.parametrize("word", ["می‌رود", "گفت‌وگوهای", "don’t", "Kassym-Jomart", "۳٫۵", "10:30",
                                  "государств-участников", "بیانیهٔ", "تأکید"])
def test_it_keeps_a_word_in_one_piece(word: str) -> None:
    assert [(found.start, found.end) for found in words(f"«{word}»،")] == [(1, 1 + len(word))]


def test_a_line_of_no_break_spaces_separates_paragraphs() -> None:
    text = "یک\nدو\n \u00a0 \nسه\n\u200f\n\n  چهار "
    assert [text[found.start:found.end] for found in paragraphs(text)] == ["یک\nدو", "سه", "چهار"]


@pytest.mark.parametrize(("text", "ends"), [("پایان یافت.", True), ("چرا؟»", True), ("عنوان", False), ("اعضا:", False)])
def test_it_knows_how_sentences_end(text: str, *, ends: bool) -> None:
    assert ends_sentence(text) is ends


@given(TEXTS, st.sampled_from(["fa", "en", "ru", "de"]))
def test_sentences_cover_everything_but_space_and_never_overlap(text: str, language: str) -> None:
    """A ZWNJ alone on a line is as blank as a space."""
    found = sentences(text, language)
    covered = "".join(text[one.start:one.end] for one in found)
    assert "".join(covered.split()).replace("\u200c", "") == "".join(text.split()).replace("\u200c", "")
    assert all(before.end <= after.start for before, after in pairwise(found))


@given(TEXTS)
def test_words_are_ordered_and_hold_letters_or_digits(text: str) -> None:
    found = words(text)
    assert all(any(map(str.isalnum, text[one.start:one.end])) for one in found)
    assert all(before.end <= after.start for before, after in pairwise(found))
    outside = set(range(len(text))) - {place for one in found for place in range(one.start, one.end)}
    assert not any(text[place].isalnum() for place in outside)
