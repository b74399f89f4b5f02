"""Names: the keys under which names are stored."""

from __future__ import annotations

import json
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsroom.text.names import core, name_keys
from newsroom.text.tokens import tokens

ENTITIES = json.loads((Path(__file__).parents[1] / "material" / "entities.json").read_text(encoding="utf-8"))[
    "entities"
]


@pytest.mark.parametrize(
    ("name", "language", "keys"),
    [
        ("علی‌اف", "fa", ("علیاف", "علی اف")),
        ("قاسم‌جومارت توکایف", "fa", ("قاسمجومارت توکایف", "قاسم جومارت توکایف")),
        ("كرملين", "fa", ("کرملین",)),
        ("CIS+", "en", ("cis+",)),
        ("CIS", "en", ("cis",)),
        ("the Kremlin (Russian presidency)", "en", ("kremlin",)),
        ("Kassym-Jomart Tokayev", "en", ("kassym jomart tokayev",)),
        ("Tajikistan’s chairmanship of the CIS", "en", ("tajikistan chairmanship of cis",)),
        ("O’Brien", "en", ("o'brien",)),
        ("U.S.", "en", ("us",)),
        ("the", "en", ("the",)),
        ("Агентство «Анадолу»", "ru", name_keys("агентства Анадолу", "ru")),
        ("НАТО", "ru", name_keys("НАТО", "ru")),
        ("«!»", "ru", ()),
    ],
)
def test_the_keys_of_a_name(name: str, language: str, keys: tuple[str, ...]) -> None:
    assert name_keys(name, language) == keys


def test_spellings_of_the_ezafe_share_a_key() -> None:
    keys = {name_keys(name, "fa")[0] for name in ("اتحادیه‌ی اروپا", "اتحادیهٔ اروپا", "اتحادیۀ اروپا", "اتحادیه اروپا")}
    assert len(keys) == 1


def test_look_alike_capitals_share_a_key() -> None:
    assert name_keys("АА", "ru") == name_keys("AA", "en")
    assert name_keys("СНГ", "ru") != name_keys("CHG", "en")


def test_an_abbreviation_is_not_inflected() -> None:
    assert name_keys("США", "ru") == ("сша",)
    assert name_keys("Саша", "ru") == ("саш",)


@pytest.mark.parametrize(
    ("name", "language", "short"),
    [
        ("نمایشگاه بین‌المللی صنایع در تاشکند", "fa", "نمایشگاه بینالمللی صنایع"),
        ("CIS heads of state summit, Moscow 2024", "en", "cis heads of state summit"),
        ("CIS Cultural Capital 2025", "en", "cis cultural capital"),
        ("cultural capital of the CIS", "en", "cultural capital"),
        ("80th anniversary of victory in World War II", "en", "80th anniversary"),
        ("Культурная столица Содружества — 2025", "ru", name_keys("Культурная столица Содружества", "ru")[0]),
        ("мирное соглашение между Азербайджаном и Арменией", "ru", name_keys("мирное соглашение", "ru")[0]),
    ],
)
def test_titles_have_a_short_form_without_their_qualifiers(name: str, language: str, short: str) -> None:
    assert short in name_keys(name, language, kind="event")
    assert short not in name_keys(name, language)


def test_a_short_title_keeps_two_words() -> None:
    assert name_keys("invasion of Ukraine", "en", kind="event") == ("invasion of ukraine",)


def test_a_person_is_known_by_the_surname_too() -> None:
    assert name_keys("صدیر جپاروف", "fa", kind="person") == ("صدیر جپاروف", "جپاروف")
    assert name_keys("Charles III", "en", kind="person") == ("charles iii",)
    assert name_keys("صدیر جپاروف", "fa", kind="place") == ("صدیر جپاروف",)


def test_only_a_closing_parenthesis_is_an_explanation() -> None:
    assert core("Kremlin Palace (Moscow Kremlin)") == "Kremlin Palace"
    assert core("(Not) a name") == "(Not) a name"


def test_every_name_of_the_report_has_a_key_and_no_two_entities_share_a_preferred_one() -> None:
    for language in ("fa", "en", "ru"):
        owners: dict[str, set[str]] = {}
        for entity in ENTITIES:
            for key in name_keys(entity["names"][language], language):
                owners.setdefault(key, set()).add(entity["id"])
        shared = {key for key, ids in owners.items() if len(ids) > 1}
        assert shared <= {"кремл"}  # the palace and the presidency are told apart by their parentheses only


def test_tokens_keep_their_place_without_the_possessive() -> None:
    text = "Kassym-Jomart’s “CIS+” plan, U.S. and AT&T"
    assert [text[t.start : t.end] for t in tokens(text, "en")] == [
        "Kassym", "Jomart", "CIS+", "plan", "U.S.", "and", "AT&T",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "joined"),
    [
        ("علی اف", True),
        ("Kassym-Jomart", True),
        ("В. Путин", True),
        ("St. Petersburg", True),
        ("Moscow. Putin", False),
        ("Moscow, Putin", False),
        ("مسکو، پوتین", False),
        ("Moscow\nPutin", False),
        ("Moscow “Putin", False),
        ("Moscow: Putin", False),
        ("Moscow – Putin", False),
        ("Moscow (Putin", False),
        ("a/b", False),
    ],
)
def test_names_run_over_spaces_and_hyphens_only(text: str, joined: bool) -> None:
    first, second = tokens(text, "ru")
    assert (first.joined, second.joined) == (False, joined)


@given(st.text(st.sampled_from("علیاف\u200cـِ+-'’. «»aBСНг3&\n")), st.sampled_from(["fa", "en", "ru"]))
def test_tokens_never_overlap_and_always_have_a_key(text: str, language: str) -> None:
    found = tokens(text, language)
    assert all(token.key and token.start < token.end for token in found)
    assert all(one.end <= other.start for one, other in pairwise(found))
    assert all(token.cuts[-1] == token.end for token in found)
