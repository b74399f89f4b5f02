"""The document: reads back what it wrote, byte for byte, and one language of it shows nothing that is not public."""

from __future__ import annotations

import dataclasses
import json
import math
from typing import Any

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from newsroom.text.document import (
    SCHEMA,
    ArticleDocument,
    BlockPart,
    CreditPart,
    EntityFacts,
    ImagePart,
    MentionPart,
    NotePart,
    SpanPart,
    SpeakerPart,
    StatementPart,
    UnknownSchema,
    canonical,
)
from tests.depth import THOROUGH

# A failing document is shrunk but not explained: that takes minutes for a value as large as this one.
unexplained = settings(phases=set(Phase) - {Phase.explain}, max_examples=2000 if THOROUGH else 25)
LANGUAGES = ["fa", "en", "ru"]
STATES = ["suggested", "accepted", "rejected", "review", "orphaned"]

words = st.text(st.characters(exclude_categories=["Cs"]), max_size=12)
ids = st.text("abcdef0123456789", min_size=1, max_size=4)
codes = st.sampled_from(LANGUAGES)
maybe = st.sampled_from(["", *LANGUAGES])  # "" is every language
texts = st.dictionaries(codes, words, max_size=3)
images = st.builds(
    ImagePart,
    id=ids,
    kind=words,
    width=st.integers(1, 4000),
    height=st.integers(1, 4000),
    credit=texts,
    rights=words,
    places=st.lists(ids, max_size=3).map(tuple),
    hub=ids,
)
spans = st.builds(
    SpanPart,
    block=ids,
    language=codes,
    start=st.integers(0, 500),
    end=st.integers(0, 500),
    exact=words,
    prefix=words,
    suffix=words,
    state=st.sampled_from(STATES),
    origin=st.sampled_from(["editor", "gazetteer", "projection"]),
    score=st.none() | st.floats(0, 1),
    reason=words,
)


def tuples(part: st.SearchStrategy[Any]) -> st.SearchStrategy[tuple[Any, ...]]:
    return st.lists(part, max_size=3).map(tuple)


documents = st.builds(
    ArticleDocument,
    article=ids,
    source_language=codes,
    languages=st.just(tuple(LANGUAGES)),
    genre=words,
    blocks=tuples(st.builds(BlockPart, id=ids, kind=words, text=texts, only_language=maybe, image=st.none() | images)),
    slug=texts,
    source_name=words,
    about=tuples(ids),
    mentions=tuples(st.builds(MentionPart, id=ids, entity=ids, spans=tuples(spans))),
    statements=tuples(
        st.builds(
            StatementPart,
            id=ids,
            kind=words,
            spans=tuples(spans),
            speakers=tuples(st.builds(SpeakerPart, entity=ids, capacity=texts)),
            event=words,
            gist=texts,
        )
    ),
    notes=tuples(
        st.builds(
            NotePart,
            id=ids,
            kind=words,
            spans=tuples(spans),
            public=st.booleans(),
            claim=texts,
            finding=texts,
            sources=tuples(words),
        )
    ),
    credits=tuples(st.builds(CreditPart, role=words, name=words, names=texts, language=maybe)),
    entities=st.dictionaries(ids, st.builds(EntityFacts, kind=words, name=words, office=words), max_size=3),
)


def reversed_keys(value: Any) -> Any:
    """The same JSON value with the keys of every object in the opposite order."""
    if isinstance(value, dict):
        return {key: reversed_keys(value[key]) for key in reversed(list(value))}
    return [reversed_keys(item) for item in value] if isinstance(value, list) else value


@unexplained
@given(documents)
def test_it_reads_back_what_it_wrote(document: ArticleDocument) -> None:
    text = document.to_json()
    again = ArticleDocument.from_json(text)
    assert again == document
    assert again.to_json() == text


@unexplained
@given(documents)
def test_the_order_in_which_keys_were_stored_changes_no_byte(document: ArticleDocument) -> None:
    shuffled = json.dumps(reversed_keys(json.loads(document.to_json())))
    assert ArticleDocument.from_json(shuffled).to_json() == document.to_json()


