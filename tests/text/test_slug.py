"""Slugs: readable, never empty, never too long."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsroom.text.slug import LIMIT, slugify, unique_slug


@pytest.mark.parametrize(
    ("text", "language", "slug"),
    [
        ("رهبران کشورهای مستقل مشترک‌المنافع", "fa", "رهبران-کشورهای-مستقل-مشترک-المنافع"),
        ("قالب «CIS+» در ۲۰۲۴؟", "fa", "قالب-cis-در-2024"),
        ("كتاب‌هاي تأکید، آینده", "fa", "کتاب-های-تأکید-آینده"),
        ("Саммит глав государств СНГ: ещё раз", "ru", "sammit-glav-gosudarstv-sng-eshche-raz"),
        ("Подъезд и конъюнктура", "ru", "podezd-i-konyunktura"),
        ("Zürich’s “CIS+” & Łódź", "en", "zurichs-cis-and-lodz"),
        ("İlham Əliyev", "en", "ilham-aliyev"),
    ],
)
def test_slugs_per_language(text: str, language: str, slug: str) -> None:
    assert slugify(text, language, fallback="x") == slug


@pytest.mark.parametrize("text", ["", "!!!", "«»", "\u200c", "👩‍💻"])
def test_a_text_without_letters_gets_the_fallback(text: str) -> None:
    for language in ("fa", "en", "ru"):
        assert slugify(text, language, fallback="a1b2c3d4") == "a1b2c3d4"


def test_zwnj_words_do_not_collide_with_glued_ones() -> None:
    assert slugify("می‌خواهم", "fa", fallback="x") != slugify("میخواهم", "fa", fallback="x")


def test_a_long_title_is_cut_at_a_word() -> None:
    slug = slugify("پایتخت " * 30, "fa", fallback="x")
    assert len(slug) <= LIMIT
    assert set(slug.split("-")) == {"پایتخت"}


def test_a_word_longer_than_the_limit_is_cut_hard() -> None:
    assert slugify("a" * 200, "en", fallback="x") == "a" * LIMIT


def test_a_taken_slug_gets_the_first_free_number() -> None:
    assert unique_slug("summit", set()) == "summit"
    assert unique_slug("summit", {"summit", "summit-2"}) == "summit-3"


def test_a_number_never_makes_a_slug_too_long() -> None:
    full = "a" * LIMIT
    assert unique_slug(full, {full}) == "a" * (LIMIT - 2) + "-2"


@given(st.text(), st.sampled_from(["fa", "en", "ru"]))
def test_slugs_are_always_well_formed(text: str, language: str) -> None:
    slug = slugify(text, language, fallback="x")
    assert 0 < len(slug) <= LIMIT
    assert re.fullmatch(r"[^\W_]+(-[^\W_]+)*" if language == "fa" else "[a-z0-9]+(-[a-z0-9]+)*", slug)
    assert slugify(slug, language, fallback="x") == slug
