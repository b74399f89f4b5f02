"""Telling one report of the demo from its seeds, verb by verb, as the members of the staff would.

Every step may be taken again: what is there already is left alone, so an interrupted telling is taken up where it
stopped. The seeds of a report are files named after it: `<slug>.<language>.md` (the words), `<slug>.mentions.json`,
`<slug>.statements.json`, `<slug>.notes.json`, `<slug>.map.json`, `<slug>.picture.json` (it names a file of the seeds),
`<slug>.about.json`, `<slug>.talk.json`, `<slug>.correction.json`; a report
without one of the last eight has none of it.
"""

from __future__ import annotations

import hashlib
import json
import uuid
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any, TypedDict

from newsroom.annotation.span import Span
from newsroom.content.article import Article
from newsroom.content.asset import Asset, AssetKind
from newsroom.content.block import Block
from newsroom.content.original import Original
from newsroom.content.repair import Repair
from newsroom.desk.annotate import accept_suggestions, add_mention, reject_suggestions, suggest_mentions
from newsroom.desk.assignments import assign
from newsroom.desk.cards import open_pages
from newsroom.desk.colleagues import talk
from newsroom.desk.edit import edit_article, edit_texts
from newsroom.desk.errors import AlreadyInLibrary, NothingToPublish
from newsroom.desk.images import MapOf, Words, add_map, place_picture
from newsroom.desk.ingest import ingest, plan_ingest
from newsroom.desk.notes import Noted, add_notes
from newsroom.desk.pictures import Described, add_picture
from newsroom.desk.publish import publish
from newsroom.desk.repair import accept_repairs
from newsroom.desk.review import approve
from newsroom.desk.selection import Selection
from newsroom.desk.staff import member
from newsroom.desk.statements import Said, Voice, add_statements
from newsroom.desk.translate import put_translation
from newsroom.entities.entity import Entity
from newsroom.publishing.edition import Edition, EditionKind
from newsroom.text import layout, markup

Step = tuple[str, Callable[[], str]]


class Decision(TypedDict):
    """What an annotator decided about one range; `block` counts from 1, offsets are code points."""

    block: int
    language: str
    start: int
    end: int
    exact: str
    entity: str


