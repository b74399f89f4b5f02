"""Ascriptions: attributing without a verb of saying as predicate ("according to X", "his proposal is", X: «...»).

Each is a range of pieces in a sentence with the zone that names the speaker; the clause around it is what is said.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from newsroom.text.cues import Code
from newsroom.text.saying import Form, Saying
from newsroom.text.syntax import STOPS, Sentence, is_finite_fa
from newsroom.text.triggers import Trigger, match

_SPEAKER = 10  # so many pieces at most name a speaker
_EARLY = 6
_DASHES = frozenset("—–")


@dataclass(frozen=True, slots=True)
class Ascription:
    """`first`, `last` (exclusive): its pieces; `zone`: the pieces that name the speaker.

    `opens`: whether it opens what is said, where no other clause begins ("..., третье — конференция").
    """

    first: int
    last: int
    code: Code
    zone: tuple[int, int]
    opens: bool = False


def ascriptions(
    sentence: Sentence, known: Saying, language: str, starts: Sequence[int], found: Sequence[Trigger]
) -> list[Ascription]:
    """Return the ascriptions of a sentence in order.

    Args:
        sentence: the pieces.
        known: the words of the language.
        language: "fa", "en" or "ru".
        starts: where clauses may begin.
        found: the verbs of saying of the sentence.
    """
    given = [
        *_according(sentence, known, language),
        *_in_the_opinion(sentence, known, language),
        *_as_says(sentence, known, found),
        *_says_in(sentence, known, language),
        *_attributed(sentence, found, known, language),
        *_colon(sentence, known, found),
    ]
    for start, end in zip(starts, [*starts[1:], len(sentence.pieces)], strict=True):
        if not any(start <= one.first < end for one in given):
            given += _document(sentence, known, language, (start, end), found)
    colon = next((n for n, piece in enumerate(sentence.pieces) if piece.key == ":"), len(sentence.pieces))
    if not sentence.heading and not given and all(verb.first > colon for verb in found):
        given += _nouns(sentence, known, language, starts)
    return sorted(given, key=lambda one: one.first)


def _phrase_end(sentence: Sentence, start: int, stop: frozenset[str] = frozenset()) -> int:
    """Where a phrase that names somebody ends: at a comma, a stop, a quotation."""
    end = start
    while end < len(sentence.pieces) and end - start < _SPEAKER:
        piece = sentence.pieces[end]
        if sentence.is_comma(end) or piece.key in STOPS or piece.key in ":؛;" or piece.quoted or piece.key in stop:
            break
        end += 1
    return end


def _according(sentence: Sentence, known: Saying, language: str) -> Iterator[Ascription]:
    for index, piece in enumerate(sentence.pieces):
        after = 0 if piece.quoted else match(sentence, index, known.phrases["according"])
        if after:
            is_pronoun = sentence.key(after) in known.sets["possessives"] and language == "fa"
            end = after + 1 if is_pronoun else _phrase_end(sentence, after)
            if end > after:
                yield Ascription(index, end, "according", (after, end))


def _in_the_opinion(sentence: Sentence, known: Saying, language: str) -> Iterator[Ascription]:
    """ "In his view", "in the Kremlin's words", «по его словам»; Persian has the possessor after the noun."""
    if language == "fa":
        return
    preposition = "in" if language == "en" else "по"
    for index in range(len(sentence.pieces)):
        if sentence.key(index) != preposition:
            continue
        noun = next((n for n in range(index + 2, index + _EARLY) if sentence.key(n) in known.sets["opinion"]), 0)
        owned = _possesses(sentence.key(index + 1), known) or sentence.key(noun - 1).endswith("'s")
        if noun and owned:
            yield Ascription(index, noun + 1, "according", (index + 1, noun))


def _as_says(sentence: Sentence, known: Saying, found: Sequence[Trigger]) -> Iterator[Ascription]:
    """ "as the source says", «как пишет источник», «آن‌گونه که منبع نوشته است»."""
    says = [one for one in found if one.form.act == "say"]
    for index, piece in enumerate(sentence.pieces):
        after = 0 if piece.quoted else match(sentence, index, known.phrases["as_says"])
        verb = next((one for one in says if after <= one.first < after + _SPEAKER), None) if after else None
        if verb is None:
            continue
        end = _phrase_end(sentence, verb.last + 1)
        if verb.first > after and _phrase_end(sentence, after) >= verb.first:
            yield Ascription(index, max(end, verb.last + 1), "according", (after, verb.first))
        elif verb.first == after and end > verb.last + 1:
            yield Ascription(index, end, "according", (verb.last + 1, end))


def _says_in(sentence: Sentence, known: Saying, language: str) -> Iterator[Ascription]:
    """«..., говорится в заявлении министерства, ...»: the verb stands before its document, between two commas."""
    if language != "ru":
        return
    for index in range(1, len(sentence.pieces) - 2):
        says = sentence.key(index) in known.sets["document_says"] and not sentence.pieces[index].quoted
        apart = not sentence.pieces[index - 1].word and sentence.key(index + 1) in ("в", "во")
        end = _phrase_end(sentence, index + 2)
        if says and apart and any(sentence.key(n) in known.sets["document"] for n in range(index + 2, end)):
            yield Ascription(index, end, "document", (index + 2, end))


def _attributed(
    sentence: Sentence, found: Sequence[Trigger], known: Saying, language: str
) -> Iterator[Ascription]:
    """ "a statement the source attributes to him", «приписывает ему», «به او نسبت می‌دهد»."""
    for verb in found:
        if verb.form.act != "attributing":
            continue
        if language == "fa":
            to = max((n for n in range(verb.first) if sentence.key(n) == "به"), default=-1)
            if to >= 0:
                yield Ascription(to, verb.last + 1, "attributed", (to + 1, verb.first))
            continue
        after = verb.last + 1 + (sentence.key(verb.last + 1) == "to")
        is_him = sentence.key(after) in known.sets["objects"]
        end = after + 1 if is_him else _phrase_end(sentence, after)
        yield Ascription(verb.first, end, "attributed", (after, end))


def _colon(sentence: Sentence, known: Saying, found: Sequence[Trigger]) -> Iterator[Ascription]:
    """X: «...», and in a title also X: we are ready."""
    at = next((n for n, piece in enumerate(sentence.pieces) if piece.key == ":" and not piece.quoted), 0)
    if not 0 < at <= _SPEAKER or at + 1 >= len(sentence.pieces) or any(verb.first < at for verb in found):
        return
    if sentence.key(at - 1) not in known.sets["credits"] and (sentence.pieces[at + 1].quoted or sentence.heading):
        yield Ascription(0, at + 1, "colon", (0, at))


def _document(
    sentence: Sentence, known: Saying, language: str, clause: tuple[int, int], found: Sequence[Trigger]
) -> Iterator[Ascription]:
    """ "In this list", «در همین گزارش آمده است که», «в заявлении министерства говорится»."""
    opening, end = clause
    inside = {"en": ("in",), "ru": ("в", "во"), "fa": ("در",)}[language]
    start = next((n for n in range(opening, min(opening + 4, end)) if sentence.key(n) in inside), None)
    if start is None:
        return
    names = known.sets["document"] | known.sets["source"] | known.sets["source_forms"]
    noun = next((n for n in range(start + 1, min(start + 5, end)) if _bare_noun(sentence.key(n)) in names), 0)
    says = known.sets.get("document_says", frozenset())
    said = next((n for n in range(noun + 1, min(noun + _SPEAKER, end)) if sentence.key(n) in says), 0)
    pointed = any(sentence.key(n) in known.sets["determiners"] - {"the", "a", "an"} for n in range(start + 1, noun))
    end = min((one.first for one in found if start <= one.first < end), default=end + 1)
    if noun and said and end > said and (language != "fa" or is_finite_fa(sentence.key(said + 1))):
        yield Ascription(start, said + 1 + (language == "fa"), "document", (start + 1, said))
    elif noun and pointed and end > clause[1]:
        yield Ascription(start, noun + 1, "document", (start + 1, noun + 1))


def _bare_noun(key: str) -> str:
    """«بیانیه‌ای» is «بیانیه»."""
    return key.removesuffix("ای") if key.endswith("های") else key


def _nouns(sentence: Sentence, known: Saying, language: str, starts: Sequence[int]) -> Iterator[Ascription]:
    """ "His second proposal is ...; the third is ...", "the theme of their remarks was"."""
    zone = _theme(sentence, known, language) or _owned_noun(sentence, known, language)
    if zone is None:
        return
    yield Ascription(zone[0], zone[1], "noun", zone)
    after_commas = [n + 1 for n in range(zone[1], len(sentence.pieces) - 2) if sentence.is_comma(n)]
    for start in sorted({*starts[1:], *after_commas}):
        skipped = start + (sentence.key(start) in known.sets["determiners"])
        ordinal = next((n for n in (skipped, skipped + 1) if sentence.key(n) in known.sets["ordinals"]), 0)
        if ordinal and (start in starts or sentence.key(ordinal + 1) in _DASHES):
            yield Ascription(start, ordinal + 1, "noun", zone, opens=True)


def _owned_noun(sentence: Sentence, known: Saying, language: str) -> tuple[int, int] | None:
    for noun in range(min(_EARLY, len(sentence.pieces))):
        if sentence.key(noun) not in known.sets["nouns"] or sentence.pieces[noun].quoted:
            continue
        if language == "fa":
            is_owned = noun + 1 < len(sentence.pieces) and not is_finite_fa(sentence.key(noun + 1))
            return (noun + 1, min(noun + 4, len(sentence.pieces))) if is_owned else None
        owned = [n for n in range(noun) if _possesses(sentence.key(n), known)]
        if owned:
            return owned[0], noun
        if language == "ru" and noun == 0:
            return noun + 1, _phrase_end(sentence, noun + 1, _DASHES)
    return None


def _possesses(key: str, known: Saying) -> bool:
    owned = known.sets["possessives"] | known.sets["shared"] | known.sets.get("owning", frozenset())
    return key in owned or key.endswith(("'s", "s'"))


def _theme(sentence: Sentence, known: Saying, language: str) -> tuple[int, int] | None:
    """The possessor of the remarks of which something is the theme."""
    theme = next((n for n, piece in enumerate(sentence.pieces) if piece.key in known.sets["themes"]), None)
    if theme is None:
        return None
    nouns = known.sets.get("theme_nouns", known.sets["nouns"])
    for noun in range(theme + 1, min(theme + _EARLY, len(sentence.pieces))):
        if sentence.key(noun) in nouns:
            return (noun + 1, min(noun + 4, len(sentence.pieces))) if language == "fa" else (theme + 1, noun)
    return None


def source_verbs(
    sentence: Sentence, known: Saying, language: str, starts: Sequence[int], found: Sequence[Trigger]
) -> list[Trigger]:
    """Return verbs that say nothing by themselves, but with the source as their subject: it does nothing but say."""
    more: list[Trigger] = []
    for start, end in zip(starts, [*starts[1:], len(sentence.pieces)], strict=True):
        noun = _source_in(sentence, known, language, start, end)
        if noun is None:
            continue
        before = [one for one in found if start <= one.first < end]
        verb = _verb_of(sentence, known, language, noun, end)
        if verb is not None and not any(one.first <= verb or language == "fa" for one in before):
            more.append(Trigger(verb, verb, Form("naming", plural=False, past=False)))
    return more


def _source_in(sentence: Sentence, known: Saying, language: str, start: int, end: int) -> int | None:
    """The source as the subject of a clause; in Russian it may stand anywhere, elsewhere first."""
    if language == "fa" and sentence.key(start + 1) in known.sets["relatives"]:
        start += 2  # «گروهی که منبع آن را ...»
    reach = range(start, end) if language == "ru" else range(start, min(start + 3, end))
    for index in reach:
        if sentence.key(index) in known.sets["source"] and not sentence.pieces[index].quoted:
            return None if sentence.key(index - 1) in known.sets["prepositions"] else index
        if language != "ru" and sentence.key(index) not in known.sets["determiners"]:
            return None
    return None


def _verb_of(sentence: Sentence, known: Saying, language: str, noun: int, end: int) -> int | None:
    if language == "fa":
        joints = known.sets["boundaries"]
        while end - 1 > noun and (not sentence.pieces[end - 1].word or sentence.key(end - 1) in joints):
            end -= 1
        return end - 1 if is_finite_fa(sentence.key(end - 1)) else None
    index = noun + 1
    while sentence.key(index) in known.sets["adverbs"]:
        index += 1
    stop = known.sets["auxiliaries"] | known.sets["prepositions"] | known.sets["relatives"]
    is_verb = index < end and sentence.pieces[index].word and sentence.key(index) not in stop
    return index if is_verb and (language != "en" or sentence.key(index).endswith(("s", "ed"))) else None
