"""Drawing an edition's document: statements, notes, sections, languages that are missing. No database."""

from __future__ import annotations

import re

from django.utils import translation

from newsroom.public.page import read_page
from newsroom.text.document import (
    ArticleDocument,
    BlockPart,
    EntityFacts,
    MentionPart,
    NotePart,
    SpanPart,
    StatementPart,
)

WORDS = "Lavrov said the sanctions have no basis. Lavrov left."


def span(start: int, end: int, block: str = "b2") -> SpanPart:
    return SpanPart(block=block, language="en", start=start, end=end, exact=WORDS[start:end])


def document(**parts: object) -> ArticleDocument:
    blocks = (
        BlockPart("b1", "title", {"en": "A title"}),
        BlockPart("b2", "paragraph", {"en": WORDS}),
        BlockPart("b3", "heading", {"en": "Next"}),
        BlockPart("b4", "paragraph", {"en": WORDS}),
    )
    return ArticleDocument(
        article="abcdefgh",
        source_language="en",
        languages=("en",),
        genre="report",
        blocks=blocks,
        entities={"sergey22": EntityFacts("person", "Sergey Lavrov", slug="sergey-lavrov", office="Minister")},
        **parts,  # type: ignore[arg-type]
    )


def mention(number: int, start: int, block: str = "b2") -> MentionPart:
    return MentionPart(f"m{number}", "sergey22", (span(start, start + 6, block),))


def test_a_statement_is_a_span_with_an_address_and_keeps_its_mentions_inside() -> None:
    page = read_page(
        document(statements=(StatementPart("s1", "paraphrase", (span(0, 40),)),), mentions=(mention(1, 0),)), "en"
    )
    html = page.blocks[0].html
    assert re.match(r'<span id="s-s1" class="statement"><a [^>]*>Lavrov</a> said', html)


def test_only_the_first_mention_of_a_section_is_underlined() -> None:
    page = read_page(document(mentions=(mention(1, 0), mention(2, 41), mention(3, 0, "b4"))), "en")
    assert [html.count("again") for html in (page.blocks[0].html, page.blocks[2].html)] == [1, 0]


def test_the_margin_counts_every_place_of_an_entity() -> None:
    with translation.override("en"):
        page = read_page(document(mentions=(mention(1, 0), mention(2, 41), mention(3, 0, "b4"))), "en")
    (group,) = page.cast
    (lavrov,) = group.entities
    assert re.findall(r'href="#([^"]+)" aria-label="([^"]+)">(\d)<', lavrov.places) == [
        (f"m-m{number}", f"Mention {number} of Sergey Lavrov", str(number)) for number in (1, 2, 3)
    ]
    assert lavrov.office == "Minister"


def test_a_fact_check_stands_beside_its_block_and_says_what_was_found_in_its_language() -> None:
    """That the language has a finding is asked before an edition is made: `desk.readiness`."""
    found = {"fa": "یافته", "en": "They have one."}
    note = NotePart("n1", "fact_check", (span(0, 40),), public=True, finding=found, certainty="certain")
    with translation.override("en"):
        page = read_page(document(notes=(note,)), "en")
    (drawn,) = page.blocks[0].notes
    assert drawn.finding == "They have one."
    assert drawn.quote == WORDS[:40]
    assert drawn.certainty_label == "certain"
    assert page.blocks[2].notes == ()


def test_markup_of_the_source_is_drawn_and_nothing_else_of_it() -> None:
    hostile = 'Plain *words* & <script>alert(1)</script> [x](javascript:alert(1))'
    blocks = (BlockPart("b1", "title", {"en": "T"}), BlockPart("b2", "paragraph", {"en": hostile}))
    page = read_page(ArticleDocument("abcdefgh", "en", ("en",), "report", blocks), "en")
    assert "<em>words</em> &amp; &lt;script" in page.blocks[0].html
    assert "javascript" not in re.sub(r">[^<]*<", "><", page.blocks[0].html)
