"""The demo's colleagues at work: what they say to each other about a report, and a draft that waits for its review.

Every step may be taken again, as in `desk/telling.py`.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any

from django.utils import timezone

from newsroom.audit.log import LogEntry
from newsroom.audit.verbs import Verb
from newsroom.content.article import Article
from newsroom.content.block import Block
from newsroom.content.original import Original
from newsroom.content.track import State
from newsroom.desk.assignments import assign
from newsroom.desk.comments import add_comment, reply, resolve
from newsroom.desk.ingest import ingest, plan_ingest
from newsroom.desk.review import submit
from newsroom.desk.staff import member
from newsroom.staff.comment import Comment


@dataclass(frozen=True, slots=True)
class Draft:
    """A short report that came in and was handed in for review; nobody has approved it yet."""

    path: Path
    language: str

    def told(self) -> bool:
        """Whether it was ever handed in; what editors did with it later is theirs."""
        article = self.article()
        if article is None:
            return False
        return LogEntry.objects.about("article", str(article.uuid)).filter(verb=Verb.SUBMIT).exists()

    def steps(self) -> Iterator[tuple[str, Any]]:
        """Each step with its name, as those of a report."""
        if not self.told():
            yield "hand in", self._hand_in

    def article(self) -> Article | None:
        original = Original.objects.of_digest(hashlib.sha256(self.path.read_bytes()).hexdigest()).first()
        return original.article if original else None

    def _hand_in(self) -> str:
        article, reporter = self.article(), member("reporter")
        if article is None:
            plan = plan_ingest(self.path.read_bytes(), language=self.language, file_name=self.path.name)
            article = ingest(plan, by=reporter)
        submit(article, language=self.language, by=reporter)
        return str(State.IN_REVIEW.label)


def talk(article: Article, blocks: Mapping[int, Block], seed: dict[str, Any]) -> str:
    """What colleagues said beside the blocks (counted from 1), and until when translations are expected.

    `seed`: `due` is language -> days from now, `threads` the threads with their replies.
    """
    for language, days in seed.get("due", {}).items():
        track = article.tracks.get(language=language)
        if track.due is None and track.assignee is not None:
            due = timezone.now() + timedelta(days=days)
            assign(article, language=language, to=track.assignee, due=due, by=member("editor"))
    said = 0
    for row in seed.get("threads", []):
        at = {"language": row["language"], "block": blocks[row["block"]].uuid}
        if not Comment.objects.threads().filter(article=article, text=row["text"], **at).exists():
            _say(article, at, row)
            said += 1
    return f"{said} threads"


def _say(article: Article, at: dict[str, Any], row: dict[str, Any]) -> None:
    first = add_comment(article, text=row["text"], by=member(row["by"]), **at)
    for answer in row["replies"]:
        reply(first, text=answer["text"], by=member(answer["by"]))
    if row["resolved_by"]:
        resolve(first, by=member(row["resolved_by"]))
