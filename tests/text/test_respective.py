"""Respectively: pairs of lists of different lengths, and sentences that only look like them."""

from __future__ import annotations

import pytest

from newsroom.text.respective import unpaired


def lengths(text: str, language: str) -> list[tuple[int, int]]:
    return [(one.first, one.second) for one in unpaired(text, language)]


@pytest.mark.parametrize(
    ("language", "text", "found"),
    [
        ("en", "Iran, Iraq and Syria won gold and silver respectively.", (3, 2)),
        ("en", "Iran and Iraq won, respectively, gold, silver and bronze.", (2, 3)),
        ("en", "On Monday, Iran, Iraq and Syria won gold and silver, respectively.", (3, 2)),
        ("fa", "ایران، عراق و سوریه به‌ترتیب طلا و نقره گرفتند.", (3, 2)),
        ("fa", "ایران و عراق به ترتیب طلا، نقره و برنز گرفتند.", (2, 3)),
        ("ru", "Иран, Ирак и Сирия получили соответственно золото и серебро.", (3, 2)),
        ("ru", "Иран и Ирак получили золото, серебро и бронзу соответственно.", (2, 3)),
    ],
)
def test_lists_of_different_lengths_are_found(language: str, text: str, found: tuple[int, int]) -> None:
    assert lengths(text, language) == [found]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "Iran and Iraq won gold and silver respectively."),
        ("en", "On Monday, Iran and Iraq scored two and three goals, respectively."),
        ("en", "Iran, Iraq, and Syria scored two, three, and four goals, respectively."),
        ("en", "Iran, Iraq and Syria won gold and silver."),
        ("en", "They treated him respectively."),
        ("en", "Iran, which had come late to a city on the sea, and Iraq won gold and silver respectively."),
        ("fa", "ایران و عراق به‌ترتیب طلا و نقره گرفتند."),
        ("fa", "آن‌ها به ترتیب آمدند."),
        ("ru", "Иран и Ирак получили золото и серебро соответственно."),
        ("ru", "Соответственно, Иран, Ирак и Сирия уехали."),
        ("de", "Iran, Irak und Syrien gewannen Gold und Silber beziehungsweise."),
    ],
)
def test_what_may_be_right_is_left_alone(language: str, text: str) -> None:
    assert lengths(text, language) == []


def test_the_range_is_the_clause() -> None:
    text = "It was late; Iran, Iraq and Syria won gold and silver respectively."
    (one,) = unpaired(text, "en")
    assert text[one.start : one.end] == "Iran, Iraq and Syria won gold and silver respectively"
