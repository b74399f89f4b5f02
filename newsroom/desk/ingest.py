"""Ingest: bytes that arrived become an article with blocks; the original is kept byte for byte.

`plan_ingest` reads and shows, `ingest` writes. How a report is laid out (header, title fused to its lead, caption, date
lines, headings) is read by `text.layout`; what the bytes mean by `text.decode`; lost ZWNJ by `text.zwnj`.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field

from django.conf import settings
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from newsroom.audit.verbs import Verb
from newsroom.base import languages, rows
from newsroom.base.refusals import explain
from newsroom.content.article import Article, Genre
from newsroom.content.block import LONGEST_BLOCK, Block, BlockKind, digest
from newsroom.content.credit import Credit, CreditRole
from newsroom.content.original import Original
from newsroom.content.repair import Repair
from newsroom.content.track import Track
from newsroom.desk import policy, record
from newsroom.desk.errors import AlreadyIngested, NotAReport
from newsroom.desk.policy import Action
from newsroom.entities.entity import Entity
from newsroom.entities.name import Name
from newsroom.localization.contribution import Contribution
from newsroom.localization.segment import Segment, Status
from newsroom.staff.user import User
from newsroom.text import decode, gate, layout, markup, zwnj
from newsroom.text.fold import fold_key
from newsroom.text.sortkey import sort_key


@dataclass(frozen=True, slots=True)
class PlannedBlock:
    """A block as it will be written, with the repairs that will be offered for it."""

    kind: str
    text: str
    repairs: tuple[zwnj.Repair, ...] = ()

    @property
    def label(self) -> str:
        """Its kind in the language of the editor."""
        return str(BlockKind(self.kind).label)


@dataclass(frozen=True, slots=True)
class IngestPlan:
    """What ingesting these bytes will do; shown to the editor before anything is written."""

    content: bytes = field(repr=False)
    encoding: str
    file_name: str
    sha256: str
    report: layout.RawReport
    blocks: tuple[PlannedBlock, ...]

    @property
    def language(self) -> str:
        return self.report.language

    @property
    def repair_count(self) -> int:
        return sum(len(block.repairs) for block in self.blocks)


def plan_ingest(data: bytes, *, language: str | None = None, file_name: str = "") -> IngestPlan:
    """Read the bytes of a report; writes nothing.

    `language` None: guessed from the script. Raises NotAReport, whose text names the byte offset, the offending
    character or the limit.
    """
    try:
        decoded = decode.decode(data, limit=settings.REPORT_MAX_BYTES)
        report = layout.read_report(decoded.text, languages.check(language) if language else None)
        languages.check(report.language)
        file_name = gate.clean(file_name, field=_("file name"))
        texts = [_gated(block) for block in report.blocks]
    except ValueError as error:  # Undecodable, Refused and UnknownLanguage are ValueErrors with readable texts
        raise NotAReport(explain(error)) from error
    if not report.blocks:
        raise NotAReport(_("No text was found in the file."))
    glossary = _names_with_zwnj(report.language)
    return IngestPlan(
        content=data,
        encoding=decoded.encoding,
        file_name=file_name,
        sha256=hashlib.sha256(data).hexdigest(),
        report=report,
        blocks=tuple(
            PlannedBlock(block.kind, text, tuple(_repairs(text, report.language, glossary)))
            for block, text in zip(report.blocks, texts, strict=True)
        ),
    )


@transaction.atomic
def ingest(plan: IngestPlan, *, by: User, again: bool = False) -> Article:
    """Write what `plan` shows: article, original, blocks, open repairs, first revision.

    The same bytes twice are refused unless `again`. Raises NotAllowed, AlreadyIngested.
    """
    policy.check(by, Action.INGEST)
    earlier = list(Original.objects.of_digest(plan.sha256))
    if earlier and not again:
        raise AlreadyIngested(earlier[0].article.public_id, earlier[0].file_name)
    article = _article(plan, by)
    _keep_original(article, plan, copy=len(earlier) + 1)
    title = next((block.text for block in plan.blocks if block.kind == BlockKind.TITLE), "")
    Track.objects.create(article=article, language=plan.language, sort_key=sort_key(title, plan.language)[:400])
    _write_blocks(article, plan, by)
    if plan.report.credit:
        Credit.objects.create(article=article, role=CreditRole.PHOTOGRAPHER, name=plan.report.credit)
    record.revise(article, by=by, summary="ingest")
    brought = f"{len(plan.blocks)} blocks"  # and not the file's name: it may say what the report is about
    record.log(Verb.INGEST, article, by=by, language=plan.language, digests=("", plan.sha256), detail=brought)
    return article


def _keep_original(article: Article, plan: IngestPlan, *, copy: int) -> None:
    """The bytes beside the article; when somebody ingests the same at this very moment, one of the two is refused."""
    try:
        with transaction.atomic():
            Original.objects.create(
                article=article,
                content=plan.content,
                encoding=plan.encoding,
                sha256=plan.sha256,
                copy=copy,
                file_name=plan.file_name[:200],
            )
    except IntegrityError as error:
        first = Original.objects.of_digest(plan.sha256)[0]
        raise AlreadyIngested(first.article.public_id, first.file_name) from error


def _article(plan: IngestPlan, by: User) -> Article:
    report = plan.report
    article = Article(
        source_language=plan.language,
        genre=report.genre if report.genre in Genre.values else Genre.REPORT,
        source_date=report.source_date,
        located=report.place[:100],
        created_at=timezone.now(),
        created_by=by,
    )
    rows.check(article)
    article.save()
    return article


def _write_blocks(article: Article, plan: IngestPlan, by: User) -> None:
    """Blocks in order, with their words escaped: what arrived is plain text, not markup."""
    column = languages.column("text", plan.language)
    blocks = [
        Block(article=article, position=position, kind=block.kind, **{column: markup.escape(block.text)})
        for position, block in enumerate(plan.blocks, start=1)
    ]
    Block.objects.bulk_create(blocks)
    segments = Segment.objects.bulk_create(
        Segment(
            block=row,
            language=plan.language,
            digest=digest(block.text),
            folded=fold_key(block.text),
            status=Status.DRAFT,
            translator=by,
        )
        for row, block in zip(blocks, plan.blocks, strict=True)
    )
    Contribution.objects.bulk_create(Contribution(segment=segment, user=by) for segment in segments)
    Repair.objects.bulk_create(
        repair_row(row, plan.language, repair)
        for row, block in zip(blocks, plan.blocks, strict=True)
        for repair in block.repairs
    )


def repair_row(block: Block, language: str, repair: zwnj.Repair) -> Repair:
    """A proposed repair as a row that waits for an editor."""
    return Repair(
        block=block,
        language=language,
        start=repair.start,
        end=repair.end,
        before=repair.before,
        after=repair.after,
        alternatives=" ".join(repair.alternatives)[:400],
        kind=repair.kind,
        confidence=repair.confidence,
        reason=repair.reason[:200],
    )


def _gated(block: layout.RawBlock) -> str:
    """The text of a block as it may enter the database; raises Refused, and NotAReport when it is no block any more."""
    line = _("line %(number)s") % {"number": block.line}
    if len(block.text) > LONGEST_BLOCK:
        raise NotAReport(f"{line}: " + _("a block has at most %(limit)s letters") % {"limit": LONGEST_BLOCK})
    return gate.clean(block.text, field=line)


def _repairs(text: str, language: str, glossary: list[str]) -> list[zwnj.Repair]:
    """Repairs are known for Persian only; other languages get none."""
    return zwnj.repairs(text, language=language, names=glossary) if language == "fa" else []


def _names_with_zwnj(language: str) -> list[str]:
    """Known names that are written with ZWNJ: the best source for repairing names."""
    column = languages.column("name", language)
    names = Entity.objects.filter(**{f"{column}__contains": "\u200c"}).values_list(column, flat=True)
    aliases = Name.objects.filter(language=language, text__contains="\u200c").values_list("text", flat=True)
    return sorted({*names, *aliases})
