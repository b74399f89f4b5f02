"""Repairs of damaged script: an editor accepts or refuses what ingest proposed, one by one or all."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from django.db import transaction

from newsroom.audit.verbs import Verb
from newsroom.content.article import Article
from newsroom.content.repair import Repair, RepairState
from newsroom.desk import policy, record
from newsroom.desk.edit import Change, write_texts
from newsroom.desk.errors import StaleSpan
from newsroom.localization.segment import Status
from newsroom.staff.user import User
from newsroom.text import markup
from newsroom.text.splice import splice


@transaction.atomic
def accept_repairs(article: Article, *, repairs: Iterable[Repair], by: User) -> list[Change]:
    """Put the proposed texts in place of the damaged ones; annotations and open repairs move along.

    Raises NotAllowed, StaleSpan.
    """
    article = record.locked(article)
    policy.check(by, policy.Action.EDIT_SOURCE, article=article, language=article.source_language)
    chosen = _open(article, repairs)
    texts = _repaired_texts(chosen)
    Repair.objects.filter(pk__in=[repair.pk for repair in chosen]).update(state=RepairState.ACCEPTED)
    changes = write_texts(article, language=article.source_language, texts=texts, by=by, status=Status.DRAFT)
    if chosen:
        record.revise(article, by=by, summary=f"accept {len(chosen)} repairs")
        record.log(Verb.ACCEPT_REPAIRS, article, by=by, language=article.source_language, detail=str(len(chosen)))
    return changes


@transaction.atomic
def reject_repairs(article: Article, *, repairs: Iterable[Repair], by: User) -> int:
    """Leave the text as it is and do not ask again. Returns how many were refused. Raises NotAllowed."""
    policy.check(by, policy.Action.EDIT_SOURCE, article=article, language=article.source_language)
    article = record.locked(article)
    chosen = _open(article, repairs)
    Repair.objects.filter(pk__in=[repair.pk for repair in chosen]).update(state=RepairState.REJECTED)
    if chosen:
        record.log(Verb.REJECT_REPAIRS, article, by=by, language=article.source_language, detail=str(len(chosen)))
    return len(chosen)


def _open(article: Article, repairs: Iterable[Repair]) -> list[Repair]:
    keys = [repair.pk for repair in repairs]
    rows = Repair.objects.open().filter(block__article=article, pk__in=keys, language=article.source_language)
    return list(rows.select_related("block"))


def _repaired_texts(chosen: list[Repair]) -> dict[str, str]:
    """Markdown of each touched block with the repairs applied from its end to its start."""
    per_block: dict[str, list[Repair]] = defaultdict(list)
    for repair in chosen:
        per_block[str(repair.block.uuid)].append(repair)
    return {uuid: _repaired(repairs) for uuid, repairs in per_block.items()}


def _repaired(repairs: list[Repair]) -> str:
    inline = markup.parse(repairs[0].block.source(repairs[0].language))
    for repair in sorted(repairs, key=lambda r: r.start, reverse=True):
        found = inline.text[repair.start : repair.end]
        if found != repair.before:
            raise StaleSpan(repair.before, found)
        inline = splice(inline, repair.start, repair.end, repair.after)
    return markup.render(inline.text, inline.ranges)
