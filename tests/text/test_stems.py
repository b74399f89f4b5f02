"""Stems: Russian endings, Persian suffixes, adjectives of places."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsroom.text.fold import fold_key
from newsroom.text.stems import adjective_bases, agrees, persian_stems, russian_singular_stem, russian_stem

FORMS = {
    "Россия": "России Россию Россией",
    "Киргизия": "Киргизии Киргизию Киргизией",
    "Кремль": "Кремля Кремлю Кремлём Кремле",
    "Токаев": "Токаева Токаеву Токаевым Токаеве",
    "Мирзиёев": "Мирзиёева Мирзиёеву Мирзиёевым",
    "Пашинян": "Пашиняна Пашиняну Пашиняном Пашиняне",
    "Лукашенко": "Лукашенко",
    "Сергей": "Сергея Сергею Сергеем Сергее",
    "Юрий": "Юрия Юрию Юрием Юрии",
    "Павел": "Павла Павлу Павлом Павле",
    "дворец": "дворца дворцу дворцом дворце дворцы",
    "украинский": "украинского украинскому украинским украинских украинской украинскую украинские",
    "Содружество": "Содружества Содружеству Содружеством Содружестве",
    "Эмираты": "Эмиратам Эмиратах Эмиратами",
    "Наталья": "Натальи Наталье Наталью Натальей",
    "соглашение": "соглашения соглашению соглашением соглашении",
}


@pytest.mark.parametrize("name", FORMS)
def test_all_cases_of_a_russian_name_share_its_stem_and_agree_with_it(name: str) -> None:
    for form in FORMS[name].split():
        assert russian_stem(fold_key(form)) == russian_stem(fold_key(name)), form
        assert agrees(fold_key(name), fold_key(form), alone=True), form


@pytest.mark.parametrize(
    ("name", "word"),
    [
        ("Грузия", "Грузы"),
        ("Мали", "Малый"),
        ("Перу", "Перо"),
        ("Токио", "Токи"),
        ("Надым", "Над"),
        ("Лавров", "Лавр"),
        ("Дания", "Дан"),
    ],
)
def test_a_word_of_another_declension_does_not_agree(name: str, word: str) -> None:
    assert not agrees(fold_key(name), fold_key(word), alone=True)


def test_the_plural_of_a_name_of_several_words_may_end_in_i() -> None:
    assert agrees("нации", "наций", alone=False)


def test_a_genitive_plural_has_a_second_stem() -> None:
    assert russian_singular_stem(russian_stem("эмиратов")) == russian_stem("эмираты")
    assert russian_singular_stem("львов") == "львов"[:-2]
    assert russian_singular_stem("ров") == "ров"


@given(st.text(st.sampled_from("абвекмиойлнорстуцыьюяё"), min_size=3, max_size=14))
def test_a_stem_has_three_letters_and_no_stem_of_its_own(word: str) -> None:
    stem = russian_stem(fold_key(word))
    assert len(stem) >= 3
    assert russian_stem(russian_stem(stem)) == russian_stem(russian_stem(russian_stem(stem)))


@pytest.mark.parametrize(
    ("word", "base"),
    [
        ("اوکراینی", "اوکراین"),
        ("روسیهای", "روسیه"),
        ("ایرانیان", "ایران"),
        ("ایرانیها", "ایران"),
        ("اروپایی", "اروپا"),
    ],
)
def test_persian_suffixes_come_off_in_every_combination(word: str, base: str) -> None:
    assert base in persian_stems(word)


@pytest.mark.parametrize(("word", "no_base"), [("چینش", "چین"), ("مسکوت", "مسکو"), ("قمی", "قم")])
def test_short_words_keep_what_only_looks_like_a_suffix(word: str, no_base: str) -> None:
    assert no_base not in persian_stems(word)


@pytest.mark.parametrize(
    ("word", "language", "base"),
    [
        ("iranian", "en", "iran"),
        ("ukrainian", "en", "ukraine"),
        ("russians", "en", "russia"),
        ("pakistani", "en", "pakistan"),
        ("japanese", "en", "japan"),
        ("chinese", "en", "china"),
        ("european", "en", "europe"),
        ("canadian", "en", "canada"),
        ("иранских", "ru", "иран"),
        ("российскому", "ru", "росс"),
        ("казахстанская", "ru", "казахстан"),
    ],
)
def test_adjectives_lead_back_to_the_place(word: str, language: str, base: str) -> None:
    stem = russian_stem(word) if language == "ru" else word
    assert base in adjective_bases(word, stem, language)


def test_persian_has_no_rule_of_adjectives() -> None:
    assert adjective_bases("ایرانی", "ایرانی", "fa") == ()
