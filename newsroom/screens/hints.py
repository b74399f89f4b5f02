"""Hints: where an article seems to contradict itself or the knowledge base, each in a sentence for the editor."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Q
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from newsroom.annotation.antecedents import Named
from newsroom.annotation.contradictions import Contradiction, Known, contradictions
from newsroom.annotation.event_days import Happening
from newsroom.annotation.span import Span, SpanState
from newsroom.annotation.stated_offices import Held
from newsroom.base import days, languages
from newsroom.content.article import Article
from newsroom.content.block import UNSEEN, Block
from newsroom.entities.entity import Entity
from newsroom.entities.kinds import Kind
from newsroom.entities.membership import Membership
from newsroom.text.calendars import show_date
from newsroom.text.digits import localize
from newsroom.text.offices import words_of
from newsroom.text.periods import show_period

_NAMING = (SpanState.ACCEPTED, SpanState.SUGGESTED)


@dataclass(frozen=True, slots=True)
class Hint:
    """One contradiction: [start, end) in code points of a block, its kind, and what is odd about it, in a sentence.

    `number`: the block's place on the annotation screen, counted from 1; `words`: what stands at [start, end).
    """

    block: UUID
    number: int
    start: int
    end: int
    words: str
    kind: str
    sentence: str


def hints(article: Article, language: str) -> list[Hint]:
    """The contradictions of one language of an article, in reading order. Six queries, however long it is.

    Mentions count whether accepted or suggested; offices and days are those of the day of the report, or of today. Who
    asks must have checked that the reader may read drafts.
    """
    here = [block for block in Block.objects.of_article(article).with_words() if block.stands_in(language)]
    numbers = {str(block.uuid): number for number, block in enumerate(here, start=1)}
    blocks = {str(block.uuid): block for block in here if block.kind not in UNSEEN}
    texts = {identity: block.plain(language) for identity, block in blocks.items()}
    named = _named(article, language)
    about = list(article.about.filter(kind=Kind.EVENT))
    known = _known(article, language, {one.entity for some in named.values() for one in some}, about)
    found = contradictions(list(texts.items()), language, named, known)
    people = {one.public_id: one for one in Entity.objects.filter(public_id__in=_entities(found))} if found else {}
    return [
        Hint(
            block=blocks[one.block].uuid,
            number=numbers[one.block],
            start=one.start,
            end=one.end,
            words=texts[one.block][one.start : one.end],
            kind=one.kind,
            sentence=_sentence(one, people, language, known),
        )
        for one in found
    ]


def _named(article: Article, language: str) -> Mapping[str, Sequence[Named]]:
    rows = Span.objects.of_article(article.pk, language).filter(mention__isnull=False, state__in=_NAMING)
    fields = ("block__uuid", "start", "end", "mention__entity__public_id", "mention__entity__kind")
    found: dict[str, list[Named]] = defaultdict(list)
    for uuid, start, end, entity, kind in rows.values_list(*fields):
        found[str(uuid)].append(Named(start, end, entity, kind))
    return found


def _known(article: Article, language: str, named: set[str], about: Sequence[Entity]) -> Known:
    """What the knowledge base says of what is named: the offices of persons and bodies, the days of events."""
    column = languages.column("role", language)
    offices = Membership.objects.offices().filter(Q(member__public_id__in=named) | Q(organization__public_id__in=named))
    fields = ("member__public_id", "organization__public_id", column, "start", "end", "disputed")
    held = [
        Held(member, organization, words_of(role, language), start, end, disputed)
        for member, organization, role, start, end, disputed in offices.in_order().values_list(*fields)
        if role
    ]
    events = Entity.objects.filter(kind=Kind.EVENT, public_id__in=named).values_list("public_id", "start", "end")
    happenings = [Happening(*row) for row in events]
    only = Happening(about[0].public_id, about[0].start, about[0].end) if len(about) == 1 else None
    return Known(article.source_date or days.today(), held, happenings, only)


def _entities(found: Iterable[Contradiction]) -> set[str]:
    return {entity for one in found for entity in one.entities}


def _sentence(one: Contradiction, people: Mapping[str, Entity], language: str, known: Known) -> str:
    screen = (get_language() or language).split("-")[0]
    names = [_name(people[entity], screen, language) for entity in one.entities if entity in people]
    values = {
        "other": one.words,
        "first": localize(one.numbers[0], screen),
        "second": localize(one.numbers[1], screen),
        "name": names[0] if names else "",
        "holder": names[-1] if names else "",
        "day": show_date(known.day, screen),
        "period": show_period(*one.period, screen),
    }
    return _SENTENCES[one.kind]() % values


def _name(entity: Entity, *preferred: str) -> str:
    return next(filter(None, map(entity.name_in, preferred)), "") or str(entity)


_SENTENCES = {
    "count": lambda: _("The text says %(first)s, the list has %(second)s."),
    "pairs": lambda: _("The lists that belong together have %(first)s and %(second)s parts."),
    "date": lambda: _("This lies outside the days of “%(name)s”: %(period)s."),
    "office_of_another": lambda: _("On %(day)s that was %(holder)s, not %(name)s."),
    "office_not_then": lambda: _("%(name)s held that office at another time: %(period)s."),
    "two_offices": lambda: _("In another place %(name)s is “%(other)s”."),
}