@unexplained
@given(documents, codes)
def test_one_language_shows_no_word_of_another(document: ArticleDocument, language: str) -> None:
    shown = document.in_language(language)
    assert shown.languages == (language,)
    translated = [block.text for block in shown.blocks] + [shown.slug]
    translated += [statement.gist for statement in shown.statements]
    translated += [speaker.capacity for statement in shown.statements for speaker in statement.speakers]
    translated += [credit.names for credit in shown.credits]
    translated += [block.image.credit for block in shown.blocks if block.image]
    translated += [text for note in shown.notes for text in (note.claim, note.finding)]
    assert {code for text in translated for code in text} <= {language}
    parts = [*shown.mentions, *shown.statements, *shown.notes]
    assert {span.language for part in parts for span in part.spans} <= {language}
    assert {block.only_language for block in shown.blocks} <= {"", language}
    assert {credit.language for credit in shown.credits} <= {"", language}


@unexplained
@given(documents, codes)
def test_one_language_shows_accepted_spans_and_public_notes_only(document: ArticleDocument, language: str) -> None:
    shown = document.in_language(language)
    parts = [*shown.mentions, *shown.statements, *shown.notes]
    assert {span.state for part in parts for span in part.spans} <= {"accepted"}
    assert all(part.spans for part in parts)
    assert all(note.public for note in shown.notes)


@unexplained
@given(documents, codes)
def test_one_language_keeps_all_that_is_accepted_in_it(document: ArticleDocument, language: str) -> None:
    def accepted(parts: Any) -> list[SpanPart]:
        found = [span for part in parts for span in part.spans]
        return [span for span in found if (span.language, span.state) == (language, "accepted")]

    shown = document.in_language(language)
    public = [note for note in document.notes if note.public]
    pairs = [(shown.mentions, document.mentions), (shown.statements, document.statements), (shown.notes, public)]
    for kept, known in pairs:
        assert sorted(accepted(kept), key=repr) == sorted(accepted(known), key=repr), "in the order of reading"
    wanted = [block.text.get(language) for block in document.blocks if block.only_language in ("", language)]
    assert [block.text.get(language) for block in shown.blocks] == wanted


@unexplained
@given(documents, codes)
def test_one_language_of_one_language_is_itself(document: ArticleDocument, language: str) -> None:
    shown = document.in_language(language)
    assert shown.in_language(language) == shown


# --- examples ---------------------------------------------------------------------------------------------------------


@pytest.fixture
def document() -> ArticleDocument:
    here = SpanPart(block="b1", language="en", start=0, end=6, exact="Moscow")
    waiting = dataclasses.replace(here, state="suggested", start=10, end=16)
    there = dataclasses.replace(here, language="ru", exact="Москва")
    return ArticleDocument(
        article="abcd2345",
        source_language="fa",
        languages=("fa", "en", "ru"),
        genre="report",
        blocks=(
            BlockPart("b1", "title", {"fa": "مسکو", "en": "Moscow", "ru": "Москва"}),
            BlockPart("b2", "paragraph", {"fa": "متن"}, only_language="fa"),
            BlockPart("b3", "paragraph", {"fa": "متن", "ru": "Текст"}),
        ),
        slug={"fa": "مسکو", "en": "moscow"},
        mentions=(
            MentionPart("m1", "e1", (here, waiting, there)),
            MentionPart("m2", "e2", (waiting,)),
            MentionPart("m3", "e3", (there,)),
        ),
        statements=(StatementPart("s1", "quotation", (here,), gist={"en": "That", "fa": "آن"}),),
        notes=(
            NotePart("n1", "fact_check", (here,), public=True, claim={"en": "Claim", "ru": "Утверждение"}),
            NotePart("n2", "question", (here,), claim={"en": "Do not print this"}),
        ),
        credits=(CreditPart("author", "Sara"), CreditPart("translator", "Anna", language="ru")),
    )


