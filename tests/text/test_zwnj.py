"""ZWNJ repair: the demo, held-out texts, the traps of Persian spelling, and the word data itself."""
from __future__ import annotations

import re
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsroom.text.joints import joints
from newsroom.text.lexicon import NON_JOINING, lexicon, seam, strip_zwnj
from newsroom.text.zwnj import StaleRepair, apply, repairs
from tests.text.measure_ingest import MATERIAL, RAW, ZWNJ, ZwnjFigures, demo_zwnj, held_out_zwnj, names

DATA = Path(__file__).parents[2] / "newsroom" / "text" / "data"
CLEAN = (MATERIAL / "report_fa_clean.md").read_text(encoding="utf-8")
HELD_OUT = list(held_out_zwnj())


def repaired(text: str, *known: str) -> str:
    return apply(text, repairs(text, names=known))


def test_it_restores_what_the_demo_lost() -> None:
    figures = demo_zwnj()
    assert figures.lost == 73
    assert figures.right >= 71
    assert figures.wrong == 0
    assert figures.wrong_high == 0


@pytest.mark.parametrize("figures", HELD_OUT, ids=lambda figures: figures.name)
def test_it_does_as_well_on_texts_about_other_things(figures: ZwnjFigures) -> None:
    assert figures.recall >= 0.90
    assert figures.precision_high >= 0.98
    assert figures.wrong <= 4


def test_the_word_data_was_not_taken_from_the_demo() -> None:
    """Of thousands of entries hardly any stands in the demo, and the demo fares no better than texts unseen."""
    entries = {word for path in DATA.glob("*.txt") for word in path.read_text(encoding="utf-8").split()}
    demo = set(re.findall(rf"[\u0621-\u06cc{ZWNJ}]+", CLEAN))
    assert len(entries) > 7000
    assert len(entries & demo) / len(entries) < 0.04
    lost, right = (sum(getattr(figures, name) for figures in HELD_OUT) for name in ("lost", "right"))
    assert abs(demo_zwnj().recall - right / lost) < 0.05


@pytest.mark.parametrize("word", [
    "کشورهای", "چندجانبه", "چندقطبی", "دبیرکل", "قراردادهای", "میان", "میراث", "میزبانی", "میرضیایف", "میلیون", "میدان",
    "بهبود", "بهداشت", "بهترین", "تنها", "انتها", "منتها", "تنهایی", "پربها", "دفتر", "دختر", "بیشتر", "دکتر", "الهام",
    "مانند", "همانند", "خواند", "رساند", "گفتند", "همکاری", "بیماری", "پیشنهاد", "پسند", "بیانیه", "برنامه", "روزهای",
    "نیامده", "بیاید", "کامپیوتر", "آخرین", "دکترین", "شیرین", "لوکاشنکو", "پاشینیان", "جپاروف", "ترکمنستان",
])
def test_it_leaves_a_sound_word_alone(word: str) -> None:
    assert repairs(f"{word} {word}، {word}.") == []


@pytest.mark.parametrize(("damaged", "whole"), [
    ("میرود", "می‌رود"), ("نمیشود", "نمی‌شود"), ("برمیگردند", "برمی‌گردند"),
    ("درنمییابد", "درنمی‌یابد"), ("میتوان", "می‌توان"),
    ("میدادهاند", "می‌داده‌اند"), ("کردهاند", "کرده‌اند"), ("نبودهایم", "نبوده‌ایم"), ("برگشتهاند", "برگشته‌اند"),
    ("کتابها", "کتاب‌ها"), ("بازیهای", "بازی‌های"), ("گامهایی", "گام‌هایی"),
    ("گفتوگوها", "گفت‌وگوها"), ("سالهاست", "سال‌هاست"),
    ("خانهشان", "خانه‌شان"), ("اصلیاش", "اصلی‌اش"), ("مخالفاند", "مخالف‌اند"), ("گستردهتر", "گسترده‌تر"),
    ("هستهای", "هسته‌ای"), ("برنامهای", "برنامه‌ای"), ("بینالمللی", "بین‌المللی"), ("رئیسجمهورهای", "رئیس‌جمهورهای"),
    ("پیشبینیها", "پیش‌بینی‌ها"), ("بیستوپنجمین", "بیست‌وپنجمین"), ("ششجانبه", "شش‌جانبه"), ("تنشزدایی", "تنش‌زدایی"),
    ("هفتهنامهٔ", "هفته‌نامهٔ"), ("بهصورت", "به‌صورت"), ("گفتوگوی", "گفت‌وگوی"),
])
def test_it_puts_the_joint_where_it_belongs(damaged: str, whole: str) -> None:
    assert repaired(damaged) == whole


