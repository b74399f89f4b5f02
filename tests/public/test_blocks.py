"""Pictures, tables, pulled quotations, embeds and links by id, as they are drawn. No database."""

from __future__ import annotations

from dataclasses import replace

import pytest
from django.template.loader import render_to_string
from django.utils import translation

from newsroom.public.page import Page, read_page
from newsroom.text.document import (
    ArticleDocument,
    BlockPart,
    EntityFacts,
    ImagePart,
    MentionPart,
    SpanPart,
    StatementPart,
)
from tests.public.pages import Element, Seen

FOLDER = "0123456789abcdef" * 2
PICTURE = ImagePart(
    "i1", "picture", 1500, 1000, {"en": "Us", "fa": "ما"}, "Ours", file=f"pictures/{FOLDER}/original.png",
    widths=(320, 640, 960, 1280, 1500), fallback="png", focal_x=0.31, focal_y=1.0,
)  # fmt: skip


def document(*blocks: BlockPart, language: str = "en", **parts: object) -> ArticleDocument:
    title = BlockPart("b0", "title", {language: "A title"})
    entities = {"sergey22": EntityFacts("person", "Sergey Lavrov", slug="sergey-lavrov")}
    return ArticleDocument(
        "abcdefgh", language, (language,), "report", (title, *blocks), entities=entities, **parts  # type: ignore[arg-type]
    )


def drawn(page: Page, language: str = "en") -> Seen:
    with translation.override(language):
        blocks = [render_to_string(one.template, {"block": one, "language": language}) for one in page.blocks]
    return Seen("".join(blocks))


def words(text: str, kind: str = "paragraph", number: int = 1, **more: str) -> BlockPart:
    return BlockPart(f"b{number}", kind, {"en": text}, **more)


# --- pictures ---------------------------------------------------------------------------------------------------------


def picture(language: str = "en") -> Element:
    blocks = (
        BlockPart("b1", "paragraph", {"en": "Before.", "fa": "پیش از آن."}),
        BlockPart("b2", "image", {}, image=PICTURE),
        BlockPart("b3", "alt", {"en": "Red & *blue*.", "fa": "سرخ و آبی."}, parent="b2"),
    )
    seen = drawn(read_page(document(*blocks, language=language), language), language)
    (source,), (image,) = seen.all("source"), seen.all("img")
    assert source.attrs["type"] == "image/webp"
    assert source.attrs["srcset"] == image.attrs["srcset"].replace(".png", ".webp")
    return image


def test_a_picture_is_offered_in_its_sizes_and_says_its_own_so_that_nothing_jumps() -> None:
    image = picture()
    base = f"/media/pictures/{FOLDER}"
    wanted = ", ".join(f"{base}/{width}.png {width}w" for width in PICTURE.widths)
    assert image.attrs["srcset"] == wanted
    assert (image.attrs["src"], image.attrs["width"], image.attrs["height"]) == (f"{base}/960.png", "960", "640")
    assert "original" not in wanted
    assert (image.attrs["loading"], "sizes" in image.attrs, "style" in image.attrs) == ("lazy", True, False)


def test_it_is_described_in_the_language_of_the_page() -> None:
    assert [picture(code).attrs["alt"] for code in ("en", "fa")] == ["Red & blue.", "سرخ و آبی."]


def test_readers_are_told_when_a_machine_made_it() -> None:
    made = replace(PICTURE, digital_source_type="trainedAlgorithmicMedia")
    with translation.override("en"):
        seen = drawn(read_page(document(words("Before."), BlockPart("b2", "image", {}, image=made)), "en"))
    assert "made with generative AI" in "".join(text for _language, text, _attrs in seen.texts)


def test_a_picture_before_the_text_leads_the_page_and_is_not_lazy() -> None:
    page = read_page(document(BlockPart("b2", "image", {}, image=PICTURE), words("Words.")), "en")
    assert page.picture is not None
    html = render_to_string(page.picture.template, {"block": page.picture, "language": "en", "leading": True})
    assert "loading" not in html
    assert 'fetchpriority="high"' in html


# --- tables -----------------------------------------------------------------------------------------------------------


def table(*rows: str, **parts: object) -> Seen:
    return drawn(read_page(document(*(words(row, "table", n) for n, row in enumerate(rows, 1)), **parts), "en"))


