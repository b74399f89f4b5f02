"""The article's page in the admin: blocks, what waits for a decision, and how far each language is."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Max, Q

from newsroom.annotation.span import Span
from newsroom.base import languages
from newsroom.content.article import Article
from newsroom.content.block import WORDLESS, Block
from newsroom.content.repair import Repair
from newsroom.desk import policy, readiness
from newsroom.desk.policy import Action
from newsroom.localization.segment import Segment, Status
from newsroom.publishing.edition import EditionKind
from newsroom.publishing.publication import Publication
from newsroom.staff.user import User

# A first edition is a first edition; a later one says what it is. Retracting comes with its own verb.
KINDS_OF_A_NEXT_EDITION = tuple(
    (kind.value, kind.label) for kind in (EditionKind.UPDATE, EditionKind.CORRECTION, EditionKind.CLARIFICATION)
)


@dataclass(frozen=True, slots=True)
class LanguageRow:
    """One language of one article: how far it is and what this person may do about it."""

    code: str
    name: str
    direction: str
    state: str
    written: int
    approved: int
    suggestions: int
    problems: tuple[str, ...]
    path: str
    again: tuple[tuple[str, Any], ...]
    may_suggest: bool
    may_confirm: bool
    may_approve: bool
    may_publish: bool


@dataclass(frozen=True, slots=True)
class Overview:
    """Everything the article's page shows beside its form."""

    languages: tuple[LanguageRow, ...]
    blocks: tuple[Block, ...]
    texts: int
    open_repairs: int
    revision: int
    may_repair: bool


def overview(article: Article, who: User) -> Overview:
    """Read the page; the number of queries grows with the languages, not with the blocks."""
    tracks = {track.language: track.get_state_display() for track in article.tracks.all()}
    paths = dict(
        Publication.objects.live().filter(article_public_id=article.public_id).values_list("language", "path")
    )
    blocks = tuple(Block.objects.of_article(article))
    return Overview(
        languages=tuple(_row(article, code, who, tracks, paths) for code in languages.codes()),
        blocks=blocks,
        texts=sum(block.kind not in WORDLESS for block in blocks),
        revision=article.revisions.aggregate(last=Max("number"))["last"] or 0,
        open_repairs=Repair.objects.open().filter(block__article=article).count(),
        may_repair=policy.may(who, Action.EDIT_SOURCE, article=article, language=article.source_language),
    )


def _row(
    article: Article, code: str, who: User, tracks: dict[str, str], paths: dict[str, str]
) -> LanguageRow:
    counts = Segment.objects.of_article(article.pk, code).aggregate(
        written=Count("pk", filter=~Q(status=Status.MISSING)),
        approved=Count("pk", filter=Q(status=Status.APPROVED)),
    )
    started = code in tracks
    return LanguageRow(
        code=code,
        name=languages.own_name(code),
        direction=languages.direction(code),
        state=str(tracks.get(code, "")),
        written=counts["written"],
        approved=counts["approved"],
        suggestions=Span.objects.of_article(article.pk, code).undecided().count(),
        problems=tuple(readiness.problems(article, code, approved=True)[:3]) if started else (),
        path=paths.get(code, ""),
        again=KINDS_OF_A_NEXT_EDITION if code in paths else (),
        may_confirm=started
        and Segment.objects.of_article(article.pk, code).outdated().exists()
        and policy.may(who, Action.TRANSLATE, article=article, language=code),
        may_suggest=started and policy.may(who, Action.SUGGEST, article=article, language=code),
        may_approve=started and policy.may(who, Action.APPROVE, article=article, language=code),
        may_publish=started and policy.may(who, Action.PUBLISH, article=article, language=code),
    )
