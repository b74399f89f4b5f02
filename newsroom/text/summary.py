"""What lists and heads say of an edition without reading its body: short title, summary, leading picture, links.

Written beside the edition when it is published, from the document that is frozen with it.
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass

from newsroom.text import markup
from newsroom.text.document import ArticleDocument, BlockPart, ImagePart, canonical
from newsroom.text.href import reference

UNSEEN = frozenset({"short_title", "summary"})  # kinds of blocks that stand in the head of a page, not in its text


@dataclass(frozen=True, slots=True)
class LeadingPicture:
    """A picture with what a card needs of it; see ImagePart."""

    file: str
    width: int
    height: int
    widths: tuple[int, ...]
    fallback: str
    focal_x: float
    focal_y: float
    alt: str

    def to_json(self) -> str:
        return canonical(asdict(self))

    @classmethod
    def from_json(cls, text: str) -> LeadingPicture:
        data = json.loads(text)
        return cls(**data | {"widths": tuple(data["widths"])})


@dataclass(frozen=True, slots=True)
class Summary:
    """Plain texts; `picture` is JSON or "", `links` the references of the text, one after another."""

    short_title: str
    summary: str
    picture: str
    links: str


def summary_of(document: ArticleDocument, language: str) -> Summary:
    """The summary of an edition's document."""
    found = leading_picture(document, language)
    return Summary(
        short_title=_plain(document, "short_title", language),
        summary=_plain(document, "summary", language),
        picture=found.to_json() if found else "",
        links=" ".join(sorted(references(document, language))),
    )


def leading_picture(document: ArticleDocument, language: str) -> LeadingPicture | None:
    """The first picture of an article that is a file, with its alternative text."""
    for block in document.blocks:
        if block.image is not None and block.image.widths:
            return _leading(block.image, alternative_text(document, block, language))
    return None


def alternative_text(document: ArticleDocument, image: BlockPart, language: str) -> str:
    """What an image block shows, in words; "" where nobody has said it."""
    words = (one.text.get(language, "") for one in document.blocks if one.parent == image.id and one.kind == "alt")
    return markup.parse(next(words, "")).text


def references(document: ArticleDocument, language: str) -> set[str]:
    """The articles and entities of this site that the words lead to: "article:…", "entity:…"."""
    texts = (block.text.get(language, "") for block in document.blocks)
    marked = (markup.parse(text).ranges for text in texts if "](" in text)
    return {one.href for ranges in marked for one in ranges if reference(one.href)}


def _plain(document: ArticleDocument, kind: str, language: str) -> str:
    return markup.parse(document.words(kind, language)).text


def _leading(image: ImagePart, alt: str) -> LeadingPicture:
    return LeadingPicture(
        file=image.file,
        width=image.width,
        height=image.height,
        widths=image.widths,
        fallback=image.fallback,
        focal_x=image.focal_x,
        focal_y=image.focal_y,
        alt=alt,
    )
