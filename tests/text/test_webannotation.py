"""Annotations as W3C Web Annotations and back: nothing is lost, positions count code points."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsroom.text import gate
from newsroom.text.annotated import Annotated, Place
from newsroom.text.document import SpeakerPart, canonical
from newsroom.text.webannotation import PAGE_SIZE, Addresses, Collection, alone, on_page, urn, web_annotation
from newsroom.text.webreading import LONGEST, MOST_PLACES, NotAnAnnotation, annotated_of

SITE = "https://news.example"
BLOCK = "6c770eb2-bb43-4c72-9d49-63527fe4d35d"
ADDRESSES = Addresses(
    article=f"{SITE}/fa/articles/bgq9w7e3/",
    annotation=urn,
    block=lambda block, language: f"{SITE}/{language}/articles/bgq9w7e3/#b-{block}",
    entity=lambda public_id: f"{SITE}/api/v1/people/{public_id}/",
)


def there_and_back(one: Annotated) -> Annotated:
    return annotated_of(json.loads(canonical(alone(web_annotation(one, ADDRESSES)))))


def gated(text: str) -> bool:
    try:
        return gate.clean(text) == text
    except gate.Refused:
        return False


LETTERS = st.one_of(st.sampled_from("aяپ\u200c«»+👩‍💻🇦🇿\u064e "), st.characters(exclude_categories=["Cs", "Cc", "Cn"]))
WORDS = st.text(LETTERS, min_size=1, max_size=12).filter(gated)
MAYBE = st.one_of(st.just(""), WORDS)
TEXTS = st.dictionaries(st.sampled_from(["fa", "en", "ru"]), WORDS, max_size=3)
UUIDS = st.uuids().map(str)
IDS = st.text("23456789abcdefghjkmnpqrstuvwxyz", min_size=8, max_size=8)
MOMENTS = st.sampled_from(
    ["", "2026-11-27T15:25:23.603968+00:00", "2024-10-08T12:00:00+03:30"]
)
PLACES = st.builds(
    lambda start, length, **rest: Place(start=start, end=start + length, **rest),
    start=st.integers(0, 10_000),
    length=st.integers(1, 500),
    block=UUIDS,
    language=st.sampled_from(["fa", "en", "ru"]),
    exact=WORDS,
    prefix=MAYBE,
    suffix=MAYBE,
    id=st.one_of(st.just(""), UUIDS),
    state=st.sampled_from(["accepted", "suggested", "rejected", "review", "orphaned"]),
    origin=st.sampled_from(["editor", "gazetteer", "attribution", "projection", "import"]),
    score=st.one_of(st.none(), st.floats(0, 1)),
    reason=MAYBE,
    former_state=st.sampled_from(["", "accepted"]),
    former_exact=MAYBE,
    former_prefix=MAYBE,
    former_suffix=MAYBE,
    candidates=st.sampled_from(["", f'[["{BLOCK}",1,2,"a"]]']),
)
SPANS = st.lists(PLACES, min_size=1, max_size=4).map(tuple)
MENTIONS = st.builds(Annotated, sort=st.just("mention"), id=UUIDS, places=SPANS, entity=IDS)
STATEMENTS = st.builds(
    Annotated,
    sort=st.just("statement"),
    id=UUIDS,
    places=SPANS,
    kind=st.sampled_from(["quotation", "partial", "paraphrase", "narration"]),
    speakers=st.lists(st.builds(SpeakerPart, IDS, TEXTS), max_size=3).map(tuple),
    event=st.one_of(st.just(""), IDS),
    gist=TEXTS,
)
NOTES = st.builds(
    Annotated,
    sort=st.just("note"),
    id=UUIDS,
    places=st.lists(PLACES, max_size=3).map(tuple),
    kind=st.sampled_from(["fact_check", "correction", "question", "comment"]),
    claim=TEXTS,
    finding=TEXTS,
    certainty=st.sampled_from(["", "certain", "likely"]),
    sources=st.lists(WORDS, max_size=3).map(tuple),
    public=st.booleans(),
    proposal=MAYBE,
    quote=MAYBE,
    created=MOMENTS,
    resolved=MOMENTS,
)


@given(st.one_of(MENTIONS, STATEMENTS, NOTES))
def test_whatever_was_written_is_read_back_as_it_was(one: Annotated) -> None:
    assert there_and_back(one) == one


@given(st.one_of(MENTIONS, STATEMENTS, NOTES), st.sampled_from(["fa", "en"]))
def test_who_reads_one_language_sees_no_word_of_another(one: Annotated, code: str) -> None:
    seen = one.in_languages([code])
    if not any(place.language == code for place in one.places):
        assert seen is None
        return
    assert seen is not None
    assert {place.language for place in seen.places} == {code}
    texts = [seen.gist, seen.claim, seen.finding, *(voice.capacity for voice in seen.speakers)]
    assert all(text.keys() <= {code} for text in texts)
    if len(seen.places) < len(one.places):
        assert (seen.quote, seen.proposal) == ("", "")


def test_positions_count_code_points_and_not_units_of_utf_16() -> None:
    text = "سلام 👩‍💻🇦🇿 ولادیمیر پوتین"
    start = text.index("پوتین")
    place = Place(BLOCK, "fa", start, start + 5, "پوتین", prefix="ولادیمیر ")
    said = web_annotation(Annotated("mention", BLOCK, (place,), entity="e9jebjc5"), ADDRESSES)
    position, quote = said["target"]["selector"]
    assert (position["start"], position["end"]) == (start, start + 5)
    assert start != len(text[:start].encode("utf-16-le")) // 2
    assert list(text)[position["start"] : position["end"]] == list(quote["exact"])


def test_it_says_who_wrote_a_note_by_name_alone() -> None:
    note = Annotated("note", BLOCK, (), "comment", claim={"en": "Well."}, creator="Leila Karimi")
    assert web_annotation(note, ADDRESSES)["creator"] == {"type": "Person", "name": "Leila Karimi"}


def test_a_copy_under_another_address_names_what_it_is_a_copy_of() -> None:
    public = Addresses(ADDRESSES.article, lambda uuid: f"{SITE}/a/{uuid}/", ADDRESSES.block, ADDRESSES.entity)
    place = Place(BLOCK, "fa", 0, 1, "a")
    said = web_annotation(Annotated("mention", BLOCK, (place,), entity="e9jebjc5"), public)
    assert (said["id"], said["canonical"]) == (f"{SITE}/a/{BLOCK}/", urn(BLOCK))
    assert annotated_of(said).id == BLOCK


@pytest.mark.parametrize(("total", "pages"), [(0, 1), (PAGE_SIZE, 1), (PAGE_SIZE + 1, 2), (3 * PAGE_SIZE, 3)])
def test_the_pages_of_a_collection_lead_through_all_of_it(total: int, pages: int) -> None:
    collection = Collection(f"{SITE}/annotations/", "Annotations", total)
    rows = [Annotated("mention", str(number), ()) for number in range(total)]
    met, number = [], 1
    while True:
        shown = on_page(rows, number)
        page = collection.page(number, [{"id": one.id} for one in shown])
        assert page["startIndex"] == len(met)
        assert page["partOf"]["total"] == total
        met += page["items"]
        if "next" not in page:
            break
        number = int(page["next"].rpartition("=")[2])
        assert collection.page(number, [])["prev"] == page["id"]
    assert (number, [one["id"] for one in met]) == (pages, [str(number) for number in range(total)])
    assert page["id"] == page["partOf"]["last"]


# --- from elsewhere ---------------------------------------------------------------------------------------------------


def foreign(**more: Any) -> dict[str, Any]:
    selector = {"type": "TextQuoteSelector", "exact": "Putin", "refinedBy": {"type": "TextPositionSelector", "start": 9,
                                                                            "end": 14}}  # fmt: skip
    return {
        "@context": "http://www.w3.org/ns/anno.jsonld",
        "id": "http://example.org/anno1",
        "type": "Annotation",
        "motivation": "identifying",
        "body": "https://news.example/api/v1/people/e9jebjc5/",
        "target": {"source": f"{SITE}/en/articles/bgq9w7e3/#b-{BLOCK}", "selector": selector},
    } | more


def test_an_annotation_of_somebody_else_is_understood() -> None:
    one = annotated_of(foreign())
    assert (one.sort, one.entity) == ("mention", "e9jebjc5")
    assert one.places == (Place(BLOCK, "en", 9, 14, "Putin"),)
    assert annotated_of(foreign()).id == one.id != annotated_of(foreign(id="http://example.org/anno2")).id


@pytest.mark.parametrize(
    ("said", "kind", "found"),
    [
        ({"motivation": "commenting", "body": None, "bodyValue": "Well."}, "comment", {"claim": {"en": "Well."}}),
        ({"motivation": "questioning", "body": {"type": "TextualBody", "value": "Why?", "language": "ru"}}, "question",
         {"claim": {"ru": "Why?"}}),
        ({"motivation": "oa:assessing", "body": {"type": "TextualBody", "value": "No."}}, "fact_check",
         {"finding": {"en": "No."}}),
        ({"motivation": "assessing", "body": {"value": "No.", "purpose": "describing"}}, "fact_check",
         {"claim": {"en": "No."}}),
        ({"motivation": "editing", "body": {"value": "Poutine", "purpose": "editing"}}, "correction",
         {"proposal": "Poutine"}),
        ({"motivation": "describing", "body": [{"value": "In short."}]}, "paraphrase", {"gist": {"en": "In short."}}),
    ],
)  # fmt: skip
def test_each_motivation_finds_its_sort(said: dict[str, Any], kind: str, found: dict[str, Any]) -> None:
    one = annotated_of(foreign(**said))
    assert one.kind == kind
    assert {name: getattr(one, name) for name in found} == found


@pytest.mark.parametrize(
    ("said", "code"),
    [
        ({"type": "Note"}, "no_annotation"),
        ({"motivation": "highlighting"}, "unknown_motivation"),
        ({"gz:sort": "poem"}, "unknown_sort"),
        ({"target": {"source": "x", "selector": {"type": "SvgSelector", "value": "<svg/>"}}}, "no_quote"),
        ({"target": 5}, "no_target"),
        ({"target": [{"selector": []}] * (MOST_PLACES + 1)}, "too_many"),
        ({"body": {"type": "Image", "id": "http://example.org/a.png"}}, "no_entity"),
        ({"body": [["x"]]}, "unknown_body"),
        ({"motivation": "commenting", "bodyValue": "x", "body": None,
          "target": {"source": "y", "selector": {"type": "TextQuoteSelector", "exact": "z"}}}, "no_language"),
        ({"body": {"type": "TextualBody", "value": "Person", "purpose": "tagging"}}, "unknown_body"),
        ({"gz:certainty": ["x"]}, "no_text"),
        ({"gz:quote": "x" * (LONGEST + 1)}, "too_long"),
        ({"created": "yesterday"}, "no_moment"),
        ({"created": "2024-10-08T12:00:00"}, "no_moment"),
        ({"created": "0001-01-01T00:00:00+12:00"}, "no_moment"),
    ],
)
def test_what_cannot_be_held_here_is_refused_with_a_reason(said: dict[str, Any], code: str) -> None:
    with pytest.raises(NotAnAnnotation) as caught:
        annotated_of(foreign(**said))
    assert caught.value.code == code


@pytest.mark.parametrize("start", [-2, 2**31, 1.5, True, "9"])
def test_a_position_is_a_number_of_code_points(start: Any) -> None:
    data = foreign()
    data["target"]["selector"]["refinedBy"]["start"] = start
    with pytest.raises(NotAnAnnotation):
        annotated_of(data)


@pytest.mark.parametrize("text", ["a\u202eb", "a\x00b", "\ud800", "two\nlines"])
def test_every_text_passes_the_gate(text: str) -> None:
    data = foreign(**{"gz:quote": text})
    with pytest.raises(gate.Refused):
        annotated_of(data)


JSON = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(), st.floats(allow_nan=False), st.text(max_size=5)),
    lambda inner: st.one_of(st.lists(inner, max_size=4), st.dictionaries(st.text(max_size=8), inner, max_size=4)),
    max_leaves=12,
)
KEYS = st.sampled_from(["body", "target", "motivation", "id", "gz:sort", "gz:sources", "created", "canonical"])


@given(st.dictionaries(KEYS, JSON, max_size=4))
def test_no_json_whatever_breaks_the_reader(said: dict[str, Any]) -> None:
    try:
        annotated_of(foreign(**said))
    except (NotAnAnnotation, gate.Refused):
        return
