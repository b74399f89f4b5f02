"""What drawing an edition gives to the templates: blocks and the notes beside them."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.utils.safestring import SafeString

from newsroom.public.images import DrawnImage

TEMPLATES = {
    "paragraph": "public/blocks/paragraph.html",
    "heading": "public/blocks/heading.html",
    "quotation": "public/blocks/quotation.html",
    "pull_quote": "public/blocks/pull_quote.html",
    "list_item": "public/blocks/list_item.html",
    "table": "public/blocks/table.html",
    "embed": "public/blocks/embed.html",
    "caption": "public/blocks/caption.html",
    "dateline": "public/blocks/dateline.html",
    "image": "public/blocks/image.html",
}


@dataclass(frozen=True, slots=True)
class DrawnNote:
    """A public fact check beside its sentence."""

    id: str
    quote: str
    claim: str
    finding: str
    certainty_label: str
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Embed:
    """Something on another site: where it is, and the name of that site."""

    url: str
    host: str


@dataclass(frozen=True, slots=True)
class DrawnBlock:
    """One block as its template needs it; `html` is safe. A table has `rows`, and a row `cells`."""

    id: str
    kind: str
    text: str
    html: SafeString
    notes: tuple[DrawnNote, ...] = ()
    date: dt.date | None = None
    image: DrawnImage | None = None
    caption: DrawnBlock | None = None
    embed: Embed | None = None
    cells: tuple[SafeString, ...] = ()
    rows: tuple[DrawnBlock, ...] = ()
    number: int = 0

    @property
    def anchor(self) -> str:
        return f"b-{self.id}"

    @property
    def template(self) -> str:
        return TEMPLATES.get(self.kind, TEMPLATES["paragraph"])
