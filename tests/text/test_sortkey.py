"""Sort keys: alphabetical order by plain comparison."""

from __future__ import annotations

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsroom.text.sortkey import sort_key

COUNTRIES = (
    "آلمان ارمنستان ازبکستان افغانستان ایران بلاروس پاکستان تاجیکستان ترکیه چین روسیه ژاپن سوریه "
    "عراق قزاقستان کانادا گرجستان لبنان مغولستان ناتو هند یمن"
)


def test_persian_countries_stand_in_the_order_of_the_alphabet() -> None:
    names = COUNTRIES.split()
    shuffled = random.Random(7).sample(names, len(names))
    assert sorted(shuffled, key=lambda name: sort_key(name, "fa")) == names
    assert sorted(shuffled) != names


@pytest.mark.parametrize(
    ("one", "other"),
    [("كرملين", "کرملین"), ("علی‌اف", "علیاف"), ("ёж", "еж"), ("Zürich", "ZURICH"), ("۱۲", "12")],
)
def test_spellings_of_one_name_sort_alike(one: str, other: str) -> None:
    for language in ("fa", "en", "ru"):
        assert sort_key(one, language) == sort_key(other, language)


@pytest.mark.parametrize(
    ("language", "names"),
    [
        ("fa", ["۲ خبر", "آذر", "یمن", "arm", "Жук"]),
        ("ru", ["2", "еда", "ёж", "ель", "Жук", "arm", "Zoo", "آذر"]),
        ("en", ["G7", "Newark", "Zoo", "Жук", "آذر", "漢"]),
    ],
)
def test_the_own_script_comes_first(language: str, names: list[str]) -> None:
    shuffled = random.Random(7).sample(names, len(names))
    assert sorted(shuffled, key=lambda name: sort_key(name, language)) == names


def test_a_space_sorts_before_letters() -> None:
    assert sort_key("New York", "en") < sort_key("Newark", "en")


@given(st.text(), st.sampled_from(["fa", "en", "ru", "tg"]))
def test_keys_hold_nothing_that_collations_disagree_about(text: str, language: str) -> None:
    key = sort_key(text, language)
    assert key == "" or (key.isascii() and key.isalnum() and key == key.lower())