def test_rows_that_follow_each_other_are_one_table_with_a_head() -> None:
    seen = table("State | Joined", "Russia | 1991", "Georgia")
    assert len(seen.all("table")) == 1
    assert [(one.text, one.attrs["scope"]) for one in seen.all("th")] == [("State", "col"), ("Joined", "col")]
    assert [one.text for one in seen.all("td")] == ["Russia", "1991", "Georgia", ""]


def test_a_wide_table_scrolls_in_a_region_that_the_keyboard_reaches_and_that_has_a_name() -> None:
    blocks = (words("a | b", "table", 1), words("Between.", number=2), words("c | d", "table", 3))
    seen = drawn(read_page(document(*blocks), "en"))
    regions = [one.attrs for one in seen.all("div") if one.attrs.get("role") == "region"]
    assert [(one["tabindex"], one["aria-label"]) for one in regions] == [("0", "Table 1"), ("0", "Table 2")]


def test_markup_and_annotations_are_drawn_inside_their_cells() -> None:
    row = "Lavrov | *said* it"
    said = StatementPart("s1", "paraphrase", (SpanPart("b2", "en", 0, 16, "Lavrov | said it"),))
    named = MentionPart("m1", "sergey22", (SpanPart("b2", "en", 0, 6, "Lavrov"),))
    seen = table("Who | What", row, statements=(said,), mentions=(named,))
    assert [one.text for one in seen.all("td")] == ["Lavrov", "said it"]
    assert [one.text for one in seen.all("em")] == ["said"]
    assert seen.ids.count("s-s1") == 1
    assert seen.links == ["#e-sergey22"]


# --- pulled quotations, embeds, the head ------------------------------------------------------------------------------


def test_a_pulled_quotation_repeats_and_underlines_nobody() -> None:
    named = MentionPart("m1", "sergey22", (SpanPart("b1", "en", 0, 6, "Lavrov"), SpanPart("b2", "en", 0, 6, "Lavrov")))
    blocks = (words("Lavrov left.", "pull_quote"), words("Lavrov left.", number=2))
    page = read_page(document(*blocks, mentions=(named,)), "en")
    assert ["again" in block.html for block in page.blocks] == [True, False]
    assert page.words == 4  # the title's and the paragraph's
    seen = drawn(page)
    assert [one.text for one in seen.all("blockquote")] == ["Lavrov left."]


def test_an_embed_is_words_and_a_link_and_nothing_of_the_other_site() -> None:
    seen = drawn(read_page(document(words("A film.", "embed", url="https://www.example.org/film?a=1&b=2")), "en"))
    assert seen.links == ["https://www.example.org/film?a=1&b=2"]
    assert [one.text for one in seen.all("bdi")] == ["example.org"]
    assert not seen.all("iframe") + seen.all("script") + seen.all("img")


@pytest.mark.parametrize("url", ["", "ftp://example.org/", "javascript:alert(1)"])
def test_an_embed_without_an_address_of_the_web_is_words(url: str) -> None:
    seen = drawn(read_page(document(words("A film.", "embed", url=url)), "en"))
    assert (seen.links, seen.all("div")[0].text.strip()) == ([], "A film.")


def test_a_look_alike_host_is_shown_as_the_network_knows_it() -> None:
    seen = drawn(read_page(document(words("A bank.", "embed", url="https://аpple.com/")), "en"))
    assert [one.text for one in seen.all("bdi")] == ["xn--pple-43d.com"]


def test_what_stands_in_the_head_of_the_page_is_not_drawn_in_its_text() -> None:
    blocks = (words("Short", "short_title"), words("In short.", "summary", 2), words("Words.", number=3))
    assert [block.text for block in read_page(document(*blocks), "en").blocks] == ["Words."]


# --- links by id ------------------------------------------------------------------------------------------------------


def test_a_link_by_id_leads_to_the_address_of_today_and_is_words_where_there_is_none() -> None:
    text = "See [one](article:k3v9x2ab), [two](entity:ab23cd45), [three](https://example.org/)."
    links = {"article:k3v9x2ab": "/en/articles/k3v9x2ab/one/"}
    seen = drawn(read_page(document(words(text)), "en", links))
    assert seen.links == ["/en/articles/k3v9x2ab/one/", "https://example.org/"]
    assert seen.all("p")[0].text == "See one, two, three."
    assert "entity:" not in seen.html
