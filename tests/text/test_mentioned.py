"""An entity in its sentences: what is quoted around a name, and which id leads there."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from newsroom.text.document import ArticleDocument, BlockPart, MentionPart, SpanPart
from newsroom.text.mentioned import LONGEST, Mentioned, anchor_of, by_sentence, mentioned_in

WHO = "e9jebjc5"


def document(*blocks: BlockPart, spans: list[SpanPart]) -> ArticleDocument:
    mentions = (MentionPart("m", WHO, tuple(spans)),)
    return ArticleDocument("22222222", "en", ("en",), "news", blocks, mentions=mentions)


def block(name: str, text: str, kind: str = "paragraph") -> BlockPart:
    return BlockPart(name, kind, {"en": text})


def span(name: str, text: str, word: str, nth: int = 0) -> SpanPart:
    start = -1
    for _time in range(nth + 1):
        start = text.index(word, start + 1)
    return SpanPart(name, "en", start, start + len(word), word)


def found(text: str, *places: tuple[str, int], kind: str = "paragraph", shown: str = "") -> list[Mentioned]:
    spans = [span("b", shown or text, word, nth) for word, nth in places]
    return mentioned_in(document(block("b", text, kind), spans=spans), "en", {WHO})


def test_a_name_is_quoted_in_its_sentence() -> None:
    (one,) = found("They met. Then Lavrov spoke. He left.", ("Lavrov", 0))
    assert one.sentence == "Then Lavrov spoke."
    assert one.sentence[one.first : one.last] == one.exact == "Lavrov"


def test_markup_is_not_quoted() -> None:
    (one,) = found("Then **Lavrov** spoke.", ("Lavrov", 0), shown="Then Lavrov spoke.")
    assert one.sentence == "Then Lavrov spoke."


def test_two_names_of_one_sentence_stand_together() -> None:
    rows = found("Lavrov met Lavrov. Lavrov left.", ("Lavrov", 0), ("Lavrov", 1), ("Lavrov", 2))
    together = list(by_sentence(rows))
    assert [len(one) for one in together] == [2, 1]
    assert [one.anchor for one in together[0]] == ["m-m", "m-m-1"]


def test_what_no_page_draws_has_no_anchor() -> None:
    rows = found("Lavrov", ("Lavrov", 0), kind="summary")
    assert [one.anchor for one in rows] == [""]
    assert list(by_sentence(rows)) == []


def test_another_entity_is_not_told() -> None:
    text = "Lavrov spoke."
    assert mentioned_in(document(block("b", text), spans=[span("b", text, "Lavrov")]), "en", {"22222222"}) == []


def test_the_first_part_has_the_id_of_the_mention() -> None:
    assert [anchor_of("u", part) for part in (0, 1)] == ["m-u", "m-u-1"]


WORDS = st.sampled_from(["Lavrov", "talks", "a", "Москва", "می‌رود", "👩‍💻", "x" * 40])


@given(st.lists(WORDS, max_size=120), st.integers(0))
def test_a_long_sentence_is_cut_between_words_and_keeps_the_name(words: list[str], at: int) -> None:
    here = at % (len(words) + 1)
    text = " ".join([*words[:here], "Putin", *words[here:]])
    start = len(" ".join([*words[:here], ""])) if here else 0
    place = SpanPart("b", "en", start, start + 5, "Putin")
    (one,) = mentioned_in(document(block("b", text), spans=[place]), "en", {WHO})
    assert one.sentence[one.first : one.last] == "Putin"
    assert len(one.sentence) <= LONGEST + 4
    assert one.sentence.removeprefix("… ").removesuffix(" …") in text
