"""The inline Markdown subset: reading, writing, and what must survive the way there and back."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsroom.text.href import allowed_href
from newsroom.text.markup import (
    BadRange,
    Inline,
    NotOneLine,
    Range,
    escape,
    normal,
    parse,
    render,
)

MATERIAL = Path(__file__).parent.parent / "material"
PIECES = [
    "پوتین",
    "می\u200cرود",
    "«پیروزی»",
    "CIS+",
    " ",
    "  ",
    "\u200c",
    "\u200f",
    "،",
    "é",
    "snake_case",
    "\u00a0",
    *"*_[]()<>&\\!`~#.:/ab5 ",
]
LINES = st.lists(st.sampled_from(PIECES), max_size=14).map("".join)
ADDRESSES = [
    "https://example.org/a_(b)?x=1&copy;=2#c",
    "/fa/مقاله/",
    "#note-1",
    "article:k3v9x2ab",
    "mailto:a@b.ir",
]


@st.composite
def marked(draw: st.DrawFn) -> tuple[str, list[Range]]:
    text = draw(LINES)
    ranges = []
    for _ in range(draw(st.integers(0, 5))):
        start, end = sorted((draw(st.integers(0, len(text))), draw(st.integers(0, len(text)))))
        kind = draw(st.sampled_from(["strong", "emphasis", "link"]))
        ranges.append(Range(start, end, kind, draw(st.sampled_from(ADDRESSES)) if kind == "link" else ""))
    return text, ranges


def styles(inline: Inline) -> list[tuple[str, str]]:
    return [(r.kind, inline.text[r.start : r.end]) for r in inline.ranges]


@given(marked())
def test_what_is_written_is_read_back(sample: tuple[str, list[Range]]) -> None:
    text, ranges = sample
    assert parse(render(text, ranges)) == Inline(text, normal(text, ranges))


@given(LINES)
def test_escaped_text_survives(text: str) -> None:
    assert parse(escape(text)) == Inline(text)


@given(
    st.text(
        st.characters(
            blacklist_categories=["Cs"], blacklist_characters="\n\r\v\f\x1c\x1d\x1e\x85\u2028\u2029"
        )
    )
)
def test_any_line_of_unicode_survives_escaping(text: str) -> None:
    assert parse(escape(text)).text == text


@given(LINES)
def test_reading_never_fails_and_writing_what_was_read_is_stable(source: str) -> None:
    read = parse(source)
    assert parse(render(read.text, read.ranges)) == Inline(read.text, read.ranges)


@given(marked())
def test_the_normal_form_is_normal(sample: tuple[str, list[Range]]) -> None:
    text, ranges = sample
    assert normal(text, normal(text, ranges)) == normal(text, ranges)


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("**«پیروزی»**\u200cها", [("strong", "«پیروزی»")]),
        ("«**پیروزی**»", [("strong", "پیروزی")]),
        ("**CIS+**، *سند*؛", [("strong", "CIS+"), ("emphasis", "سند")]),
        ("**کتاب**\u200cها", [("strong", "کتاب")]),
        ("می\u200c*رود*", [("emphasis", "رود")]),
        ("\u200f**سلام**\u200f", [("strong", "سلام")]),
        ("**«Победа»**-2", [("strong", "«Победа»")]),
        ("***a** b*", [("strong", "a"), ("emphasis", "a b")]),
        ("*a **b***", [("emphasis", "a b"), ("strong", "b")]),
        ("**a *b* c**", [("strong", "a b c"), ("emphasis", "b")]),
        ("_a_ and __b__", [("emphasis", "a"), ("strong", "b")]),
        ("a *b. Then c *d* e", [("emphasis", "d")]),
        (
            "**[متن](/fa/)** و [**x** y](#a)",
            [("strong", "متن"), ("link", "متن"), ("link", "x y"), ("strong", "x")],
        ),
    ],
)
def test_it_reads_marks_beside_zwnj_guillemets_and_bidi_marks(
    source: str, expected: list[tuple[str, str]]
) -> None:
    assert sorted(styles(parse(source))) == sorted(expected)


@pytest.mark.parametrize(
    "text",
    [
        "5 * 3 = 15",
        "user_name_x",
        "[sic]",
        "<b>",
        "&amp;",
        "`code`",
        "https://a.b/c",
        "C:\\dir",
        "** a **",
        "****",
    ],
)
def test_what_is_no_mark_stays_as_it_is(text: str) -> None:
    assert parse(text) == Inline(text)


@pytest.mark.parametrize("text", ["5 * 3 = 15", "user_name", "«[رئیس‌جمهور] گفت»", "C:\\dir", "R&D < 5%"])
def test_plain_text_that_needs_no_escape_gets_none(text: str) -> None:
    assert escape(text) == text


def test_an_image_is_no_image() -> None:
    assert parse("![a](/b.png)") == Inline("!a", (Range(1, 2, "link", "/b.png"),))


@pytest.mark.parametrize(
    "href",
    [
        "javascript:alert(1)",
        "JaVaScRiPt:x",
        "data:text/html,x",
        "//evil.example/",
        "/\\evil.example",
        "vbscript:x",
        "ftp://a/b",
        "relative/path",
        "https://",
        "https:///x",
        "https://good.example@evil.example/",
        "article:",
        "",
        "article:../x",
        "article:k3v9x2a",
        "article:k3v9x2abc",
        "entity:ab10cd34",
        "Article:k3v9x2ab",
        "https://a.b/\u202egnp.exe",
        "mailto:",
        "https://a.b/\tx",
        "\x01javascript:x",
        "https:\\\\a.b",
    ],
)
def test_a_dangerous_address_is_refused(href: str) -> None:
    assert not allowed_href(href)


@pytest.mark.parametrize("href", [*ADDRESSES, "/", "http://a.b", "HTTPS://A.B/x@y", "entity:ab23cd34"])
def test_an_ordinary_address_is_allowed(href: str) -> None:
    assert allowed_href(href)


@pytest.mark.parametrize(
    "source", ["[متن](javascript:alert)", "[متن](&#106;avascript:alert)", "[متن](java\\script:alert)"]
)
def test_a_refused_link_becomes_plain_text_and_is_reported(source: str) -> None:
    read = parse(f"پیش {source} پس")
    assert read.text == "پیش متن پس"
    assert read.ranges == ()
    assert len(read.refused) == 1


@pytest.mark.parametrize("end", ["\n", "\r", "\u2028", "\x85"])
def test_a_line_break_is_refused(end: str) -> None:
    with pytest.raises(NotOneLine):
        parse(f"a{end}b")
    with pytest.raises(NotOneLine):
        render(f"a{end}b")


def test_the_rows_of_a_table_are_read_one_by_one() -> None:
    read = parse("**a\nb** | *c*\n\n[d](/x)", multiline=True)
    assert read.text == "**a\nb** | c\n\nd"
    assert styles(read) == [("emphasis", "c"), ("link", "d")]


@given(marked(), marked())
def test_rows_are_written_and_read_back(
    first: tuple[str, list[Range]], second: tuple[str, list[Range]]
) -> None:
    shift = len(first[0]) + 1
    text = f"{first[0]}\n{second[0]}"
    moved = [Range(r.start + shift, r.end + shift, r.kind, r.href) for r in second[1]]
    expected = normal(text, [*normal(first[0], first[1]), *moved])
    assert parse(render(text, expected, multiline=True), multiline=True) == Inline(text, expected)


def test_a_style_over_two_rows_is_written_once_in_each() -> None:
    assert render("ab\ncd", [Range(1, 4, "strong")], multiline=True) == "a**b**\n**c**d"


def test_crossing_ranges_are_written() -> None:
    crossing = (Range(0, 3, "strong"), Range(2, 5, "emphasis"))
    assert parse(render("abcdef", crossing)).ranges == crossing


@pytest.mark.parametrize(
    "bad", [Range(0, 9, "strong"), Range(-1, 1, "emphasis"), Range(0, 1, "link", "javascript:x")]
)
def test_a_range_that_cannot_be_written_is_an_error(bad: Range) -> None:
    with pytest.raises(BadRange):
        render("abc", [bad])


def test_the_real_report_survives_escaping() -> None:
    blocks = json.loads((MATERIAL / "report_blocks.json").read_text("utf-8"))["blocks"]
    texts = [block[language] for block in blocks for language in ("fa", "en", "ru") if block.get(language)]
    assert len(texts) > 60
    for text in texts:
        multiline = "\n" in text
        assert parse(escape(text), multiline=multiline).text == text
