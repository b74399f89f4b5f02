"""Attribution: where a text says that somebody said something, and in which words the speaker is to be looked for.

The grammar of three languages, without knowledge of names: a Cue is the range of one attributed clause with the zones
that may name its speaker. Who that is, is decided where names are known (`annotation/attribution.py`).
A clause is cut where another act of saying begins in it ("said ... and called for ..."), and where another clause goes
on with what is said ("said that ..., while ..."). All ranges are half-open and count code points of the block.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from newsroom.text.ascriptions import Ascription, ascriptions, source_verbs
from newsroom.text.cues import Cue, Zone
from newsroom.text.extents import Extents, Found, Part, names_source
from newsroom.text.quotations import outermost, quotations
from newsroom.text.saying import Saying, saying
from newsroom.text.syntax import STOPS, Sentence, after_semicolons, boundaries, read
from newsroom.text.triggers import Trigger, triggers, words_before

_EARLY = 6
_SHORT = 8  # so many words at most are a clause like "he said" between two commas
_TAIL = 4
_BETWEEN = 3  # so many words at most, marks among them, stand between a verb and what it quotes
_DASHES = frozenset("—–-")


def cues(text: str, language: str) -> list[Cue]:
    """Return the attributed clauses of a block in reading order, those that hold others before them.

    Args:
        text: plain text of one block.
        language: "fa", "en" or "ru"; any other language has no cues.
    """
    try:
        known = saying(language)
    except KeyError:
        return []
    found = [
        cue
        for sentence in read(text, language)
        for cue in _of_sentence(sentence, known, language) or _of_quotation(sentence)
    ]
    found += _inside_quotations(text, language)
    return sorted(found, key=lambda cue: (cue.start, -cue.end))


def _inside_quotations(text: str, language: str) -> Iterator[Cue]:
    """What somebody quotes in a quotation: “..., and X told me: ‘...’”; only what its own marks show to be said."""
    quoted = quotations(text)
    for outer in outermost(text):
        opened, closed = outer.inside()
        inner = [one.start - opened for one in quoted if one.depth == 1 and opened <= one.start < closed]
        for cue in cues(text[opened:closed], language) if inner else []:
            if cue.act == "say" and any(_follows(text[opened:closed], cue, start) for start in inner):
                yield _moved(cue, opened)


def _follows(text: str, cue: Cue, start: int) -> bool:
    """Whether a quotation opens right after the verb of a cue: a colon, or a word or two like "told me", between."""
    between = text[cue.verb[1] : start]
    return cue.verb[1] <= start < cue.end and _is_short(between)


def _is_short(between: str) -> bool:
    return len(between.split()) <= _BETWEEN and between.rstrip()[-1:] in (":", ",", "")


def _moved(cue: Cue, by: int) -> Cue:
    zones = tuple(replace(one, start=one.start + by, end=one.end + by) for one in cue.zones)
    verb = (cue.verb[0] + by, cue.verb[1] + by)
    return replace(
        cue, start=cue.start + by, end=cue.end + by, zones=zones, verb=verb, sentence=cue.sentence + by, nested=True
    )


def _of_sentence(sentence: Sentence, known: Saying, language: str) -> list[Cue]:
    starts = boundaries(sentence, known, language)
    verbs = triggers(sentence, known, language)
    given = ascriptions(sentence, known, language, starts, verbs)
    verbs += source_verbs(sentence, known, language, starts, verbs)
    verbs = sorted((one for one in verbs if not _taken(one, given, starts)), key=lambda one: one.first)
    reading = _Reading(sentence, known, language, starts, verbs, given)
    found = [*(reading.ascribed(one) for one in given), *reading.said()]
    return [_cue(sentence, one) for one in Extents(sentence, known, language, starts).ended(found)]


def _of_quotation(sentence: Sentence) -> list[Cue]:
    """A sentence that is nothing but a quotation goes on with what was quoted before it."""
    pieces = sentence.pieces
    if not all(piece.quoted or not piece.word for piece in pieces) or sum(piece.word for piece in pieces) < _TAIL:
        return []
    last = max(n for n, piece in enumerate(pieces) if piece.quoted)
    start = pieces[0].start
    return [Cue(start, pieces[last].end, "quoted", (), (start, start), start, goes_on=True)]


def _taken(verb: Trigger, given: Sequence[Ascription], starts: Sequence[int]) -> bool:
    """Whether a verb belongs to an ascription: "as X says", or the clause of a text that is attributed to somebody."""
    if any(one.first <= verb.first < one.last for one in given):
        return True
    attributed = [one for one in given if one.code == "attributed"]
    return any(_clause(starts, one.first) == _clause(starts, verb.first) for one in attributed)


def _clause(starts: Sequence[int], index: int) -> int:
    return max(start for start in starts if start <= index)


@dataclass(frozen=True, slots=True)
class _Reading:
    """One sentence with what was found in it."""

    sentence: Sentence
    known: Saying
    language: str
    starts: Sequence[int]
    verbs: Sequence[Trigger]
    given: Sequence[Ascription]

    def ascribed(self, one: Ascription) -> Found:
        start = one.first if one.opens else _clause(self.starts, one.first)
        if one.code in ("document", "according"):  # "They blame the other side: the strike, they say in ..., was"
            start = max((n + 1 for n in range(start, one.first) if self._is_colon_after_verb(n)), default=start)
        return Found(start, one.first, one.last - 1, one.code, ((*one.zone, "phrase"),))

    def _is_colon_after_verb(self, index: int) -> bool:
        piece = self.sentence.pieces[index]
        return piece.key == ":" and not piece.quoted and any(verb.last < index for verb in self.verbs)

    def said(self) -> list[Found]:
        """What verbs of saying attribute."""
        found: list[Found] = []
        for verb in self.verbs:
            clause = _clause(self.starts, verb.first)
            before = [one for one in found if one.act and _clause(self.starts, one.first) == clause]
            phrase = [one for one in self.given if _clause(self.starts, one.first) == clause and one.last <= verb.first]
            one = self._said(verb, clause, before[-1] if before else None, phrase[0] if phrase else None)
            if one is not None and not self._is_sources(one, found):
                found = [self._within(before, one) for before in found]
                found.append(one)
        return found

    def _within(self, before: Found, one: Found) -> Found:
        """A verb before "..., he said" in the same clause stands inside what he said."""
        return replace(before, nested=True) if one.start == before.start and not one.nested else before

    def _said(self, verb: Trigger, clause: int, before: Found | None, phrase: Ascription | None) -> Found | None:
        zones: tuple[Part, ...]
        said = Found(clause, verb.first, verb.last, "verb", (), verb.form.act, verb.form.plural)
        if verb.agent:
            alone = before is None and phrase is None
            return replace(said, zones=((verb.agent, self._phrase_end(verb.agent), "phrase"),)) if alone else None
        parenthesis = self._parenthesis(verb, clause)
        if parenthesis is not None:
            return replace(said, zones=parenthesis)
        opening = self._opening(verb, clause)
        if self._is_joined(verb, clause):
            zones = ((self._base_start(verb), verb.first, "base"),)
            return replace(said, start=opening, zones=zones)
        if before is None and phrase is None:
            zones = ((clause, verb.first, "before"),)
            if clause not in (0, *after_semicolons(self.sentence, self.starts)):
                zones += ((self._base_start(verb), verb.first, "base"),)
            return replace(said, zones=zones + self._after(verb))
        return self._nested(said, before.last + 1 if before else phrase.last if phrase else clause, verb)

    def _nested(self, said: Found, start: int, verb: Trigger) -> Found | None:
        """A clause with its own subject inside what somebody else says."""
        while start < verb.first and (not self._word(start) or self._key(start) in self.known.sets["saying_that"]):
            start += 1
        what = [n for n in range(start, verb.first) if self._key(n) in self.known.sets["what"]]
        if what and self._is_itself(what[-1], verb):
            return replace(said, start=what[-1], zones=(), nested=True, goes_on=True)
        comma = max((n + 1 for n in range(start, verb.first) if self.sentence.is_comma(n)), default=start)
        if self._words(comma, verb.first):
            start = comma
        inner = [self._key(index) for index in range(start, verb.first)]
        if not self._words(start, verb.first) or self._barred().intersection(inner):
            return None
        zones: tuple[Part, ...] = ((start, verb.first, "before"),)
        return replace(said, start=start, zones=zones, nested=True)

    def _is_itself(self, what: int, verb: Trigger) -> bool:
        """Whether "what it calls" is what the speaker of the clause around it calls."""
        own = self.known.sets["itself"] | self.known.sets["pronouns"] | self.known.sets["what"]
        inner = [self._key(index) for index in self._words(what, verb.first)]
        reach = 2 if self.language == "fa" else len(inner)  # in Persian the object stands before the verb
        return verb.form.act == "naming" and len(inner) > 1 and all(key in own for key in inner[:reach])

    def _is_sources(self, one: Found, found: Sequence[Found]) -> bool:
        """Whether a joined verb goes on with what the source of the report tells, which is one narration."""
        base = next((zone for zone in one.zones if zone[2] == "base"), None)
        if base is None or not self._has_no_subject(one.zones[0]):
            return False
        opening = (before.zones[0] for before in found if before.zones and before.start == base[0])
        return any(names_source(self.sentence, self.known, zone) for zone in opening)

    def _has_no_subject(self, zone: Part) -> bool:
        inner = self._words(zone[0], zone[1])
        return zone[2] == "base" or not inner or self._key(inner[0]) in self.known.sets["prepositions"]

    def _parenthesis(self, verb: Trigger, clause: int) -> tuple[Part, ...] | None:
        """The zone of "X, he said, Y", "«...», X said", "«...», — сказал X"; None when the verb governs its clause."""
        if self.language == "fa" or (verb.form.bare and self.language == "ru"):
            return None
        edge = self._edge(verb.first, clause)
        if edge is None or any(edge <= other.first < verb.first for other in self.verbs):
            return None
        count = len(list(self._words(edge, verb.first)))
        quoted = self._is_quoted_before(edge)
        closed = self._is_closed(verb.last + 1)
        if count == 0 and (quoted or self._is_inverted(verb)):
            return self._after(verb, always=True)
        inside = 0 < count <= _SHORT and (quoted or closed or bool(self.language == "ru" and self._is_inverted(verb)))
        return ((edge, verb.first, "before"), *self._after(verb)) if inside else None

    def _edge(self, index: int, clause: int) -> int | None:
        """The index after the quotation before a verb, or else after the last comma or dash, in its clause."""
        pieces = self.sentence.pieces
        ends = [n + 1 for n in range(index - 1, clause - 1, -1) if pieces[n].quoted]
        quotation = next((n for n in ends if self._is_quoted_before(n)), None)
        if quotation is not None:
            return quotation
        marks = (n for n in range(index - 1, clause, -1) if self.sentence.is_comma(n) or pieces[n].key in _DASHES)
        return next((n + 1 for n in marks if not pieces[n].quoted), None)

    def _is_quoted_before(self, edge: int) -> bool:
        """Whether a quotation that is the clause ends there: longer than a name, with nothing but marks between."""
        n = edge - 1
        while n > 0 and not self.sentence.pieces[n].quoted and not self._word(n):
            n -= 1
        length = 0
        while n >= 0 and self.sentence.pieces[n].quoted:
            length += self.sentence.pieces[n].word
            n -= 1
        return length >= _TAIL or (length > 0 and not self._words(0, n + 1))

    def _is_closed(self, index: int) -> bool:
        return index >= len(self.sentence.pieces) or self.sentence.is_comma(index) or self._key(index) in (*STOPS, ";")

    def _is_inverted(self, verb: Trigger) -> bool:
        """Whether the speaker follows a verb and nothing else does: "X, said Putin, Y"."""
        zone = self._after(verb, always=True)
        if not zone or verb.form.bare or self._key(verb.last + 1) in self.known.sets["prepositions"]:
            return False
        start, end, _side = zone[0]
        named = any(self.sentence.pieces[index].capital for index in range(start, end))
        return verb.form.act == "say" and named and self._is_closed(end) and len(self._words(start, end)) <= _EARLY

    def _after(self, verb: Trigger, *, always: bool = False) -> tuple[Part, ...]:
        """The words after a verb as a zone: in Russian the subject may stand there, in English after a quotation."""
        if self.language != "ru" and not always:
            return ()
        end = self._phrase_end(verb.last + 1)
        return ((verb.last + 1, end, "after"),) if end > verb.last + 1 else ()

    def _phrase_end(self, end: int) -> int:
        stop = self.known.sets["saying_that"]
        while end < len(self.sentence.pieces) and not self._is_closed(end):
            if self.sentence.pieces[end].quoted or self._key(end) in stop or self._key(end) in (*_DASHES, ":"):
                break
            end += 1
        return end

    def _is_joined(self, verb: Trigger, clause: int) -> bool:
        """Whether a verb shares the subject of a predicate before it: "said ... and called", «گفت ... و افزود»."""
        if verb.form.bare and self.language != "fa":
            return True
        own = list(self._words(clause, verb.first))
        if not own:
            return clause > 0 and clause not in after_semicolons(self.sentence, self.starts)
        joint = self._opening(verb, clause) - 1
        joins = self._key(joint) in self.known.sets["coordinators"]
        return joins and (self.language != "fa" or self._key(joint - 1).endswith("د"))  # «... سقوط کند و گلایه کرد»

    def _opening(self, verb: Trigger, clause: int) -> int:
        """Where a verb begins with the adverbs before it."""
        index = verb.first
        while index > clause and self._key(index - 1) in self.known.sets["adverbs"]:
            index -= 1
        return index

    def _base_start(self, verb: Trigger) -> int:
        """Where the subject that a joined verb shares is to be looked for.

        After a phrase like "according to X"; after a verb of another tense, whose clause this one belongs to.
        """
        group = max(start for start in (0, *after_semicolons(self.sentence, self.starts)) if start <= verb.first)
        phrase = max((one.last for one in self.given if group <= one.first and one.last <= verb.first), default=group)
        first = next((one for one in self.verbs if group <= one.first < verb.first), None)
        other = first is not None and first.form.act == "say" and not first.form.past and verb.form.past
        return max(group, phrase, first.last + 1 if first is not None and other else 0)

    def _key(self, index: int) -> str:
        return self.sentence.key(index)

    def _word(self, index: int) -> bool:
        return self.sentence.pieces[index].word

    def _words(self, start: int, end: int) -> list[int]:
        return list(words_before(self.sentence, start, end, self.known))

    def _barred(self) -> frozenset[str]:
        """Words that begin a clause whose verb says nothing by itself: "who called", "because he called"."""
        relatives = self.known.sets["relatives"] if self.language != "fa" else frozenset()
        return relatives | self.known.sets["subordinators"]


def _cue(sentence: Sentence, found: Found) -> Cue:
    pieces = sentence.pieces
    zones = tuple(
        Zone(pieces[start].start, pieces[end - 1].end, side) for start, end, side in found.zones if start < end
    )
    return Cue(
        start=pieces[found.start].start,
        end=pieces[found.end - 1].end,
        code=found.code,
        zones=zones,
        verb=(pieces[found.first].start, pieces[found.last].end),
        sentence=pieces[0].start,
        act=found.act,
        plural=found.plural,
        goes_on=found.goes_on,
        nested=found.nested,
        heading=sentence.heading,
    )
