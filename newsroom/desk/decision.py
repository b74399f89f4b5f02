"""Decision: what accepting, rejecting and taking back leave on the rows. The verbs in `desk/annotate.py` and
`desk/mentions.py` check, lock and log around it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence

from django.db.models import Q

from newsroom.annotation import doubt, refusal, suggested
from newsroom.annotation.refusal import Refusal, Refused
from newsroom.annotation.span import Origin, Span, SpanState
from newsroom.content.article import Article
from newsroom.desk.errors import StaleSpan

_ANY = Q()
_WAITING = Q(state__in=[SpanState.SUGGESTED, SpanState.REVIEW, SpanState.ORPHANED])
# Decided suggestions: what an editor made was never suggested, and a note is nobody's suggestion.
_TAKEN_BACK = Q(state__in=[SpanState.ACCEPTED, SpanState.REJECTED], note=None) & ~Q(origin=Origin.EDITOR)


class Decided:
    """Some spans of one article whose rows are decided together; each block's text is read once."""

    def __init__(self, article: Article, spans: Iterable[Span], which: Q = _ANY) -> None:
        rows = Span.objects.filter(which, block__article=article, pk__in=[span.pk for span in spans])
        self.article = article
        self.rows: Sequence[Span] = list(rows.select_related("block", "mention"))
        self._texts: dict[tuple[int, str], str] = {}

    @classmethod
    def waiting(cls, article: Article, spans: Iterable[Span]) -> Decided:
        """Those of the spans that wait for a decision."""
        return cls(article, spans, _WAITING)

    @classmethod
    def suggestions(cls, article: Article, spans: Iterable[Span]) -> Decided:
        """Those that were suggested, are decided, and whose words still stand: a decision on them can be taken back."""
        decided = cls(article, spans, _TAKEN_BACK)
        decided.rows = [span for span in decided.rows if decided.stands(span)]
        return decided

    def stands(self, span: Span) -> bool:
        """Whether the words of a span are where it says."""
        return span.state != SpanState.ORPHANED and self.words_at(span) == span.exact

    def words_at(self, span: Span) -> str:
        return self._text(span)[span.start : span.end]

    def check_words(self) -> None:
        """Raises StaleSpan when other words stand at one of them: an orphan has no words to accept."""
        for span in self.rows:
            if not self.stands(span):
                raise StaleSpan(span.exact, self.words_at(span))

    def accept(self) -> None:
        """Suggestions of the same entity on overlapping words give way. Raises StaleSpan."""
        self.check_words()
        self.allow()
        self.settle(SpanState.ACCEPTED)
        suggested.give_way(self.rows)

    def reject(self) -> None:
        self.refuse()
        self.settle(SpanState.REJECTED)

    def suggest_again(self) -> None:
        """Of overlapping ones of one entity only the longest: it is suggested once for the same words."""
        self.allow()
        self._mean_the_first()
        suggested.take_away(suggested.shorter_of_overlapping(self.rows))
        self.settle(SpanState.SUGGESTED)
        suggested.give_way(self.rows)

    def settle(self, state: SpanState) -> None:
        Span.objects.filter(pk__in=[span.pk for span in self.rows]).update(state=state, **doubt.SETTLED)
        if doubted := [span.pk for span in self.rows if span.state in doubt.LOST]:
            Span.objects.filter(pk__in=doubted).update(reason="")  # it told of a doubt that is no more

    def refuse(self) -> None:
        """Remember that these suggestions are not wanted in their contexts; notes are not suggested at all."""
        refusal.remember(self.article, self.refused())

    def allow(self) -> None:
        refusal.forget(self.article, self.refused())

    def refused(self) -> Collection[Refused]:
        """What a refusal of each would be remembered by; one that lost its words has no context."""
        return {
            (span.language, span.mention.entity_id if span.mention else None, self.context_of(span))
            for span in self.rows
            if span.note_id is None and self.stands(span)
        }

    def context_of(self, span: Span) -> str:
        return refusal.context_of(self._text(span), span.start, span.end)

    def _mean_the_first(self) -> None:
        """What was accepted as another entity is again of the one it was suggested for, which its refusal tells.

        A refusal that a rejected span of the same words accounts for tells of that one.
        """
        accepted = {
            (span.language, self.context_of(span)): span for span in self.rows if span.state == SpanState.ACCEPTED
        }
        told = Refusal.objects.filter(article=self.article, context__in={at for _code, at in accepted})
        refusals = [one for one in told.select_related("entity").order_by("-pk") if one.entity is not None]
        rejected = self._rejected() if refusals else set()
        for one in refusals:  # of several the first, which stands last here
            span = accepted.get((one.language, one.context))
            if span is None or span.mention is None or (one.language, one.entity_id, span.exact) in rejected:
                continue
            if one.entity is not None and not span.mention.spans.exclude(pk=span.pk).exists():
                span.mention.entity = one.entity
                span.mention.save(update_fields=["entity"])
                one.delete()

    def _rejected(self) -> set[tuple[str, int | None, str]]:
        rows = Span.objects.filter(block__article=self.article, state=SpanState.REJECTED, mention__isnull=False)
        return set(rows.values_list("language", "mention__entity", "exact"))

    def _text(self, span: Span) -> str:
        key = (span.block_id, span.language)
        if key not in self._texts:
            self._texts[key] = span.block.plain(span.language)
        return self._texts[key]
