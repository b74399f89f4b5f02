"""Counts and their lists: what differs is found, what may be right in any reading is left alone."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsroom.text.counts import miscounts
from newsroom.text.listing import items, listed


def counted(text: str, language: str) -> list[tuple[int, int]]:
    return [(one.stated, one.counted) for one in miscounts(text, language)]


@pytest.mark.parametrize(
    ("language", "text", "found"),
    [
        ("en", "It has eleven members: Armenia, Belarus and Moldova.", (11, 3)),
        ("en", "It has 5 members: Armenia, Belarus, Russia, and Moldova.", (5, 4)),
        ("en", "The source puts the members at 9: Armenia, Belarus and Moldova.", (9, 3)),
        ("en", "Five states (Armenia, Belarus and Moldova) signed.", (5, 3)),
        ("en", "It has eleven members: Armenia, Belarus, Moldova.", (11, 3)),
        ("en", "The flag has two colours: red, green and white.", (2, 3)),
        ("fa", "سازمان یازده کشور عضو دارد: ارمنستان، بلاروس و مولداوی.", (11, 3)),
        ("fa", "شمار اعضا ۹ کشور است: ارمنستان، بلاروس و مولداوی.", (9, 3)),
        ("fa", "پنج کشور (ارمنستان، بلاروس و مولداوی) امضا کردند.", (5, 3)),
        ("ru", "В неё входят одиннадцать стран: Армения, Белоруссия и Молдавия.", (11, 3)),
        ("ru", "Пять стран (Армения, Белоруссия и Молдавия) подписали документ.", (5, 3)),
        ("ru", "Были семь президентов: Ильхам Алиев из Баку, Садыр Жапаров из Бишкека и Эмомали Рахмон из Душанбе.",
         (7, 3)),
    ],
)  # fmt: skip
def test_a_list_of_another_length_is_found(language: str, text: str, found: tuple[int, int]) -> None:
    assert counted(text, language) == [found]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "It has three members: Armenia, Belarus and Moldova."),
        ("en", "Two states agreed: Bosnia and Herzegovina and Serbia."),
        ("en", "Three states agreed: Bosnia and Herzegovina and Serbia."),
        ("en", "Four states agreed, including Armenia: Yerevan, Minsk and Baku."),
        ("en", "Two men came: Ivanov, a doctor, and Petrov, a teacher."),
        ("en", "It has two parts: to hold the line and what it calls peace, order and law."),
        ("en", "The second meeting: Armenia, Belarus and Moldova."),
        ("en", "They met on 8 October 2024: Armenia, Belarus and Moldova."),
        ("en", "It lasted two hours: Armenia, Belarus and Moldova spoke."),
        ("en", "The train left at 10:30, Armenia, Belarus and Moldova followed."),
        ("en", "It lost 2.5: Armenia, Belarus and Moldova."),
        ("en", "Eleven members signed; others came: Armenia, Belarus and Moldova."),
        ("fa", "سازمان سه عضو دارد: ارمنستان، بلاروس و مولداوی."),
        ("fa", "یازده عضو، از جمله اعضای تازه: ارمنستان و بلاروس."),
        ("fa", "دو کشور توافق کردند: مرز باز می‌شود، راه ساخته می‌شود و بازرگانی رونق می‌گیرد."),
        ("fa", "در سال ۲۰۲۴: ارمنستان، بلاروس و مولداوی."),
        ("fa", "دومین نشست: ارمنستان، بلاروس و مولداوی."),
        ("ru", "В неё входят три страны: Армения, Белоруссия и Молдавия."),
        ("ru", "В 80-летие: Армения, Белоруссия и Молдавия."),
        ("ru", "Одиннадцать стран, в том числе новые: Армения, Белоруссия и Молдавия."),
        ("ru", "Оправдывает двумя доводами: тем, что угрожают, и тем, что обещали."),
        ("de", "Elf Mitglieder: Armenien, Belarus und Moldau."),
    ],
)
def test_what_may_be_right_is_left_alone(language: str, text: str) -> None:
    assert counted(text, language) == []


def test_the_range_goes_from_the_number_to_the_end_of_the_list() -> None:
    text = "It has eleven members: Armenia, Belarus and Moldova."
    (one,) = miscounts(text, "en")
    assert text[one.start : one.end] == "eleven members: Armenia, Belarus and Moldova"


def test_a_list_is_cut_at_its_last_and() -> None:
    found = listed("trade, war and peace and law", "en")
    assert found is not None
    assert (found.least, found.most) == (3, 4)
    assert items(found, "en") == ["trade", "war and peace", "law"]


def test_a_comma_before_and_adds_nothing() -> None:
    found = listed("الف، ب، و ج", "fa")
    assert found is not None
    assert (found.least, found.most, found.closed) == (3, 3, True)


def test_one_thing_is_no_list() -> None:
    assert listed("peace", "en") is None
    assert listed("", "ru") is None


@given(st.text(alphabet="abc AB,:()—2 .and", max_size=60), st.sampled_from(["fa", "en", "ru"]))
def test_whatever_is_written_a_count_stands_in_it(text: str, language: str) -> None:
    for one in miscounts(text, language):
        assert 0 <= one.start < one.end <= len(text)
        assert one.stated != one.counted
