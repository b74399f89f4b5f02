"""The one helper that names a translated column."""

from __future__ import annotations

from typing import Any

import pytest
from django.utils import translation

from newsroom.base import languages
from newsroom.content.block import Block


def test_the_site_has_its_languages_in_the_order_of_the_setting(settings: Any) -> None:
    assert languages.codes() == ("fa", "en", "ru")
    settings.LANGUAGES = [("ru", "Russian"), ("fa", "Persian")]
    assert languages.codes() == ("ru", "fa")


def test_a_column_is_the_field_and_the_language() -> None:
    assert [languages.column("text", code) for code in ("fa", "en", "ru")] == ["text_fa", "text_en", "text_ru"]
    assert languages.columns("name", "slug") == ("name_fa", "name_en", "name_ru", "slug_fa", "slug_en", "slug_ru")
    assert languages.columns() == ()


def test_a_region_stands_in_the_column_with_an_underscore(settings: Any) -> None:
    settings.LANGUAGES = [*settings.LANGUAGES, ("zh-hans", "Chinese")]
    assert languages.column("text", "zh-hans") == "text_zh_hans"


@pytest.mark.parametrize("code", ["de", "", "FA", "fa ", "fa-IR", "text_fa"])
def test_an_unknown_language_is_refused_and_the_known_ones_are_named(code: str) -> None:
    for ask in (languages.check, lambda code: languages.column("text", code)):
        with pytest.raises(languages.UnknownLanguage, match="fa, en, ru") as refusal:
            ask(code)
        assert refusal.value.code == code
    with pytest.raises(languages.UnknownLanguage):
        languages.write(Block(), "text", {code: "x"})


@pytest.mark.parametrize("active", ["fa", "en", "ru"])
def test_reading_and_writing_never_depend_on_the_active_language(active: str) -> None:
    block = Block()
    with translation.override(active):
        assert languages.write(block, "text", {"fa": "متن", "en": "", "ru": None}) == ["text_fa", "text_en", "text_ru"]
        assert [languages.read(block, "text", code) for code in languages.codes()] == ["متن", "", ""]
    assert (block.text_fa, block.text_en, block.text_ru) == ("متن", None, None)


def test_writing_one_language_leaves_the_others() -> None:
    block = Block(text_fa="متن", text_en="Text")
    assert languages.write(block, "text", {"en": "Words"}) == ["text_en"]
    assert (block.text_fa, block.text_en, block.text_ru) == ("متن", "Words", None)


@pytest.mark.parametrize(
    ("code", "direction"),
    [("fa", "rtl"), ("en", "ltr"), ("ru", "ltr"), ("ar", "rtl"), ("fa-af", "rtl"), ("he", "rtl"), ("tg", "ltr"),
     ("az", "ltr"), ("ckb", "rtl"), ("farsi", "ltr")],
)  # fmt: skip
def test_each_script_has_its_direction(code: str, direction: str) -> None:
    assert languages.direction(code) == direction


def test_a_language_is_called_by_its_own_name_whatever_is_active() -> None:
    for active in languages.codes():
        with translation.override(active):
            assert [languages.own_name(code) for code in languages.codes()] == ["فارسی", "English", "Русский"]


@pytest.mark.parametrize(("active", "name"), [("en", "Persian"), ("fa", "فارسی"), ("ru", "Персидский")])
def test_a_language_is_called_in_the_active_one(active: str, name: str) -> None:
    with translation.override(active):
        assert languages.translated_name("fa").capitalize() == name
        assert languages.translated_name("de") == "de"
