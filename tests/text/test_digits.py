"""Digits: what is shown per language, and which numbers a text holds."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsroom.text.digits import localize, number_words, to_latin, to_persian

EN_UNITS = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
    "seventeen eighteen nineteen"
)
EN_TENS = "twenty thirty forty fifty sixty seventy eighty ninety"
FA_UNITS = "صفر یک دو سه چهار پنج شش هفت هشت نه ده یازده دوازده سیزده چهارده پانزده شانزده هفده هجده نوزده"
FA_TENS = "بیست سی چهل پنجاه شصت هفتاد هشتاد نود"
FA_HUNDREDS = "صد دویست سیصد چهارصد پانصد ششصد هفتصد هشتصد نهصد"


def values(text: str, language: str) -> list[str]:
    return [str(number.value) for number in number_words(text, language)]


def spelled(text: str, language: str) -> list[str]:
    return [text[number.start : number.end] for number in number_words(text, language)]


def english(value: int) -> str:
    """Spell a number below 10,000 as English does: an independent reading of the grammar."""
    if value < 20:
        return EN_UNITS.split()[value]
    if value < 100:
        tens, rest = divmod(value, 10)
        return EN_TENS.split()[tens - 2] + (f"-{english(rest)}" if rest else "")
    size, word = (1000, "thousand") if value >= 1000 else (100, "hundred")
    head, rest = divmod(value, size)
    return f"{english(head)} {word}" + (f" {'and ' if rest < 100 else ''}{english(rest)}" if rest else "")


def persian(value: int) -> str:
    if value < 20:
        return FA_UNITS.split()[value]
    if value < 100:
        head, rest = FA_TENS.split()[value // 10 - 2], value % 10
    elif value < 1000:
        head, rest = FA_HUNDREDS.split()[value // 100 - 1], value % 100
    else:
        head, rest = (f"{persian(value // 1000)} " if value >= 2000 else "") + "هزار", value % 1000
    return f"{head} و {persian(rest)}" if rest else head


def test_digits_are_written_over_without_changing_the_length() -> None:
    assert to_persian("2024 ٤٥") == "۲۰۲۴ ۴۵"
    assert to_latin("۲۰۲۴ ٤٥") == "2024 45"


@pytest.mark.parametrize(
    ("value", "language", "shown"),
    [
        (2024, "fa", "۲۰۲۴"),
        (1234567, "fa", "۱٬۲۳۴٬۵۶۷"),
        (12500.5, "fa", "۱۲٬۵۰۰٫۵"),
        (12500.5, "en", "12,500.5"),
        (Decimal("12500.50"), "ru", "12\u00a0500,50"),
        (0.1, "ru", "0,1"),
        (-7, "fa", "-۷"),
        ("9 اکتبر 2024", "fa", "۹ اکتبر ۲۰۲۴"),
        ("COP29 در 2024، F-16 و https://a.b/1", "fa", "COP29 در ۲۰۲۴، F-16 و https://a.b/1"),
        ("۹ октября", "ru", "9 октября"),
    ],
)
def test_numbers_are_shown_as_each_language_writes_them(
    value: str | float | Decimal, language: str, shown: str
) -> None:
    assert localize(value, language) == shown


@given(st.integers(0, 9999))
def test_every_number_below_ten_thousand_is_read_from_english_and_persian_words(value: int) -> None:
    lonely = {"en": [1], "fa": [1, 9]}
    for language, words in (("en", english(value)), ("fa", persian(value))):
        expected = [] if value in lonely[language] else [str(value)]
        assert values(words, language) == expected, words


@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [
        ("هشتادمین سالگرد", "fa", ["80"]),
        ("بیست و پنج نفر و سی‌ام مهر", "fa", ["25", "30"]),
        ("بیست‌وپنجم", "fa", ["25"]),
        ("دو و سه و سه چهار", "fa", ["2", "3", "3", "4"]),
        ("جنگ جهانی دوم، نخستین بار و سومین دور", "fa", ["2", "1", "3"]),
        ("یک گروه نه تنها", "fa", []),
        ("۱۲٬۵۰۰ و ۳٫۵ و ۸۰مین", "fa", ["12500", "3.5", "80"]),
        ("the 80th and the eighty-fifth of the twenty-first", "en", ["80", "85", "21"]),
        ("one of 1,234.5 or 3.5, at 10:30", "en", ["1234.5", "3.5", "10", "30"]),
        ("five hundred thousand", "en", ["500000"]),
        ("80-летие и восьмидесятилетие", "ru", ["80", "80"]),
        ("восемьдесят пятый, двух тысяч двадцати четырёх, двенадцатью", "ru", ["85", "2024", "12"]),
        ("одна из стран, двадцать один, второй мировой", "ru", ["21", "2"]),
        ("12 500 человек, 3,5 и 09.10.2024", "ru", ["12500", "3.5", "9", "10", "2024"]),
    ],
)
def test_numbers_are_found_as_words_and_digits(text: str, language: str, expected: list[str]) -> None:
    assert values(text, language) == expected


def test_a_number_keeps_its_place_in_the_original() -> None:
    text = "در سی‌اُمین دوره، بیست‌ و پنج"
    assert spelled(text, "fa") == ["سی‌اُمین", "بیست‌ و پنج"]


@pytest.mark.parametrize("text", ["سوگند پنجره هزارتو صدا", "often heighten tension", "сторона пятно столица"])
def test_words_that_only_contain_a_number_are_none(text: str) -> None:
    for language in ("fa", "en", "ru"):
        assert values(text, language) == []


def test_a_language_without_a_table_still_has_digits() -> None:
    assert values("doko 12.5", "tr") == ["12.5"]
