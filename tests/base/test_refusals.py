"""What the pure rules refuse is said in the language of the editor, with the data that helps to repair it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.utils import translation

from newsroom.base import languages
from newsroom.base.refusals import _SENTENCES, explain
from newsroom.text import decode, edtf, gate, markup

RU_1251 = "Саммит в Москве. Лидеры встретились в Кремле и подписали документы.".encode("windows-1251")

CASES: dict[str, tuple[Callable[[], Any], list[str]]] = {
    "a hidden turn": (lambda: gate.clean("ab\u202ec", field="title"), ["title", "U+202E RIGHT-TO-LEFT OVERRIDE", "2"]),
    "a NUL": (lambda: gate.clean("\x00", field="lead"), ["lead", "U+0000 NULL", "0"]),
    "no letters": (lambda: decode.decode(b" \r\n "), []),
    "too large": (lambda: decode.decode(b"x" * 12, limit=11), ["12", "11"]),
    "a PDF": (lambda: decode.decode(b"%PDF-1.7 \x00\x01\x02"), ["PDF"]),
    "control codes": (lambda: decode.decode(b"words \x00 words"), ["6"]),
    "another encoding": (lambda: decode.decode(RU_1251), ["0", "0xd1", "windows-1251"]),
    "no date": (lambda: edtf.earliest("spring"), ["spring"]),
    "two lines": (lambda: markup.parse("one\ntwo"), []),
    "a foreign language": (lambda: languages.check("de"), ["de"]),
}


def refusal_of(act: Callable[[], Any]) -> ValueError:
    with pytest.raises(ValueError) as refusal:  # noqa: PT011 - each kind is told apart by what is said of it
        act()
    return refusal.value


@pytest.fixture(params=languages.codes())
def active(request: pytest.FixtureRequest) -> Iterator[str]:
    with translation.override(request.param):
        yield request.param


@pytest.mark.parametrize("case", CASES)
def test_each_refusal_names_what_helps(active: str, case: str) -> None:
    act, named = CASES[case]
    said = explain(refusal_of(act))
    for part in named:
        assert part in said


@pytest.mark.parametrize("case", CASES)
def test_each_refusal_is_said_in_the_language_of_the_editor(case: str) -> None:
    error = refusal_of(CASES[case][0])
    said = []
    for code in languages.codes():
        with translation.override(code):
            said.append(explain(error))
    assert len(set(said)) == len(said), said
    assert not any("%(" in text for text in said)


NOT_AN_EDITORS = {markup.BadRange}  # a caller's mistake: no text that somebody types leads there


def test_every_error_that_an_editor_can_cause_has_its_sentence() -> None:
    modules = (gate, decode, edtf, markup)
    kinds = {
        kind
        for module in modules
        for kind in vars(module).values()
        if isinstance(kind, type) and issubclass(kind, ValueError) and kind.__module__ == module.__name__
    }
    leaves = {kind for kind in kinds if not kind.__subclasses__()}
    assert leaves - NOT_AN_EDITORS <= set(_SENTENCES)


def test_an_error_without_a_sentence_says_what_it_says_itself(active: str) -> None:
    assert explain(ValueError("as it is")) == "as it is"


def test_a_suggested_encoding_is_named_only_when_there_is_one() -> None:
    with translation.override("en"):
        bare = explain(decode.WrongEncoding(7, 0x98, ""))
        full = explain(decode.WrongEncoding(7, 0x98, "windows-1251"))
    assert bare == "Byte 7 (0x98) is not valid UTF-8."
    assert full == bare + " The file looks like windows-1251: save it as UTF-8."