@dataclass(frozen=True, slots=True)
class Report:
    """One report of the demo: its seeds, the file that came in, the languages it is published in, its own first."""

    seeds: Path
    slug: str
    raw: str
    languages: tuple[str, ...]

    @property
    def source(self) -> str:
        return self.languages[0]

    def told(self) -> bool:
        """Whether every edition that the seeds tell of is there."""
        article = self.article()
        if article is None:
            return False
        wanted = {(language, 1) for language in self.languages}
        if correction := self._seed("correction"):
            wanted.add((correction["language"], 2))
        there = Edition.objects.filter(article_public_id=article.public_id).values_list("language", "number")
        return wanted <= set(there)

    def steps(self) -> Iterator[Step]:
        """Each step with its name; calling it does the work and says in a few words what was done."""
        if self.told():
            return
        yield "ingest", self._ingest
        yield "repair", self._repair
        yield f"text {self.source}", partial(self._text, self.source)
        yield "map", self._map
        yield "picture", self._picture
        yield "assign", self._assign
        for language in self.languages[1:]:
            yield f"text {language}", partial(self._text, language)
        for language in self.languages:
            yield f"annotate {language}", partial(self._annotate, language)
        yield "statements", self._statements
        yield "notes", self._notes
        for language in self.languages:
            yield f"approve {language}", partial(self._approve, language)
        for language in self.languages:
            yield f"publish {language}", partial(self._publish, language)
        yield "pages", self._pages
        yield "talk", self._talk
        yield "correct", self._correct

    def article(self) -> Article | None:
        digest = hashlib.sha256((self.seeds / self.raw).read_bytes()).hexdigest()
        original = Original.objects.of_digest(digest).first()
        return original.article if original else None

    def known(self) -> Article:
        article = self.article()
        assert article is not None, "ingest comes first"
        return article

    def _ingest(self) -> str:
        article, reporter = self.article(), member("reporter")
        if article is None:
            plan = plan_ingest((self.seeds / self.raw).read_bytes(), language=self.source, file_name=self.raw)
            article = ingest(plan, by=reporter)
        about = Entity.objects.filter(public_id__in=self._seed("about").get("about", []))
        if not article.about.exists():
            described: dict[str, str] = self._seed("about").get("description", {})
            for name, value in described.items():
                setattr(article, name, value)
            edit_article(article, changed=["about", *described], about=about, by=reporter)
        return f"{article.blocks.count()} blocks"

    def _repair(self) -> str:
        waiting = Repair.objects.open().filter(block__article=self.known())
        changes = accept_repairs(self.known(), repairs=waiting, by=member("reporter"))
        return f"{len(changes)} blocks repaired"

    def _text(self, language: str) -> str:
        """The reporter's last touch to the source, or the translator's work."""
        article = self.known()
        texts = self._written(article, language)
        if language == self.source:
            changes = edit_texts(article, language=language, texts=texts, by=member("reporter"))
        else:
            texts |= self._image_words(article, language)
            changes = put_translation(article, language=language, texts=texts, by=member(f"translator-{language}"))
        return f"{len(changes)} blocks"

    def _map(self) -> str:
        """The map of the report, with its words in the source language."""
        article, seed = self.known(), self._seed("map")
        if not seed or article.blocks.filter(asset__kind=AssetKind.MAP).exists():
            return "0 maps"
        places = {place.public_id: place for place in Entity.objects.filter(public_id__in=seed["places"])}
        hub = places[seed["places"][0]]
        add_map(
            article,
            drawn=MapOf(places=list(places.values()), hub=hub, credit=seed["credit"], rights=seed["rights"]),
            after=self._blocks(article)[seed["after"]],
            words=Words(alt=seed["alt"][self.source], caption=seed["caption"][self.source]),
            by=member("reporter"),
        )
        return "1 map"

    def _picture(self) -> str:
        """The picture of the report, from the library, where it is described in every language."""
        article, seed = self.known(), self._seed("picture")
        if not seed or article.blocks.filter(asset__kind=AssetKind.PICTURE).exists():
            return "0 pictures"
        said = {name: seed[name] for name in ("name", "rights", "alt", "caption", "credit", "digital_source_type")}
        upload, reporter = (self.seeds / seed["file"]).read_bytes(), member("reporter")
        try:
            asset = add_picture(upload, said=Described(**said), by=reporter)
        except AlreadyInLibrary as known:
            asset = Asset.objects.get(pk=known.asset)
        place_picture(article, asset, after=self._blocks(article)[seed["after"]], by=reporter)
        return "1 picture"

    def _assign(self) -> str:
        """Each translation to its translator: what is not assigned to them, they may not even read."""
        article = self.known()
        for language in self.languages[1:]:
            if not article.tracks.filter(language=language, assignee__isnull=False).exists():
                assign(article, language=language, to=member(f"translator-{language}"), by=member("editor"))
        return f"{len(self.languages) - 1} translators"

    def _annotate(self, language: str) -> str:
        """Suggestions, then the annotator's decisions: accept, reject, add what was missed."""
        article, annotator = self.known(), member("annotator")
        suggest_mentions(article, language=language, by=annotator)
        wanted = self._decisions(article, language)
        waiting = list(
            Span.objects.of_article(article.pk, language).suggested().select_related("block", "mention__entity")
        )
        right = [span for span in waiting if _key(span) in wanted]
        accept_suggestions(article, spans=right, by=annotator)
        reject_suggestions(article, spans=[span for span in waiting if span not in right], by=annotator)
        there = {_key(span) for span in Span.objects.of_article(article.pk, language).select_related("mention__entity")}
        missed = [decision for key, decision in wanted.items() if key not in there]
        for block, row in missed:
            selection = Selection(block, language, row["start"], row["end"], row["exact"])
            add_mention(article, at=selection, entity=Entity.objects.get(public_id=row["entity"]), by=annotator)
        return f"{len(right)} of {len(waiting)} suggestions accepted, {len(missed)} added"

    def _statements(self) -> str:
        article = self.known()
        entities = {entity.public_id: entity for entity in Entity.objects.all()}
        said = [
            Said(
                at=self._selections(article, row["spans"]),
                voices=[Voice(entities[one["entity"]], one["capacity"]) for one in row["speakers"]],
                kind=row["kind"],
                event=entities.get(row["event"]),
                gist=row["gist"],
                identity=self._identity("statement", row["key"]),
            )
            for row in self._seed("statements")
        ]
        return f"{len(add_statements(article, said=said, by=member('annotator')))} statements"

    def _notes(self) -> str:
        article = self.known()
        noted = [
            Noted(
                at=self._selections(article, row["spans"]),
                kind=row["kind"],
                claim=row["claim"],
                finding=row["finding"],
                certainty=row["certainty"],
                sources=row["sources"],
                public=row["public"],
                identity=self._identity("note", row["key"]),
            )
            for row in self._seed("notes")
        ]
        return f"{len(add_notes(article, noted=noted, by=member('editor')))} notes"

    def _approve(self, language: str) -> str:
        return f"{approve(self.known(), language=language, by=member('editor'))} texts"

    def _publish(self, language: str) -> str:
        try:
            edition = publish(self.known(), language=language, by=member("publisher"))
        except NothingToPublish as same:
            return str(same)
        return f"edition {edition.number}, {edition.digest[:12]}"

    def _pages(self) -> str:
        """What belongs to the event of the report, but is named in none of its editions."""
        ids = self._seed("about").get("pages", [])
        written = open_pages(Entity.objects.filter(public_id__in=ids), by=member("publisher"))
        return f"{written} pages"

    def _talk(self) -> str:
        """What colleagues say to each other while a correction is on its way."""
        article = self.known()
        return talk(article, self._blocks(article), self._seed("talk"))

    def _correct(self) -> str:
        """The reporter adds what the first edition lacked, the annotator names it, and a correction is published."""
        correction = self._seed("correction")
        if not correction:
            return "0 corrections"
        article, language = self.known(), correction["language"]
        block = self._blocks(article)[correction["block"]]
        if not block.source(language).endswith(correction["append"]):
            texts = {str(block.uuid): block.source(language) + correction["append"]}
            edit_texts(article, language=language, texts=texts, by=member("reporter"))
        suggest_mentions(article, language=language, by=member("annotator"))
        fresh = Span.objects.of_article(article.pk, language).suggested().filter(block=block)
        accept_suggestions(article, spans=list(fresh), by=member("annotator"))
        approve(article, language=language, by=member("editor"))
        edition = publish(
            article, language=language, by=member("publisher"), kind=EditionKind.CORRECTION, note=correction["note"]
        )
        return f"edition {edition.number}, {edition.digest[:12]}"

    def _seed(self, name: str) -> Any:
        """The JSON seed of a name; {} when the report has none."""
        path = self.seeds / f"{self.slug}.{name}.json"
        return json.loads(path.read_text(encoding="utf-8")) if path.exists() else {}

    def _identity(self, kind: str, key: str) -> uuid.UUID:
        """The same in every installation, so that an address of a sentence is the same too."""
        return uuid.uuid5(uuid.NAMESPACE_URL, f"gozaresh:{self.slug}:{kind}:{key}")

    def _blocks(self, article: Article) -> dict[int, Block]:
        """The blocks that came in with the report, counted from 1; its map came later."""
        came_in = Block.objects.of_article(article).with_words().filter(parent=None)
        return dict(enumerate(came_in, start=1))

    def _written(self, article: Article, language: str) -> dict[str, str]:
        """Block uuid -> the text that the seeds hold for it in a language, block by block in order."""
        report = layout.read_report((self.seeds / f"{self.slug}.{language}.md").read_text(encoding="utf-8"), language)
        blocks = self._blocks(article).values()
        return {
            str(block.uuid): markup.escape(written.text)
            for block, written in zip(blocks, report.blocks, strict=True)
        }

    def _image_words(self, article: Article, language: str) -> dict[str, str]:
        """Caption and alternative text of the map and of the picture: block uuid -> text."""
        seeds = {kind: self._seed(kind.value) for kind in AssetKind}
        words = article.blocks.filter(parent__asset__isnull=False).values_list("uuid", "kind", "parent__asset__kind")
        return {str(uuid): seeds[AssetKind(asset)][kind][language] for uuid, kind, asset in words}

    def _selections(self, article: Article, spans: dict[str, list[dict[str, Any]]]) -> list[Selection]:
        """Quotations of blocks as ranges; each stands once in its block."""
        blocks = self._blocks(article)
        found = []
        for language, rows in spans.items():
            for row in rows:
                text = blocks[row["block"]].plain(language)
                start = text.index(row["exact"])
                end = start + len(row["exact"])
                found.append(Selection(blocks[row["block"]], language, start, end, row["exact"]))
        return found

    def _decisions(self, article: Article, language: str) -> dict[tuple[int, int, int, str], tuple[Block, Decision]]:
        rows: list[Decision] = self._seed("mentions") or []
        blocks = self._blocks(article)
        return {
            (blocks[row["block"]].pk, row["start"], row["end"], row["entity"]): (blocks[row["block"]], row)
            for row in rows
            if row["language"] == language
        }


def _key(span: Span) -> tuple[int, int, int, str]:
    return span.block_id, span.start, span.end, span.mention.entity.public_id if span.mention else ""