@pytest.mark.parametrize(("damaged", "whole"), [
    ("می رود و نمی خواهد", "می‌رود و نمی‌خواهد"),
    ("کتاب ها و کشور های", "کتاب‌ها و کشورهای"), ("نازی زدایی", "نازی‌زدایی"),
    ("بزرگ ترین", "بزرگ‌ترین"), ("شده اند", "شده‌اند"), ("منطقه ای", "منطقه‌ای"), ("كتاب هاي", "کتاب‌های"),
    ("۱۲ می ۲۰۲۴", "۱۲ می ۲۰۲۴"), ("ای کاش", "ای کاش"), ("چوب تر", "چوب تر"),
])
def test_it_closes_a_space_inside_a_word_and_no_other(damaged: str, whole: str) -> None:
    assert repaired(damaged) == whole


@pytest.mark.parametrize(("text", "after", "alternative"), [
    ("در نامهای که نوشت", "نامه‌ای", "نام‌های"),
    ("نامهای خانوادگی", "نام‌های", "نامه‌ای"), ("نامهای، گفت", "نامه‌ای", "نام‌های"),
    ("حرفهای او", "حرف‌های", "حرفه‌ای"),
    ("فوتبال حرفهای ایران", "حرفه‌ای", "حرف‌های"), ("سالهای «سخت»", "سال‌های", "ساله‌ای"),
])
def test_it_weighs_a_plural_against_an_indefinite_and_shows_both(text: str, after: str, alternative: str) -> None:
    repair = repairs(text)[0]
    assert (repair.after, repair.alternatives, repair.confidence) == (after, (alternative,), "medium")


@pytest.mark.parametrize(("word", "confidence"), [
    ("میرود", "high"), ("رئیسجمهور", "high"), ("آنها", "medium"), ("توافقنامه", "medium"), ("محکمتر", "medium"),
    ("روانشناس", "low"), ("هلدینگها", "medium"), ("اعلامشده", "medium"),
])
def test_it_is_as_sure_as_the_spelling_allows(word: str, confidence: str) -> None:
    assert [repair.confidence for repair in repairs(word)] == [confidence]


def test_it_learns_from_names() -> None:
    assert repairs("علیفلانیاف") == []
    repair = repairs("علیفلانیاف آمد", names=["علی‌فلانی‌اف"])[0]
    assert (repair.after, repair.confidence, repair.reason) == ("علی‌فلانی‌اف", "high", "name")


def test_a_name_that_is_written_both_ways_is_left_alone() -> None:
    assert repairs("امامعلی", names=["امام‌علی رحمان", "امامعلی رحمان"]) == []


def test_a_plain_name_protects_its_word() -> None:
    assert repaired("میگویان") == repaired("میگویان", "میگویان") == "میگویان"
    assert repaired("میگوید", "میگوید") == "میگوید"


@pytest.mark.parametrize(("text", "whole", "kind"), [
    ("كتاب يكم", "کتاب یکم", "letter"), ("گــــزارش", "گزارش", "kashida"), ("سال 2024", "سال ۲۰۲۴", "digit"),
    ("٤٥٦ نفر", "۴۵۶ نفر", "digit"), ("12.5 درصد", "۱۲.۵ درصد", "digit"), ("او گفت :«بله»", "او گفت:«بله»", "space"),
    ("« سلام »", "«سلام»", "space"), ("یک  دو", "یک دو", "space"), ("گفت ،بعد", "گفت، بعد", "space"),
    ("می‌‌رود", "می‌رود", "zwnj"), ("به ‌خانه", "به خانه", "zwnj"),
])
def test_it_repairs_other_damage_and_names_its_kind(text: str, whole: str, kind: str) -> None:
    assert repaired(text) == whole
    assert {repair.kind for repair in repairs(text)} == {kind}


@pytest.mark.parametrize("text", [
    "COVID-19 و F-16", "https://example.org/2024/10", "a1@example.org", "2024-10-09", "#تگ_2024", "قالب «CIS+» - گزارش",
])
def test_it_keeps_digits_and_signs_of_technical_words(text: str) -> None:
    assert repairs(text) == []


