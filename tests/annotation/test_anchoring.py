"""Re-anchoring: every hard case as a sentence, and the promise as a property."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable

import pytest

from newsroom.annotation.anchoring import Anchor, Arrival, Kind, Placed, reanchor, selectors

OLD = "الهام علی\u200cاف و ولادیمیر پوتین در مسکو دیدار کردند. پوتین گفت تجارت در ۲۰۲۴ رشد کرد."


def anchor(
    text: str, quote: str, kind: Kind = "mention", *, nth: int = 0, same: Callable[[str], bool] | None = None
) -> Anchor:
    start = -1
    for _ in range(nth + 1):
        start = text.index(quote, start + 1)
    end = start + len(quote)
    return Anchor(f"{kind}:{quote}:{nth}", start, end, *selectors(text, start, end), kind, same)


def one(old: str, new: str, span: Anchor, **more: list[Arrival]) -> Placed:
    (placed,) = reanchor(old, new, [span], **more)
    return placed


# --- kept


def test_an_unchanged_text_keeps_everything_as_it_is() -> None:
    spans = [
        anchor(OLD, "پوتین", nth=1),
        anchor(OLD, "مسکو"),
        anchor(OLD, "پوتین گفت تجارت در ۲۰۲۴ رشد کرد.", "statement"),
    ]
    for span, placed in zip(spans, reanchor(OLD, OLD, spans), strict=True):
        assert (placed.state, placed.start, placed.end, placed.reason) == (
            "kept",
            span.start,
            span.end,
            "same",
        )
        assert not placed.quote_updated


def test_a_lost_zwnj_that_is_restored_keeps_the_name_and_updates_the_quote() -> None:
    placed = one("دیدار با علیاف بود", "دیدار با علی\u200cاف بود", anchor("دیدار با علیاف بود", "علیاف"))
    assert (placed.state, placed.reason, placed.exact, placed.quote_updated) == (
        "kept",
        "respelled",
        "علی\u200cاف",
        True,
    )


@pytest.mark.parametrize("kind", ["mention", "statement", "note"])
def test_a_paste_with_arabic_letters_keeps_every_kind_of_span(kind: Kind) -> None:
    placed = one(OLD, OLD.replace("ی", "ي").replace("ک", "ك"), anchor(OLD, "پوتین گفت تجارت", kind))
    assert (placed.state, placed.exact) == ("kept", "پوتين گفت تجارت")


def test_a_paste_from_a_mac_with_decomposed_letters_keeps_the_name() -> None:
    old = "Чайковский и Йошкар-Ола, آسیا"
    new = unicodedata.normalize("NFD", old)
    assert new != old
    for quote in ("Чайковский", "Йошкар-Ола", "آسیا"):
        placed = one(old, new, anchor(old, quote))
        assert placed.state == "kept"
        assert unicodedata.normalize("NFC", placed.exact) == quote


def test_words_put_directly_before_or_after_a_span_stay_outside() -> None:
    span = anchor("در مسکو بود", "مسکو")
    assert one("در مسکو بود", "در شهر مسکو بود", span).exact == "مسکو"
    placed = one("در مسکو بود", "در «مسکو» بود", span)
    assert (placed.state, placed.reason, placed.start) == ("kept", "shifted", 4)
    assert one("در مسکو بود", "در مسکو، پایتخت، بود", span).exact == "مسکو"


def test_a_space_and_a_zwnj_are_the_same_name() -> None:
    placed = one("دیدار علی اف بود", "دیدار علی\u200cاف بود", anchor("دیدار علی اف بود", "علی اف"))
    assert (placed.state, placed.exact) == ("kept", "علی\u200cاف")


def test_an_emoji_before_a_span_moves_it_by_code_points() -> None:
    placed = one(OLD, "👩\u200d💻🇦🇿 " + OLD, anchor(OLD, "مسکو"))
    assert (placed.state, placed.start) == ("kept", OLD.index("مسکو") + 6)


def test_a_kasra_at_the_end_of_a_name_belongs_to_it() -> None:
    placed = one("پوتین گفت", "پوتینِ گفت", anchor("پوتین گفت", "پوتین"))
    assert (placed.state, placed.exact, placed.quote_updated) == ("kept", "پوتینِ", True)


def test_a_suffix_behind_a_zwnj_stays_outside_the_name() -> None:
    placed = one("پوتین گفت", "پوتین\u200cها گفت", anchor("پوتین گفت", "پوتین"))
    assert (placed.state, placed.exact) == ("kept", "پوتین")


def test_of_two_equal_names_the_second_survives_when_the_first_is_deleted() -> None:
    new = OLD.replace(" و ولادیمیر پوتین", "")
    first, second = reanchor(OLD, new, [anchor(OLD, "پوتین"), anchor(OLD, "پوتین", nth=1)])
    assert (first.state, second.state) == ("orphaned", "kept")
    assert second.start == new.index("پوتین")


# --- mentions that name the same entity in other words


def test_a_name_that_becomes_longer_is_kept_when_it_is_the_same_entity() -> None:
    same = {"ولادیمیر پوتین", "پوتین"}.__contains__
    placed = one("دیروز پوتین گفت", "دیروز ولادیمیر پوتین گفت", anchor("دیروز پوتین گفت", "پوتین", same=same))
    assert (placed.state, placed.reason, placed.exact) == ("kept", "same entity", "ولادیمیر پوتین")


def test_an_article_beside_a_name_and_a_space_are_no_part_of_it() -> None:
    same = {"the ICRC", "ICRC the", "ICRC", " ICRC", "Red ICRC"}.__contains__
    span = anchor("and ICRC sent tents", "ICRC", same=same)
    for new in ("and the ICRC sent tents", "and ICRC the sent tents"):
        assert one("and ICRC sent tents", new, span).exact == "ICRC"
    assert one("and Red ICRC sent", "and ICRC sent", anchor("and Red ICRC sent", "Red ICRC", same=same)).exact == "ICRC"


def test_of_two_sentences_that_begin_alike_the_one_that_was_deleted_loses_its_name() -> None:
    first, second = "The Council of State met in Riga. ", "The Council of Ministers met in Oslo."
    spans = [anchor(first + second, "Council"), anchor(first + second, "Council", nth=1)]
    assert [p.state for p in reanchor(first + second, second, spans)] == ["orphaned", "kept"]


def test_a_name_that_becomes_shorter_is_kept_only_when_it_is_the_same_entity() -> None:
    new = OLD.replace("ولادیمیر پوتین", "پوتین")
    assert one(OLD, new, anchor(OLD, "ولادیمیر پوتین", same="پوتین".__eq__)).exact == "پوتین"
    assert one(OLD, new, anchor(OLD, "ولادیمیر پوتین")).state == "review"


def test_another_case_ending_is_the_same_entity() -> None:
    old, new = "Вчера Токаев приехал", "Вчера Токаева встретили"
    placed = one(old, new, anchor(old, "Токаев", same={"Токаев", "Токаева"}.__contains__))
    assert (placed.state, placed.exact) == ("kept", "Токаева")


def test_the_same_entity_is_no_question_for_a_statement() -> None:
    new = OLD.replace("ولادیمیر پوتین", "پوتین")
    assert one(OLD, new, anchor(OLD, "ولادیمیر پوتین", "statement", same=lambda _: True)).state == "review"


# --- review


@pytest.mark.parametrize(
    ("glued", "text"), [("پوتینیسم", "پوتین"), ("پوتینها", "پوتین"), ("ترازو", "تراز"), ("Putinism", "Putin")]
)
def test_a_name_glued_to_letters_goes_to_review(glued: str, text: str) -> None:
    placed = one(f"و {text} گفت", f"و {glued} گفت", anchor(f"و {text} گفت", text))
    assert (placed.state, placed.reason, placed.exact) == ("review", "glued", glued)


def test_a_word_put_into_a_name_goes_to_review() -> None:
    placed = one(OLD, OLD.replace("ولادیمیر پوتین", "ولادیمیر و. پوتین"), anchor(OLD, "ولادیمیر پوتین"))
    assert (placed.state, placed.reason, placed.exact) == ("review", "changed", "ولادیمیر و. پوتین")


@pytest.mark.parametrize(
    ("then", "now"), [("۲۰۲۴", "۲۰۲۵"), ("۲۰۲۴", "2024"), ("رشد کرد", "رشد نکرد"), ("تجارت", "تِجارت")]
)
@pytest.mark.parametrize("kind", ["statement", "note"])
def test_any_visible_change_inside_a_statement_goes_to_review(kind: Kind, then: str, now: str) -> None:
    span = anchor(OLD, "پوتین گفت تجارت در ۲۰۲۴ رشد کرد.", kind)
    placed = one(OLD, OLD.replace(then, now), span)
    assert (placed.state, placed.reason) == ("review", "changed")
    assert now in placed.exact


def test_a_number_in_other_digits_is_still_the_same_mention() -> None:
    assert one(OLD, OLD.replace("۲۰۲۴", "2024"), anchor(OLD, "۲۰۲۴")).state == "kept"
    assert one(OLD, OLD.replace("۲۰۲۴", "۲۰۲۵"), anchor(OLD, "۲۰۲۴")).state != "kept"


def test_only_the_edited_one_of_nested_spans_is_touched() -> None:
    claim = anchor(OLD, "پوتین گفت تجارت در ۲۰۲۴ رشد کرد.", "statement")
    name, year = anchor(OLD, "پوتین", nth=1), anchor(OLD, "۲۰۲۴")
    states = [p.state for p in reanchor(OLD, OLD.replace("پوتین گفت", "پوتن گفت"), [claim, name, year])]
    assert states == ["review", "review", "kept"]


def test_crossing_spans_are_judged_each_by_itself() -> None:
    left, right = anchor(OLD, "مسکو دیدار کردند"), anchor(OLD, "کردند. پوتین گفت")
    states = [p.state for p in reanchor(OLD, OLD.replace("مسکو دیدار", "مینسک دیدار"), [left, right])]
    assert states == ["review", "kept"]


def test_a_paragraph_split_inside_a_span_sends_it_to_review() -> None:
    cut = OLD.index("پوتین")
    placed = one(OLD, OLD[:cut], anchor(OLD, "ولادیمیر پوتین"), inserted=[Arrival("b2", OLD[cut:])])
    assert (placed.state, placed.exact) == ("review", "ولادیمیر ")


# --- moved


def test_spans_follow_a_sentence_that_moved_to_the_front() -> None:
    first, second = OLD.split(". ")
    new = f"{second} {first}."
    spans = [anchor(OLD, "پوتین", nth=n) for n in (0, 1)]
    placed = reanchor(OLD, new, spans)
    assert [p.state in ("kept", "moved") for p in placed] == [True, True]
    assert [p.start for p in placed] == [new.index("پوتین در مسکو"), new.index("پوتین گفت")]


def test_spans_follow_a_sentence_into_another_block() -> None:
    first, second = OLD.split(". ")
    other = "بلوک دیگری که پوتین را هم نام می‌برد."
    spans = [anchor(OLD, "پوتین", nth=1), anchor(OLD, "۲۰۲۴"), anchor(OLD, second, "statement")]
    arrival = Arrival("b7", f"{other} {second}", other)
    placed = reanchor(OLD, f"{first}.", spans, inserted=[arrival])
    assert [(p.state, p.block) for p in placed] == [("moved", "b7"), ("moved", "b7"), ("review", "b7")]
    assert all(arrival.text[p.start : p.end] == p.exact for p in placed)
    assert placed[0].start > len(other)


def test_text_that_another_block_held_before_is_not_searched() -> None:
    first, second = OLD.split(". ")
    span = anchor(OLD, "پوتین", nth=1)
    arrival = Arrival("b7", f"{second} پایان.", second)
    assert one(OLD, f"{first}.", span, inserted=[arrival]).state == "orphaned"
    assert one(OLD, f"{first}.", span, inserted=[arrival._replace(before="")]).state == "moved"


def test_the_sentence_before_is_no_evidence_for_a_moved_name() -> None:
    before = "سران کشورهای عضو در مسکو گرد آمدند."
    old = f"{before} توکایف از تجارت با همسایگان گفت و رفت."
    arrival = Arrival("b2", f"{before} توکایف نیامد، چون بیمار بود.")
    placed = one(old, "", anchor(old, "توکایف"), inserted=[arrival])
    assert (placed.state, len(placed.candidates)) == ("orphaned", 1)


def test_two_paragraphs_that_become_one_keep_the_spans_of_both() -> None:
    second = "AA نوشت که علی\u200cاف در باکو ماند."
    merged = f"{OLD} {second}"
    assert one(OLD, merged, anchor(OLD, "رشد کرد.", "note")).state == "kept"
    spans = [anchor(second, "AA"), anchor(second, "علی\u200cاف"), anchor(second, "باکو")]
    placed = reanchor(second, "", spans, inserted=[Arrival("b1", merged, OLD)])
    assert [(p.state, p.block, p.exact) for p in placed] == [("moved", "b1", a.exact) for a in spans]
    assert [p.start for p in placed] == [merged.rindex(a.exact) for a in spans]


def test_words_put_in_twice_are_a_choice_for_a_person() -> None:
    sentence = "توکایف در آستانه سخن گفت."
    old = f"{OLD} {sentence}"
    new = f"{sentence} {OLD} و باز هم {sentence}"
    arrival = Arrival("b2", f"{sentence} {sentence}")
    placed = one(old, OLD, anchor(old, "توکایف"), inserted=[arrival])
    assert (placed.state, placed.reason, len(placed.candidates)) == ("review", "ambiguous", 2)
    assert one(old, new, anchor(old, "توکایف")).exact == "توکایف"


def test_two_deleted_names_do_not_share_one_inserted_name() -> None:
    sentence = "دیروز توکایف از آستانه به مسکو رفت."
    old = f"{sentence} {sentence}"
    spans = [anchor(old, "توکایف"), anchor(old, "توکایف", nth=1)]
    placed = reanchor(old, "", spans, inserted=[Arrival("b", sentence)])
    assert [(p.state, p.reason) for p in placed] == [("review", "ambiguous")] * 2
    (alone,) = reanchor(sentence, "", [anchor(sentence, "توکایف")], inserted=[Arrival("b", sentence)])
    assert alone.state == "moved"


# --- orphaned


def test_a_deleted_name_does_not_jump_to_an_equal_name_elsewhere() -> None:
    placed = one(OLD, OLD.replace("و ولادیمیر پوتین ", ""), anchor(OLD, "پوتین"))
    assert (placed.state, placed.reason) == ("orphaned", "deleted")
    assert (placed.exact, placed.prefix, placed.suffix) == selectors(OLD, *placed_range(OLD, "پوتین"))


def placed_range(text: str, quote: str) -> tuple[int, int]:
    return text.index(quote), text.index(quote) + len(quote)


def test_a_deleted_name_does_not_jump_to_a_new_sentence_about_the_same_person() -> None:
    new = "روز بعد خبرگزاری‌ها از سفر پوتین به پکن خبر دادند. " + OLD.split(". ")[0] + "."
    placed = one(OLD, new, anchor(OLD, "پوتین", nth=1))
    assert placed.state == "orphaned"
    assert len(placed.candidates) == 1


def test_a_text_replaced_by_a_translation_memory_keeps_nothing_by_chance() -> None:
    new = "نشست سران بدون بیانیهٔ پایانی به کار خود پایان داد؛ جزئیات منتشر نشد."
    spans = [anchor(OLD, "مسکو"), anchor(OLD, "ولادیمیر پوتین"), anchor(OLD, OLD.split(". ")[0], "statement")]
    assert [p.state for p in reanchor(OLD, new, spans)] == ["orphaned"] * 3


def test_an_emptied_block_orphans_everything_and_loses_nothing() -> None:
    spans = [anchor(OLD, "مسکو"), anchor(OLD, "پوتین"), anchor(OLD, OLD, "note")]
    placed = reanchor(OLD, "", spans)
    assert [(p.id, p.state, p.exact) for p in placed] == [(a.id, "orphaned", a.exact) for a in spans]
    assert reanchor("", OLD, []) == []


def test_an_orphan_comes_back_when_its_text_does() -> None:
    without = OLD.replace("پوتین گفت تجارت در ۲۰۲۴ رشد کرد.", "")
    gone = one(OLD, without, anchor(OLD, "پوتین", nth=1))
    assert gone.state == "orphaned"
    orphan = Anchor(gone.id, gone.start, gone.end, gone.exact, gone.prefix, gone.suffix, placed=False)
    back = one(without, OLD, orphan)
    assert (back.state, back.start) == ("moved", OLD.rindex("پوتین"))
    assert one(without, without + " پایان", orphan).state == "orphaned"


def test_an_orphan_is_not_looked_for_where_it_happens_to_point() -> None:
    span = anchor(OLD, "مسکو")
    orphan = Anchor("o", span.start, span.end, span.exact, "چیز دیگر ", " در جای دیگر", placed=False)
    assert one(OLD, OLD + " پایان", orphan).state == "orphaned"


def test_a_quote_that_does_not_match_the_old_text_is_orphaned_and_says_so() -> None:
    span = anchor(OLD, "مسکو")
    stale = Anchor("s", span.start + 1, span.end + 1, span.exact, span.prefix, span.suffix)
    placed = one(OLD, OLD + "!", stale)
    assert (placed.state, placed.reason) == ("orphaned", "mismatch")
