"""Attribution with names: which clauses of an article report what somebody said, and who that is. Suggestions only.

`text/attribution.py` finds the clauses by grammar, `annotation/voices.py` the speaker in each; what has no speaker that
the article names is not suggested. Quotation marks decide the kind, and so does the source of the report, whose account
is narration.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from newsroom.annotation.antecedents import Antecedents, Named
from newsroom.annotation.voices import Hearing, Voice
from newsroom.text.attribution import cues
from newsroom.text.cues import Cue
from newsroom.text.quotations import Quotation, outermost, quotations
from newsroom.text.saying import LANGUAGES
from newsroom.text.segments import words

QUOTATION, PARTIAL, PARAPHRASE, NARRATION = "quotation", "partial", "paraphrase", "narration"
_MOSTLY = 0.6  # so much of what is said must be quoted to be a quotation
_SURE_BY = {
    "verb": 0.95, "according": 0.95, "colon": 0.9, "attributed": 0.85, "document": 0.8, "noun": 0.7,
    "quoted": 0.9,
}  # fmt: skip
_SURE_OF = {"named": 1.0, "source": 0.9, "pronoun": 0.9, "dropped": 0.8, "office": 0.85, "group": 0.75, "body": 0.75}
_WEAK = 0.85  # a verb that is no verb of saying by itself
_GOING_ON = 0.8


@dataclass(frozen=True, slots=True)
class SaidHere:
    """One statement to suggest.

    Attributes:
        start: code point offset in the block's text.
        end: offset after the range.
        kind: "quotation", "partial", "paraphrase" or "narration" (StatementKind).
        speakers: the entities that speak, at least one.
        score: 0..1, how sure the rules are.
        reason: how the clause and how the speaker was recognised: two codes of `annotation/reasons.py` joined by "+",
            and a third when the clause goes on with what was said before.
    """

    start: int
    end: int
    kind: str
    speakers: tuple[str, ...]
    score: float
    reason: str


def suggest_statements(
    blocks: Sequence[tuple[str, str]], language: str, mentions: Mapping[str, Sequence[Named]], *, source: str = ""
) -> dict[str, list[SaidHere]]:
    """Find who said what in an article.

    Args:
        blocks: (identity, plain text) in reading order.
        language: "fa", "en" or "ru"; nothing is found in another.
        mentions: identity of a block -> what is named in it.
        source: the entity whose account the article retells, "" for the one that its captions credit.

    Returns:
        identity -> statements by start, longer ones first; a block without any has an empty list.
    """
    if language not in LANGUAGES:
        return {identity: [] for identity, _text in blocks}
    texts = [text for _identity, text in blocks]
    named = [sorted(mentions.get(identity, ()), key=lambda one: (one.start, -one.end)) for identity, _text in blocks]
    known = Antecedents(texts, language, named, source)
    return {
        identity: _Block(Hearing(number, text, language, named[number], known)).said()
        for number, (identity, text) in enumerate(blocks)
    }


@dataclass
class _Block:
    """One block while it is read: the cues before the one in hand have their speakers."""

    hearing: Hearing

    def said(self) -> list[SaidHere]:
        heard: list[tuple[Cue, Voice]] = []
        for cue in cues(self.hearing.text, self.hearing.language):
            voice = self._voice(cue, heard)
            if voice is not None:
                heard.append((cue, voice))
                if not self._is_quoted(cue):  # whom a quotation quotes is not "he" after it
                    self.hearing.known.remember(self.hearing.block, cue.start, voice.speakers)
        found = {(cue.start, cue.end): self._statement(cue, voice) for cue, voice in heard}
        return [found[place] for place in sorted(found, key=lambda place: (place[0], -place[1]))]

    def _voice(self, cue: Cue, heard: Sequence[tuple[Cue, Voice]]) -> Voice | None:
        if cue.code == "quoted":
            heard = [(other, voice) for other, voice in heard if not self._is_quoted(other)]
        before = heard[-1][1] if heard else None
        if cue.goes_on:
            return before if cue.code != "quoted" or self._quotes(heard) else None
        if cue.code == "document":
            return self._of_document(cue, before)
        sentence = [(other, voice) for other, voice in heard if other.sentence == cue.sentence]
        voice = self._in_zones(cue, sentence)
        if voice is not None:
            return voice if self._suits(cue, voice) else None
        return None if cue.nested else self._left_out(cue, sentence)

    def _is_quoted(self, cue: Cue) -> bool:
        """Whether a cue stands in a quotation of somebody else."""
        return any(one.start < cue.start < one.end for one in outermost(self.hearing.text) if cue.nested)

    def _in_zones(self, cue: Cue, sentence: Sequence[tuple[Cue, Voice]]) -> Voice | None:
        """Who is named where the cue points to; a predicate that shares its subject with one before has its speaker."""
        for zone in cue.zones:
            joined = [voice for other, voice in sentence if zone.start <= other.start < cue.start]
            heard = self.hearing.voice(zone, plural=cue.plural, explicit=cue.nested)
            voice = joined[-1] if zone.side == "base" and joined else heard
            if voice is not None:
                return voice
        return None

    def _left_out(self, cue: Cue, sentence: Sequence[tuple[Cue, Voice]]) -> Voice | None:
        """Who speaks when no subject stands there: the speaker of the clause before, or whom Persian leaves out."""
        if cue.code != "verb" or not cue.zones:
            return None
        if sentence and cue.zones[-1].side == "base":
            return sentence[-1][1]
        inside = self.hearing.inside(cue.zones[0], plural=cue.plural)
        return inside or self.hearing.dropped(cue.zones[0], plural=cue.plural)

    def _quotes(self, heard: Sequence[tuple[Cue, Voice]]) -> bool:
        """Whether what was heard last was quoted: only then a quotation without a speaker goes on with it."""
        last = heard[-1][0] if heard else None
        return last is not None and any(last.start <= one.start < last.end for one in outermost(self.hearing.text))

    def _suits(self, cue: Cue, voice: Voice) -> bool:
        """Whether somebody heard in a zone may be the speaker.

        A title names a person before its colon, or a subject ("Kazakhstan: a fair in Taraz"); a noun like "proposal"
        belongs to who is named with it.
        """
        if cue.code == "colon" and cue.heading:
            return voice.how == "named" and self._is_person(voice)
        return cue.code != "noun" or voice.how in ("named", "pronoun", "group")

    def _is_person(self, voice: Voice) -> bool:
        kinds = {one.entity: one.kind for one in self.hearing.named}
        return all(kinds.get(speaker) == "person" for speaker in voice.speakers)

    def _of_document(self, cue: Cue, before: Voice | None) -> Voice | None:
        """«In the ministry's statement», «in this list»: who is named with it, the source, else who spoke last."""
        for zone in cue.zones:
            voice = self.hearing.voice(zone, plural=None, explicit=True)
            if voice is not None:
                return voice
        last = before.speakers if before else self.hearing.known.last(self.hearing.block)
        return Voice(last, "source" if last == (self.hearing.known.source,) else "pronoun") if last else None

    def _statement(self, cue: Cue, voice: Voice) -> SaidHere:
        score = _SURE_BY[cue.code] * _SURE_OF[voice.how]
        score *= (_WEAK if cue.act not in ("say", None) else 1) * (_GOING_ON if cue.goes_on else 1)
        codes = [_BY[cue.code], _OF[voice.how], *(["goes_on"] if cue.goes_on else [])]
        return SaidHere(cue.start, cue.end, self._kind(cue, voice), voice.speakers, round(score, 3), "+".join(codes))

    def _kind(self, cue: Cue, voice: Voice) -> str:
        if voice.how == "source" or voice.speakers == (self.hearing.known.source,):
            return NARRATION
        text = self.hearing.text
        quoted = [
            one
            for one in (quotations(text) if self._is_quoted(cue) else outermost(text))
            if cue.start <= one.start and one.start < cue.end and not self._is_name(*one.inside())
        ]
        if not quoted:
            return PARAPHRASE
        if not any(self._is_clause(one, cue) for one in quoted):
            return PARTIAL
        inside = sum(len(words(text[one.start : one.end])) for one in quoted)
        frame = sum(len(words(text[start:end])) for start, end in self._frame(cue))
        said = len(words(text[cue.start : max(cue.end, quoted[-1].end)])) - frame
        return QUOTATION if inside >= _MOSTLY * max(said, 1) else PARTIAL

    def _is_clause(self, one: Quotation, cue: Cue) -> bool:
        """Whether a quotation stands for itself: it opens what is said, or follows a colon or a verb of saying."""
        before = self.hearing.text[cue.start : one.start].rstrip(" ,،")
        follows_verb = cue.act == "say" and cue.start + len(before) == cue.verb[1]
        return not before or before.endswith(":") or follows_verb

    def _frame(self, cue: Cue) -> list[tuple[int, int]]:
        """The words around what is said: who says it, and the verb."""
        zone = next(((one.start, one.end) for one in cue.zones if one.start >= cue.start), cue.verb)
        return [zone, cue.verb] if zone[1] <= cue.verb[0] or cue.verb[1] <= zone[0] else [zone]

    def _is_name(self, start: int, end: int) -> bool:
        """Whether a quotation only marks a name."""
        return any(one.start <= start + 1 and end - 1 <= one.end for one in self.hearing.named)


_BY = {
    "verb": "said", "according": "according", "colon": "colon", "attributed": "attributed", "document": "document",
    "noun": "speech_noun", "quoted": "quotation_on",
}  # fmt: skip
_OF = {
    "named": "speaker_named", "source": "speaker_source", "pronoun": "speaker_pronoun", "dropped": "speaker_dropped",
    "office": "speaker_office", "group": "speaker_group", "body": "speaker_group",
}  # fmt: skip
