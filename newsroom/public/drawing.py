"""Drawing the blocks of an edition: words, inline markup, entity marks, statements and the notes beside them.

A mention is a link to the entity's entry in the margin (`#e-…`), so it works without JavaScript; only the first
mention of an entity in a section is underlined, the later ones carry the class `again`. A statement is a span with
an id of its own, so that other pages can point at the sentence.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from django.utils.safestring import SafeString

from newsroom.base.drawn import drawn
from newsroom.public.images import DrawnImage, drawn_image
from newsroom.public.labels import CERTAINTIES, ENTITY_KIND
from newsroom.text import calendars, markup
from newsroom.text.document import ArticleDocument, BlockPart, ImagePart
from newsroom.text.marks import Mark, marks_of

TEMPLATES = {
    "paragraph": "public/blocks/paragraph.html",
    "heading": "public/blocks/heading.html",
    "quotation": "public/blocks/quotation.html",
    "list_item": "public/blocks/list_item.html",
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
class DrawnBlock:
    """One block as its template needs it; `html` is safe."""

    id: str
    kind: str
    text: str
    html: SafeString
    notes: tuple[DrawnNote, ...] = ()
    date: dt.date | None = None
    image: DrawnImage | None = None
    caption: DrawnBlock | None = None

    @property
    def anchor(self) -> str:
        return f"b-{self.id}"

    @property
    def template(self) -> str:
        return TEMPLATES.get(self.kind, TEMPLATES["paragraph"])


@dataclass(slots=True)
class Drawing:
    """The state of drawing one edition: what was already underlined in this section, where each entity stands."""

    document: ArticleDocument
    language: str
    seen_in_section: set[str] = field(default_factory=set)
    places: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))

    def blocks(self) -> list[DrawnBlock]:
        """All blocks that have words in the language, in order; an image brings its own words along."""
        annotations = self._annotations()
        drawn = []
        for block in self.document.blocks:
            if block.image:
                drawn.append(self._image(block, block.image, annotations))
            elif block.text.get(self.language) and not block.parent:
                drawn.append(self._block(block, annotations.get(block.id, [])))
        return drawn

    def _image(self, block: BlockPart, image: ImagePart, annotations: dict[str, list[Mark]]) -> DrawnBlock:
        words = {
            child.kind: child
            for child in self.document.blocks
            if child.parent == block.id and child.text.get(self.language)
        }
        caption = words.get("caption")
        return DrawnBlock(
            id=block.id,
            kind=block.kind,
            text="",
            html=SafeString(""),
            image=drawn_image(self.document, image, self._plain(words.get("alt")), self.language),
            caption=self._block(caption, annotations.get(caption.id, [])) if caption else None,
        )

    def _plain(self, block: BlockPart | None) -> str:
        return markup.parse(block.text[self.language]).text if block else ""

    def _block(self, block: BlockPart, annotations: list[Mark]) -> DrawnBlock:
        if block.kind == "heading":
            self.seen_in_section.clear()
        inline = markup.parse(block.text[self.language])
        quiet = block.kind == "title"
        marks = [*marks_of(inline.ranges), *(self._in_context(mark, quiet=quiet) for mark in annotations)]
        return DrawnBlock(
            id=block.id,
            kind=block.kind,
            text=inline.text,
            html=drawn(inline.text, self.language, marks),
            notes=tuple(self._notes(block.id)),
            date=calendars.parse_date(inline.text, self.language) if block.kind == "dateline" else None,
        )

    def _annotations(self) -> dict[str, list[Mark]]:
        """Marks per block, in reading order: statements, doubtful claims, mentions."""
        marks: dict[str, list[Mark]] = defaultdict(list)
        for statement in self.document.statements:
            for part, span in enumerate(statement.spans):
                anchor = f"s-{statement.id}" + (f"-{part}" if part else "")
                marks[span.block].append(Mark(span.start, span.end, "statement", id=anchor))
        for note in self.document.notes:
            for part, span in enumerate(note.spans):
                anchor = f"c-{note.id}" + (f"-{part}" if part else "")
                marks[span.block].append(Mark(span.start, span.end, "note", id=anchor, attrs={"class": "checked"}))
        for mention in self.document.mentions:
            for span in mention.spans:
                attrs = {"href": f"#e-{mention.entity}", "data-entity": mention.entity}
                link = Mark(span.start, span.end, "mention", id=f"m-{mention.id}", attrs=attrs, element="a")
                marks[span.block].append(link)
        for rows in marks.values():
            rows.sort(key=lambda mark: (mark.start, -mark.end))
        return marks

    def _in_context(self, mark: Mark, *, quiet: bool) -> Mark:
        """A mention with its class: its kind, and `again` when it is not to be underlined: in the title, and later in
        a section that underlined the entity before."""
        if mark.kind != "mention":
            return mark
        entity = mark.attrs["data-entity"]
        kind = self.document.entities[entity].kind
        again = " again" if quiet or entity in self.seen_in_section else ""
        if not quiet:
            self.seen_in_section.add(entity)
        self.places[entity].append(mark.id)
        attrs = {**mark.attrs, "class": f"e {kind}{again}", "title": str(ENTITY_KIND.get(kind, kind))}
        return replace(mark, attrs=attrs)

    def _notes(self, block_id: str) -> Iterator[DrawnNote]:
        for note in self.document.notes:
            if note.spans[0].block == block_id:
                yield DrawnNote(
                    id=note.id,
                    quote=" … ".join(span.exact for span in note.spans),
                    claim=note.claim.get(self.language, ""),
                    finding=note.finding[self.language],
                    certainty_label=str(CERTAINTIES.get(note.certainty, note.certainty)),
                    sources=note.sources,
                )