def test_it_has_no_rules_for_other_languages() -> None:
    assert repairs("كتاب  12 میرود", language="en") == []


def test_it_respects_an_editor_who_chose_the_other_spelling() -> None:
    for text in ("نامه‌ای خانوادگی", "نام‌های که", "گل‌ها"):
        assert repairs(text) == []


def test_it_completes_a_word_that_lost_one_of_its_joints() -> None:
    assert repaired("برنامه‌ریزیهای") == "برنامه‌ریزی‌های"


def test_repairs_say_where_they_belong_and_never_overlap() -> None:
    raw = RAW.read_text(encoding="utf-8")
    found = repairs(raw, names=names())
    assert all(raw[repair.start:repair.end] == repair.before != repair.after for repair in found)
    assert all(left.end <= right.start for left, right in pairwise(found))
    assert all(repair.reason for repair in found)


def test_a_subset_may_be_applied() -> None:
    text = "میرود و كتاب"
    assert apply(text, repairs(text)[1:]) == "میرود و کتاب"


def test_a_stale_or_overlapping_repair_is_refused() -> None:
    first = repairs("میرود")
    with pytest.raises(StaleRepair):
        apply("نمیرود", first)
    with pytest.raises(StaleRepair):
        apply("میرود", first * 2)


def test_a_repaired_report_needs_no_repair() -> None:
    raw = RAW.read_text(encoding="utf-8")
    assert repairs(apply(raw, repairs(raw, names=names())), names=names()) == []


PIECES = st.sampled_from([
    "می", "نمی", "رود", "کرد", "شده", "اند", "ها", "های", "کتاب", "خانه", "نامه", "ای", "تر", "ترین", "بین",
    "الملل", "ی", "و",
    "ك", "ـ", ZWNJ, " ", "  ", "،", ".", "«", "»", "12", "A", "ٔ", "به", "صورت", "\n", "زدایی", "ساز", "گفت",
])


@given(st.lists(PIECES, max_size=14).map("".join))
def test_applying_all_repairs_leaves_nothing_to_repair_at_these_places(text: str) -> None:
    """Letters are never added, removed or reordered either."""
    found = repairs(text)
    fixed = apply(text, found)
    assert repairs(fixed) == []
    letters = str.maketrans({"ك": "ک", "ـ": "", ZWNJ: "", " ": "", "1": "۱", "2": "۲"})
    assert text.translate(letters).replace("۱۲", "12") == fixed.translate(letters).replace("۱۲", "12")


@given(st.text(max_size=60))
def test_any_text_may_be_proposed_for_and_applied_to(text: str) -> None:
    found = repairs(text)
    assert all(left.end <= right.start for left, right in pairwise(found))
    apply(text, found)


@pytest.mark.parametrize("path", sorted(DATA.glob("*.txt")), ids=lambda path: path.stem)
def test_the_word_files_are_sorted_and_hold_each_word_once(path: Path) -> None:
    lines = path.read_text(encoding="utf-8").split("\n")
    assert lines.pop() == ""
    assert lines == sorted(set(lines))
    assert not re.search(r"[يكىـ]", "".join(lines))


@pytest.mark.parametrize("name", ["compounds", "either", "house"])
def test_a_joint_never_follows_a_letter_that_does_not_join(name: str) -> None:
    for word in (DATA / f"{name}.txt").read_text(encoding="utf-8").split():
        assert ZWNJ in word
        assert not any(part == "" or part[-1] in NON_JOINING for part in word.split(ZWNJ)[:-1]), word


def test_no_word_is_both_right_and_wrong() -> None:
    words = lexicon()
    assert not {joined for joined in words.compounds if joined in words.solid}
    assert not words.either & words.house


def test_every_compound_is_restored_from_its_joined_form() -> None:
    rules = joints([])
    wrong = {word for joined, word in lexicon().compounds.items()
             if rules.readings(joined) and rules.readings(joined)[0].form != word}
    assert wrong == set()


def test_a_seam_is_visible_only_between_letters_that_join() -> None:
    assert (seam("کتاب", "ها"), seam("کشور", "ها"), strip_zwnj("کتاب‌ها")) == ("کتاب‌ها", "کشورها", "کتابها")
