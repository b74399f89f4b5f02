"""Files of annotations: every form that they come in, bounds before anything is parsed, one bad line is one refusal."""

from __future__ import annotations

import json
import time
from typing import Any

import pytest
from django.test import override_settings
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from newsroom.exchange.annotation_files import DEEPEST, MOST_ANNOTATIONS, read_annotations
from newsroom.exchange.refusals import SheetRefused

ONE: dict[str, Any] = {
    "type": "Annotation",
    "id": "urn:uuid:6c770eb2-bb43-4c72-9d49-63527fe4d35d",
    "motivation": "commenting",
    "bodyValue": "Well.",
    "target": {"source": {"id": "x", "language": "en"}, "selector": {"type": "TextQuoteSelector", "exact": "Putin"}},
}


def as_bytes(value: Any) -> bytes:
    return json.dumps(value).encode()


@pytest.mark.parametrize(
    "data",
    [
        as_bytes(ONE),
        b"\xef\xbb\xbf" + as_bytes(ONE),
        as_bytes([ONE]),
        as_bytes({"type": "AnnotationPage", "items": [ONE]}),
        as_bytes({"type": "AnnotationPage", "items": ONE}),
        as_bytes({"type": "AnnotationCollection", "first": {"type": "AnnotationPage", "items": [ONE]}}),
        as_bytes(ONE) + b"\n",
        b"\r\n" + as_bytes(ONE) + b"\r\n\r\n",
    ],
)
def test_an_annotation_is_found_in_whatever_it_is_wrapped(data: bytes) -> None:
    (row,) = read_annotations(data)
    assert row.annotation is not None
    assert row.annotation.id == ONE["id"].removeprefix("urn:uuid:")


def test_a_collection_of_which_only_a_part_came_is_refused_as_a_whole() -> None:
    part = {"type": "AnnotationCollection", "total": 2, "first": {"type": "AnnotationPage", "items": [ONE]}}
    with translation.override("en"), pytest.raises(SheetRefused, match="1 of 2"):
        read_annotations(as_bytes(part))
    assert read_annotations(as_bytes(part | {"total": 1}))


def test_lines_are_told_by_their_number_and_a_bad_one_spoils_no_other() -> None:
    lines = [as_bytes(ONE), b"", b"{not json", as_bytes({"type": "Note"}), as_bytes(ONE), b"5", b'{"a": NaN}',
             as_bytes({**ONE, "gz:quote": "a\u202e"}), b'{"n": ' + b"9" * 4000 + b"}"]  # fmt: skip
    with translation.override("en"):
        rows = read_annotations(b"\n".join(lines))
    assert [row.number for row in rows] == [1, 3, 4, 5, 6, 7, 8, 9]
    assert [row.number for row in rows if row.annotation] == [1, 5]
    assert all(row.refusal for row in rows if not row.annotation)
    assert "U+202E" in next(row.refusal for row in rows if row.number == 8)


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b" \n ",
        b"\xff\xfe{",
        b"[" * (DEEPEST + 1) + b"]" * (DEEPEST + 1),
        b"[" * 100_000,
        b'{"a":' * 100_000,
        as_bytes([ONE] * (MOST_ANNOTATIONS + 1)),
        b"{}\n" * (MOST_ANNOTATIONS + 1),
    ],
)
def test_too_much_is_refused_as_a_whole(data: bytes) -> None:
    with pytest.raises(SheetRefused):
        read_annotations(data)


def test_the_size_is_asked_first() -> None:
    with override_settings(IMPORT_MAX_BYTES=10), pytest.raises(SheetRefused):
        read_annotations(as_bytes(ONE))


@pytest.mark.parametrize("data", [b'"' * 1_000_000, b'\\"' * 500_000, b'"' + b'\\"' * 500_000, b"\\" * 1_000_000])
def test_no_text_takes_long_to_measure(data: bytes) -> None:
    """A megabyte of quotation marks and escapes: the bracket counter goes through it once."""
    began = time.process_time()
    read_annotations(data)
    assert time.process_time() - began < 3


def test_brackets_in_texts_have_no_depth() -> None:
    (row,) = read_annotations(as_bytes({**ONE, "bodyValue": "[" * 500 + '"]\\'}))
    assert row.annotation is not None


@given(st.binary(max_size=200))
def test_no_bytes_whatever_break_it(data: bytes) -> None:
    try:
        read_annotations(data)
    except SheetRefused:
        return
