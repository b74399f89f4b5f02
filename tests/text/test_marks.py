"""Drawing ranges as HTML: nothing lost, nothing unescaped, nothing badly nested."""

from __future__ import annotations

import json
import re
from html.parser import HTMLParser
from pathlib import Path
from time import process_time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsroom.text.marks import Mark, UndrawableMark, draw, marks_of
from newsroom.text.markup import Range

MATERIAL = Path(__file__).parent.parent / "material"
DIRECTIONS = {"fa": "rtl", "en": "ltr", "ru": "ltr"}
PIECES = [
    "پوتین",
    "می\u200cرود",
    "«CIS+»",
    " ",
    "<script>",
    "&amp;",
    '"',
    "'",
    ">",
    "e\u0301",
    "👩\u200d💻",
    "🇦🇿",
    "2024-10-08",
    ".NET",
    "гость",
    "؟",
    "،",
    "C++",
    "\u200f",
    "(",
    ")",
    "۱۷ مهر",
    "\r",
    "+98 21 8811 0011",
]
KINDS = ["link", "statement", "note", "strong", "emphasis", "mention", "suggestion"]
HREFS = ["/x", "https://a.b/?a=1&b=2", "javascript:alert(1)", "article:abcd1234", "#e", ""]


class Reader(HTMLParser):
    """Reads HTML back and complains about what a browser would have to repair."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.text = ""
        self.stack: list[str] = []
        self.ids: list[str] = []
        self.hrefs: list[str] = []
        self.feed(html)
        self.close()
        assert not self.stack

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert tag in {"a", "span", "strong", "em", "mark", "bdi"}
        assert not (tag == "a" and "a" in self.stack)
        names = [name for name, _ in attrs]
        assert len(names) == len(set(names))
        self.stack.append(tag)
        values = dict(attrs)
        self.ids += [value for value in [values.get("id")] if value]
        if tag == "a":
            self.hrefs.append(values["href"] or "")

    def handle_endtag(self, tag: str) -> None:
        assert self.stack.pop() == tag

    def handle_data(self, data: str) -> None:
        self.text += data


@st.composite
def documents(draw_: st.DrawFn) -> tuple[str, list[Mark]]:
    text = draw_(st.lists(st.sampled_from(PIECES), max_size=10).map("".join))
    marks = []
    for number in range(draw_(st.integers(0, 6))):
        start, end = draw_(st.integers(-2, len(text) + 2)), draw_(st.integers(-2, len(text) + 2))
        kind = draw_(st.sampled_from(KINDS))
        element = draw_(st.sampled_from(["", "a"])) if kind == "mention" else ""
        attrs = {"href": draw_(st.sampled_from(HREFS))} if kind == "link" or element else {}
        marks.append(Mark(start, end, kind, f"m{number}", {"title": text[:9], **attrs}, element=element))
    return text, marks


@given(documents(), st.sampled_from(["rtl", "ltr"]))
def test_any_document_is_well_nested_and_keeps_its_text(
    document: tuple[str, list[Mark]], direction: str
) -> None:
    text, marks = document
    html = draw(text, marks, direction=direction)
    read = Reader(html)
    assert read.text == text
    assert len(read.ids) == len(set(read.ids))
    assert set(read.ids) == {m.id for m in marks if max(m.start, 0) < min(m.end, len(text))}
    assert all(re.match(r"/|https?:|#", href) for href in read.hrefs)
    assert not re.search(
        r'[<>"]|&(?!amp;|lt;|gt;|quot;|#13;)', re.sub(r'<[^<>"]*(?:"[^"<>]*"[^<>"]*)*>', "", html)
    )


@given(documents(), st.sampled_from(["rtl", "ltr"]))
def test_a_part_carries_the_id_of_its_mark(document: tuple[str, list[Mark]], direction: str) -> None:
    text, marks = document
    html = draw(text, marks, direction=direction)
    for name, part in re.findall(r'data-ann="(\w+)" data-part="(\d+)"', html):
        assert html.index(f'id="{name}"') < html.index(f'data-ann="{name}"')
        assert int(part) >= 2


def test_a_mention_on_a_public_page_is_a_link() -> None:
    mark = Mark(
        0, 5, "mention", "m1", {"class": "e person", "href": "#e-ab12", "data-entity": "ab12"}, element="a"
    )
    assert draw("پوتین گفت", [mark], direction="rtl") == (
        '<a id="m1" class="e person" href="#e-ab12" data-entity="ab12">پوتین</a> گفت'
    )


def test_a_mention_in_a_link_is_no_second_link() -> None:
    marks = [
        Mark(0, 9, "link", attrs={"href": "/x"}),
        Mark(0, 5, "mention", "m", {"href": "#e"}, element="a"),
    ]
    assert draw("Putin say", marks, direction="ltr") == '<a href="/x"><span id="m">Putin</span> say</a>'


def test_a_link_inside_a_long_mention_stays_a_link() -> None:
    marks = [
        Mark(0, 6, "mention", "m", {"href": "#e"}, element="a"),
        Mark(2, 4, "link", attrs={"href": "/x"}),
    ]
    assert draw("abcdef", marks, direction="ltr") == (
        '<a id="m" href="#e">ab</a><a href="/x"><span data-ann="m" data-part="2">cd</span></a>'
        '<a data-ann="m" data-part="3" href="#e">ef</a>'
    )


def test_a_statement_around_a_link_is_not_torn() -> None:
    marks = [Mark(2, 4, "link", attrs={"href": "/x"}), Mark(0, 6, "statement", "s")]
    assert draw("abcdef", marks, direction="ltr") == (
        '<span id="s" class="statement">ab<a href="/x">cd</a>ef</span>'
    )


def test_a_link_that_is_crossed_stays_whole() -> None:
    marks = [Mark(0, 4, "strong"), Mark(2, 6, "link", attrs={"href": "/x"})]
    assert (
        draw("abcdef", marks, direction="ltr") == '<strong>ab</strong><a href="/x"><strong>cd</strong>ef</a>'
    )


def test_crossing_marks_are_reopened_with_their_part() -> None:
    marks = [
        Mark(0, 4, "statement", "s", {"aria-describedby": "d"}),
        Mark(2, 6, "note", "n", {"aria-describedby": "d"}),
    ]
    assert draw("abcdef", marks, direction="ltr") == (
        '<span id="s" class="statement" aria-describedby="d">ab'
        '<span id="n" class="note" aria-describedby="d">cd</span></span>'
        '<span data-ann="n" data-part="2" class="note">ef</span>'
    )


def test_equal_ranges_nest_by_rank() -> None:
    marks = [Mark(0, 1, kind) for kind in ("mention", "emphasis", "strong", "statement")]
    assert draw("x", marks, direction="ltr") == (
        '<span class="statement"><strong><em><mark>x</mark></em></strong></span>'
    )
    assert draw("x", [Mark(0, 1, "strong"), Mark(0, 1, "emphasis", rank=0)], direction="ltr") == (
        "<em><strong>x</strong></em>"
    )


def test_a_cut_never_tears_a_letter_from_its_vowel_or_an_emoji() -> None:
    assert draw("کِ", [Mark(0, 1, "strong")], direction="rtl") == "<strong>کِ</strong>"
    assert draw("👩\u200d💻!", [Mark(0, 1, "emphasis")], direction="ltr") == "<em>👩\u200d💻</em>!"


def test_an_internal_address_is_drawn_only_when_it_is_known() -> None:
    marks = marks_of([Range(0, 1, "link", "article:abcd1234")])
    assert (
        draw("x", marks, direction="ltr", href={"article:abcd1234": "/fa/a/"}.__getitem__)
        == '<a href="/fa/a/">x</a>'
    )
    assert draw("x", marks, direction="ltr", href=lambda _: "") == "<span>x</span>"
    assert draw("x", marks, direction="ltr") == "<span>x</span>"


@pytest.mark.parametrize(
    "mark",
    [
        Mark(0, 1, "blink"),
        Mark(0, 1, "note", element="script"),
        Mark(0, 1, "note", attrs={"onclick": "x"}),
        Mark(0, 1, "note", attrs={"style": "x"}),
        Mark(0, 1, "note", attrs={"id": "x"}),
        Mark(0, 1, "note", id="a b"),
        Mark(0, 1, "note", attrs={"class x": "1"}),
        Mark(0, 1, "note", attrs={"data-part": "7"}),
    ],
)
def test_what_is_not_in_the_tables_is_refused(mark: Mark) -> None:
    with pytest.raises(UndrawableMark):
        draw("abc", [mark], direction="ltr")


@pytest.mark.parametrize(
    ("text", "isolated"),
    [
        ("قالب «CIS+» است", ["CIS+"]),
        ("قالب CIS+، و", ["CIS+"]),
        ("با C++ و C# و .NET نوشتند", ["C++", "C#", ".NET"]),
        ("در 2024-10-08 و ۲۰۲۴-۱۰-۰۸ بود", ["2024-10-08", "۲۰۲۴-۱۰-۰۸"]),
        ("تلفن +98 21 8811 0011 است", ["+98 21 8811 0011"]),
        ("نشانی https://a.ir/b/ و @user و #CIS", ["https://a.ir/b/", "@user", "#CIS"]),
        ("دمای -۵ و $5 و 2-1", ["-۵", "$5"]),
        ("در U.S. و در NATO.", ["U.S."]),
        ("در CIS ۸ کشور", ["CIS"]),
        ("فهرست CIS+, SCO+ است", ["CIS+", "SCO+"]),
        ("در Visual C++ 14 بود", []),
        ("شرکت Deutsche Bank AG و НАТО", []),
        ("ضد-NATO و ناتو/NATO", []),
        ("سال ۱۴۰۳/۷/۱۷ و ۵۰٪", []),
    ],
)
def test_what_a_persian_line_would_reorder_is_isolated(text: str, isolated: list[str]) -> None:
    html = draw(text, [], direction="rtl")
    assert re.findall(r"<bdi[^>]*>(.*?)</bdi>", html) == isolated
    assert Reader(html).text == text


@pytest.mark.parametrize(
    ("text", "isolated"),
    [
        ("He said سلام 5 times", ["سلام"]),
        ("On ۱۷ مهر ۱۴۰۳ he left", ["۱۷ مهر ۱۴۰۳"]),
        ("слово «سلام دنیا» и", ["سلام دنیا"]),
        ("a گفت: «سلام» b", ["گفت: «سلام»"]),
        ("a «سلام» دنیا b", ["«سلام» دنیا"]),
        ("a (سلام b", ["سلام"]),
        ("CIS+ on 2024-10-08", []),
    ],
)
def test_persian_in_a_latin_line_is_isolated(text: str, isolated: list[str]) -> None:
    assert re.findall(r"<bdi>(.*?)</bdi>", draw(text, [], direction="ltr")) == isolated


def test_a_number_without_letters_gets_its_direction_said() -> None:
    assert draw("در 2024-10-08", [], direction="rtl") == 'در <bdi dir="ltr">2024-10-08</bdi>'


def test_a_name_in_the_other_direction_is_isolated_inside_its_mark() -> None:
    mark = Mark(3, 8, "mention", "m")
    assert draw("او Putin را", [mark], direction="rtl") == 'او <mark id="m"><bdi>Putin</bdi></mark> را'


def test_a_name_that_is_part_of_an_isolate_is_marked_inside_it() -> None:
    assert (
        draw("طرح CIS+", [Mark(4, 7, "mention", "m")], direction="rtl")
        == 'طرح <bdi><mark id="m">CIS</mark>+</bdi>'
    )


def test_an_isolate_that_a_mark_would_cut_is_left_out() -> None:
    marks = [Mark(0, 6, "strong"), Mark(4, 8, "mention", "m")]
    assert "bdi" not in draw("طرح CIS+", marks, direction="rtl")


def test_the_real_report_with_all_its_mentions() -> None:
    report = json.loads((MATERIAL / "report_blocks.json").read_text("utf-8"))
    drawn = 0
    for block in report["blocks"]:
        for language, direction in DIRECTIONS.items():
            text = block.get(language) or ""
            marks = [
                Mark(m["start"], m["end"], "mention", f"m{n}", {"href": f"#e-{n}", "class": "e"}, element="a")
                for n, m in enumerate(report["mentions"])
                if (m["lang"], m["block"]) == (language, block["id"])
            ]
            read = Reader(draw(text, marks, direction=direction))
            assert read.text == text
            assert len(read.ids) == len(marks)
            drawn += len(marks)
    assert drawn > 300


def test_a_long_hostile_block_is_drawn_in_time() -> None:
    started = process_time()
    for text in ("a+ 2024-10-08 ", "A. ", "@@@ -", "س a ", "۱ ", "(س ", "00 ", "$1-"):
        for direction in ("rtl", "ltr"):
            draw(text * (40_000 // len(text)), [], direction=direction)
    assert process_time() - started < 6