def test_an_english_edition_of_the_example(document: ArticleDocument) -> None:
    shown = document.in_language("en")
    assert [block.id for block in shown.blocks] == ["b1", "b3"]
    assert [dict(block.text) for block in shown.blocks] == [{"en": "Moscow"}, {}]
    assert [(mention.id, len(mention.spans)) for mention in shown.mentions] == [("m1", 1)]
    assert shown.statements[0].gist == {"en": "That"}
    assert [(note.id, dict(note.claim)) for note in shown.notes] == [("n1", {"en": "Claim"})]
    assert [credit.name for credit in shown.credits] == ["Sara"]
    assert "Do not print this" not in shown.to_json()
    assert "Anna" not in shown.to_json()


def test_words_are_those_of_the_first_block_of_a_kind_that_has_the_language(document: ArticleDocument) -> None:
    assert document.words("title", "ru") == "Москва"
    assert document.words("paragraph", "ru") == "Текст"
    assert document.words("paragraph", "en") == ""
    assert document.words("lead", "fa") == ""


def test_it_names_whom_it_mentions_and_quotes_what_it_is_about_and_what_its_maps_show() -> None:
    image = ImagePart("i1", "map", 10, 6, {"en": "Us"}, "free", places=("place222", "place333"), hub="place222")
    document = ArticleDocument(
        article="a",
        source_language="en",
        languages=("en",),
        genre="news",
        blocks=(BlockPart("b1", "title", {"en": "T"}), BlockPart("b2", "image", {}, image=image)),
        about=("about222",),
        mentions=(MentionPart("m1", "named222", ()),),
        statements=(
            StatementPart("s1", "paraphrase", (), (SpeakerPart("voice222"),), event="event222"),
            StatementPart("s2", "paraphrase", (), (SpeakerPart("voice222"),)),
        ),
    )
    assert document.named() == {"place222", "place333", "about222", "named222", "voice222", "event222"}


@pytest.mark.parametrize("schema", [0, SCHEMA + 1, "1", None])
def test_a_document_of_another_schema_is_refused(document: ArticleDocument, schema: object) -> None:
    data = json.loads(document.to_json()) | {"schema": schema}
    with pytest.raises(UnknownSchema, match="schema"):
        ArticleDocument.from_json(json.dumps(data))


def test_the_written_form_is_stable_to_the_byte(document: ArticleDocument) -> None:
    """Digests of published editions are taken over these bytes: a change of this text breaks their proof."""
    block = BlockPart("b1", "title", {"ru": "Ё", "fa": "آن\u200cها"})
    small = ArticleDocument(article="a", source_language="fa", languages=("fa",), genre="news", blocks=(block,))
    assert small.to_json() == (
        '{"about":[],"article":"a","blocks":[{"id":"b1","image":null,"kind":"title","only_language":"","parent":"",'
        '"text":{"fa":"آن\u200cها","ru":"Ё"},"url":""}],"credits":[],"entities":{},"genre":"news","languages":["fa"],'
        '"located":"","mentions":[],"notes":[],"original_sha256":"","schema":1,"slug":{},"source_date":"",'
        '"source_language":"fa","source_name":"","source_url":"","statements":[]}'
    )


# --- canonical --------------------------------------------------------------------------------------------------------

values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | words,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(words, inner, max_size=3),
    max_leaves=12,
)


@given(values)
def test_canonical_text_is_one_per_value(value: Any) -> None:
    text = canonical(value)
    assert json.loads(text) == value
    assert canonical(json.loads(text)) == text
    assert canonical(reversed_keys(value)) == text


def test_canonical_text_has_sorted_keys_no_spaces_and_letters_as_themselves() -> None:
    assert canonical({"b": [1, 2.5, None, True], "a": "متن Ё"}) == '{"a":"متن Ё","b":[1,2.5,null,true]}'


@pytest.mark.parametrize("number", [math.nan, math.inf, -math.inf])
def test_canonical_text_refuses_what_json_has_no_word_for(number: float) -> None:
    with pytest.raises(ValueError, match="JSON compliant"):
        canonical({"score": number})


@pytest.mark.parametrize("value", [b"bytes", {1, 2}, object()])
def test_canonical_text_refuses_other_types(value: object) -> None:
    with pytest.raises(TypeError):
        canonical(value)
