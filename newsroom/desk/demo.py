"""The demo story, told through the verbs: a raw wire report becomes three published editions.

Told once per installation: when the report is published in every language, telling it again changes nothing, and
editors' later work is left alone. A telling that was interrupted is taken up where it stopped.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TypedDict

from newsroom.annotation.span import Span
from newsroom.base import languages
from newsroom.content.article import Article
from newsroom.content.block import Block
from newsroom.content.original import Original
from newsroom.content.repair import Repair
from newsroom.desk.annotate import Selection, accept_suggestions, add_mention, reject_suggestions, suggest_mentions
from newsroom.desk.edit import edit_article, edit_texts
from newsroom.desk.errors import NothingToPublish
from newsroom.desk.fixtures import load_fixture
from newsroom.desk.ingest import ingest, plan_ingest
from newsroom.desk.publish import publish
from newsroom.desk.repair import accept_repairs
from newsroom.desk.review import approve
from newsroom.desk.staff import member, save_user, set_rights
from newsroom.desk.translate import put_translation
from newsroom.entities.entity import Entity
from newsroom.publishing.publication import Publication
from newsroom.staff.roles import Role
from newsroom.staff.user import User
from newsroom.text import layout, markup

SLUG = "cis-summit-2024"
SUMMIT = "نشست سران کشورهای مستقل مشترک‌المنافع در مسکو (۲۰۲۴)"
COMMAND_LINE = "command-line"


@dataclass(frozen=True, slots=True)
class Person:
    """One member of the demo's staff."""

    username: str
    first_name: str
    last_name: str
    role: str
    interface: str
    writes: tuple[str, ...] = ()


STAFF = (
    Person("reporter", "Sara", "Karimi", Role.REPORTER, "fa", ("fa",)),
    Person("translator-en", "Daniel", "Hughes", Role.TRANSLATOR, "en", ("en",)),
    Person("translator-ru", "Anna", "Belova", Role.TRANSLATOR, "ru", ("ru",)),
    Person("annotator", "Navid", "Rostami", Role.ANNOTATOR, "fa"),
    Person("editor", "Leila", "Ahmadi", Role.EDITOR, "fa"),
    Person("publisher", "Omid", "Sharifi", Role.PUBLISHER, "fa"),
    Person("administrator", "Maria", "Weber", Role.ADMINISTRATOR, "en"),
)


class Decision(TypedDict):
    """What an annotator decided about one range; `block` counts from 1, offsets are code points."""

    block: int
    language: str
    start: int
    end: int
    exact: str
    entity: str


Step = tuple[str, Callable[[], str]]


@dataclass(frozen=True, slots=True)
class Story:
    """The demo's material: folders of seeds and fixtures, and a password per member of staff."""

    seeds: Path
    fixtures: Path
    passwords: Mapping[str, str]

    def told(self) -> bool:
        """Whether the report is published in every language already."""
        article = self._article()
        if article is None:
            return False
        live = Publication.objects.live().filter(article_public_id=article.public_id)
        return live.count() == len(languages.codes())

    def steps(self) -> Iterator[Step]:
        """Each step with its name; calling it does the work and says in a few words what was done."""
        yield "staff", self._staff
        yield "entities", self._entities
        yield "ingest", self._ingest
        yield "repair", self._repair
        for language in languages.codes():
            yield f"text {language}", partial(self._text, language)
        for language in languages.codes():
            yield f"annotate {language}", partial(self._annotate, language)
        for language in languages.codes():
            yield f"approve {language}", partial(self._approve, language)
        for language in languages.codes():
            yield f"publish {language}", partial(self._publish, language)

    def _staff(self) -> str:
        known = set(User.objects.values_list("username", flat=True))
        boss = member(COMMAND_LINE)
        fresh = [person for person in STAFF if person.username not in known]
        for person in fresh:
            user = User(
                username=person.username,
                first_name=person.first_name,
                last_name=person.last_name,
                interface_language=person.interface,
                is_staff=True,
            )
            user.set_password(self.passwords[person.username])
            save_user(user, changed=[], by=boss)
            set_rights(user, roles=[person.role], writes=person.writes, by=boss)
        return f"{len(fresh)} people"

    def _entities(self) -> str:
        load_fixture(self.fixtures / "entities.json", by=member(COMMAND_LINE))
        return f"{Entity.objects.count()} entities"

    def _ingest(self) -> str:
        article = self._article()
        if article is None:
            path = self._raw()
            plan = plan_ingest(path.read_bytes(), language="fa", file_name=path.name)
            article = ingest(plan, by=member("reporter"))
        summit = Entity.objects.filter(**{languages.column("name", "fa"): SUMMIT})
        if not article.about.exists():
            edit_article(article, changed=["about"], about=summit, by=member("reporter"))
        return f"{article.blocks.count()} blocks"

    def _repair(self) -> str:
        waiting = Repair.objects.open().filter(block__article=self._known())
        changes = accept_repairs(self._known(), repairs=waiting, by=member("reporter"))
        return f"{len(changes)} blocks repaired"

    def _text(self, language: str) -> str:
        """The reporter's last touch to the source, or the translator's work."""
        article = self._known()
        texts = self._written(article, language)
        if language == article.source_language:
            changes = edit_texts(article, language=language, texts=texts, by=member("reporter"))
        else:
            changes = put_translation(article, language=language, texts=texts, by=member(f"translator-{language}"))
        return f"{len(changes)} blocks"

    def _annotate(self, language: str) -> str:
        """Suggestions, then the annotator's decisions: accept, reject, add what was missed."""
        article, annotator = self._known(), member("annotator")
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

    def _approve(self, language: str) -> str:
        return f"{approve(self._known(), language=language, by=member('editor'))} texts"

    def _publish(self, language: str) -> str:
        try:
            edition = publish(self._known(), language=language, by=member("publisher"))
        except NothingToPublish as same:
            return str(same)
        return f"edition {edition.number}, {edition.digest[:12]}"

    def _raw(self) -> Path:
        return self.seeds / f"{SLUG}.fa.txt"

    def _article(self) -> Article | None:
        digest = hashlib.sha256(self._raw().read_bytes()).hexdigest()
        original = Original.objects.of_digest(digest).first()
        return original.article if original else None

    def _known(self) -> Article:
        article = self._article()
        assert article is not None, "ingest comes first"
        return article

    def _written(self, article: Article, language: str) -> dict[str, str]:
        """Block uuid -> the text that the seeds hold for it in a language, block by block in order."""
        report = layout.read_report((self.seeds / f"{SLUG}.{language}.md").read_text(encoding="utf-8"), language)
        blocks = Block.objects.of_article(article)
        return {
            str(block.uuid): markup.escape(written.text)
            for block, written in zip(blocks, report.blocks, strict=True)
        }

    def _decisions(self, article: Article, language: str) -> dict[tuple[int, int, int, str], tuple[Block, Decision]]:
        rows: list[Decision] = json.loads((self.seeds / f"{SLUG}.mentions.json").read_text(encoding="utf-8"))
        blocks = dict(enumerate(Block.objects.of_article(article), start=1))
        return {
            (blocks[row["block"]].pk, row["start"], row["end"], row["entity"]): (blocks[row["block"]], row)
            for row in rows
            if row["language"] == language
        }


def _key(span: Span) -> tuple[int, int, int, str]:
    return span.block_id, span.start, span.end, span.mention.entity.public_id if span.mention else ""
