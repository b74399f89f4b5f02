"""What is read out of a document for lists and heads."""

from __future__ import annotations

from newsroom.text.document import ArticleDocument, BlockPart, ImagePart
from newsroom.text.summary import LeadingPicture, references, summary_of

PICTURE = ImagePart("i1", "picture", 1600, 900, {"en": "Us"}, "Ours", file="pictures/aa/original.jpg",
                    widths=(320, 640), fallback="jpg", focal_x=0.2)  # fmt: skip
MAP = ImagePart("i2", "map", 10, 6, {}, "")


def document(*blocks: BlockPart) -> ArticleDocument:
    return ArticleDocument("abcdefgh", "en", ("en",), "report", (BlockPart("b1", "title", {"en": "T"}), *blocks))


def test_the_head_of_an_article_is_read_as_plain_words() -> None:
    short = BlockPart("b2", "short_title", {"en": "*Short*"})
    found = summary_of(document(short, BlockPart("b3", "summary", {"en": "In **short**."})), "en")
    assert (found.short_title, found.summary, found.picture, found.links) == ("Short", "In short.", "", "")


def test_the_leading_picture_is_the_first_that_is_a_file_with_its_words_in_the_language() -> None:
    found = summary_of(
        document(
            BlockPart("b2", "image", {}, image=MAP),
            BlockPart("b3", "image", {}, image=PICTURE),
            BlockPart("b4", "alt", {"en": "*Red*.", "fa": "سرخ."}, parent="b3"),
        ),
        "en",
    )
    picture = LeadingPicture.from_json(found.picture)
    assert picture == LeadingPicture("pictures/aa/original.jpg", 1600, 900, (320, 640), "jpg", 0.2, 0.5, "Red.")
    assert LeadingPicture.from_json(picture.to_json()) == picture


def test_links_by_id_are_listed_once_and_others_are_not() -> None:
    text = "[a](article:k3v9x2ab) [b](entity:ab23cd45) [c](https://example.org/) [a](article:k3v9x2ab)"
    found = document(BlockPart("b2", "paragraph", {"en": text, "fa": "[x](entity:zzzzzzzz)"}))
    assert references(found, "en") == {"article:k3v9x2ab", "entity:ab23cd45"}
    assert summary_of(found, "en").links == "article:k3v9x2ab entity:ab23cd45"
