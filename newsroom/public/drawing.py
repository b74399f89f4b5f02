"""Drawing the blocks of an edition: words, inline markup, entity marks, statements and the notes beside them.

A mention is a link to the entity's entry in the margin (`#e-…`), so it works without JavaScript; only the first
mention of an entity in a section is underlined, the later ones carry the class `again`. A statement is a span with
an id of its own, so that other pages can point at the sentence.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from django.utils.safestring import SafeString

from newsroom.base.drawn import drawn
from newsroom.public.drawn import DrawnBlock, DrawnNote, Embed
from newsroom.public.images import drawn_image
from newsroom.public.labels import CERTAINTIES, ENTITY_KIND
from newsroom.public.tables import TABLE, drawn_cells, gathered
from newsroom.text import calendars, markup
from newsroom.text.document import ArticleDocument, BlockPart, ImagePart
from newsroom.text.href import allowed_href, reference
from newsroom.text.marks import Mark, marks_of
from newsroom.text.mentioned import anchor_of
from newsroom.text.summary import UNSEEN, alternative_text

# Words that stand elsewhere already: they are drawn without underlining the entities that they name.
QUIET = frozenset({"title", "pull_quote"})

@dataclass(slots=True)
class Drawing:
    """The state of drawing one edition: what was already underlined in this section, where each entity stands.

    `links` are the addresses of the articles and entities that the words lead to (publishing/links.py).
    """

    document: ArticleDocument
    language: str
    links: Mapping[str, str] = field(default_factory=dict)
    seen_in_section: set[str] = field(default_factory=set)
    places: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    labels: dict[str, str] = field(default_factory=dict)

    def blocks(self) -> list[DrawnBlock]:
        """All blocks that have words in the language, in order; an image brings its words along, a table its rows."""
        annotations = self._annotations()
        drawn = []
        for block in self.document.blocks:
            if block.image:
                drawn.append(self._image(block, block.image, annotations))
            elif block.text.get(self.language) and not block.parent and block.kind not in UNSEEN:
                drawn.append(self._block(block, annotations.get(block.id, [])))
        return gathered(drawn)

    def _image(self, block: BlockPart, image: ImagePart, annotations: dict[str, list[Mark]]) -> DrawnBlock:
        captions = (one for one in self.document.blocks if one.parent == block.id and one.kind == "caption")
        caption = next((one for one in captions if one.text.get(self.language)), None)
        alt = alternative_text(self.document, block, self.language)
        return DrawnBlock(
            id=block.id,
            kind=block.kind,
            text="",
            html=SafeString(""),
            image=drawn_image(self.document, image, alt, self.language),
            caption=self._block(caption, annotations.get(caption.id, [])) if caption else None,
        )

    def _block(self, block: BlockPart, annotations: list[Mark]) -> DrawnBlock:
        if block.kind == "heading":
            self.seen_in_section.clear()
        inline = markup.parse(block.text[self.language])
        quiet = block.kind in QUIET
        marks = [*marks_of(inline.ranges), *(self._in_context(mark, quiet=quiet) for mark in annotations)]
        return DrawnBlock(
            id=block.id,
            kind=block.kind,
            text=inline.text,
            html=drawn(inline.text, self.language, marks, self._address),
            cells=drawn_cells(inline.text, self.language, marks, self._address) if block.kind == TABLE else (),
            embed=_embed(block.url),
            notes=tuple(self._notes(block.id)),
            date=calendars.parse_date(inline.text, self.language) if block.kind == "dateline" else None,
        )

    def _address(self, href: str) -> str:
        """Where a link of the text leads from this page; "" for what is not there for readers."""
        return self.links.get(href, "") if reference(href) else href

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
            for part, span in enumerate(mention.spans):
                attrs = {"href": f"#e-{mention.entity}", "data-entity": mention.entity}
                anchor = anchor_of(mention.id, part)
                marks[span.block].append(Mark(span.start, span.end, "mention", id=anchor, attrs=attrs, element="a"))
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
        attrs = {**mark.attrs, "class": f"e {kind}{again}", "title": self._label(kind)}
        return Mark(mark.start, mark.end, mark.kind, mark.id, attrs, element=mark.element)

    def _label(self, kind: str) -> str:
        """A kind of entity in words, looked up once for all the mentions of the page."""
        if kind not in self.labels:
            self.labels[kind] = str(ENTITY_KIND.get(kind, kind))
        return self.labels[kind]

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


def _embed(url: str) -> Embed | None:
    """A link out of the site; the host as the network knows it, so that no look-alike letters can pose as another."""
    if not url.startswith(("https://", "http://")) or not allowed_href(url):
        return None
    host = (urlsplit(url).hostname or "").removeprefix("www.")
    return Embed(url, host.encode("idna").decode() if not host.isascii() else host)
