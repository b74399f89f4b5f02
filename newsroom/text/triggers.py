"""Triggers: the words in a sentence by which something is said, in whatever form, and which of them do not count.

A verb of saying counts as a finite form of the active voice, outside quotations; «the proposed plan», «was reported»,
«which he said» and «گفت و گو» do not.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace

from newsroom.text.fold import fold_key
from newsroom.text.saying import Form, Phrase, Saying
from newsroom.text.syntax import Sentence

_LONGEST = 4
_BE = frozenset(["is", "are", "was", "were", "be", "been", "being", "'s", "get", "gets", "got"])
_DO = frozenset(["do", "does", "did", "would"])
_OTHER_PARTICLE = frozenset(["off", "up", "back", "away", "by"])
_FRAME = 10
_QUOTING = frozenset("«“\"„‘:")
_AUXILIARY_FA = frozenset(["است", "اند", "بود", "بودند", "شده"])


@dataclass(frozen=True, slots=True)
class Trigger:
    """A verb of saying: the indexes of its first and last piece, and its form.

    `agent`: where in the passive ("was rejected by X") the words begin that name the speaker, 0 in the active.
    """

    first: int
    last: int
    form: Form
    agent: int = 0


def triggers(sentence: Sentence, known: Saying, language: str) -> list[Trigger]:
    """Return the verbs of saying of a sentence in order; none lies in another.

    Args:
        sentence: the pieces.
        known: the words of the language.
        language: "fa", "en" or "ru".
    """
    found: list[Trigger] = []
    index = 0
    while index < len(sentence.pieces):
        trigger = _at(sentence, index, known, language)
        if trigger is not None:
            found.append(trigger)
        index = trigger.last + 1 if trigger and not _is_apart(trigger, sentence, known) else index + 1
    return found


def match(sentence: Sentence, index: int, phrases: tuple[Phrase, ...]) -> int:
    """Return the index after the longest of the phrases that stands at `index`, 0 when none does."""
    for phrase in phrases:
        if all(sentence.key(index + step) == word for step, word in enumerate(phrase)):
            return index + len(phrase)
    return 0


def _is_apart(trigger: Trigger, sentence: Sentence, known: Saying) -> bool:
    return sentence.key(trigger.first) in known.apart


def _at(sentence: Sentence, index: int, known: Saying, language: str) -> Trigger | None:
    piece = sentence.pieces[index]
    if piece.quoted or not piece.word:
        return None
    if piece.key in known.apart:
        return _light_verb(sentence, index, known)
    gapped = _gapped(sentence, index, known)
    if gapped is not None:
        return gapped
    for length in range(min(_LONGEST, len(sentence.pieces) - index), 0, -1):
        phrase = tuple(one.key for one in sentence.pieces[index : index + length])
        form = known.verbs.get(phrase)
        if form is not None:
            return _ACCEPTED[language](sentence, Trigger(index, index + length - 1, form), known)
    return None


def _light_verb(sentence: Sentence, index: int, known: Saying) -> Trigger | None:
    """«خواستار پیوندهای محکم‌تر شد»: the verb of the noun, before the sentence or the next noun of its kind ends."""
    forms = known.apart[sentence.key(index)]
    for last in range(index + 1, len(sentence.pieces)):
        form = forms.get(sentence.key(last))
        if form is not None and not sentence.pieces[last].quoted:
            return Trigger(index, last, form)
        if sentence.key(last) in ("؛", *known.apart):
            return None
    return None


# --- English ----------------------------------------------------------------------------------------------------------


def _english(sentence: Sentence, trigger: Trigger, known: Saying) -> Trigger | None:
    before = _before(sentence, trigger.first, known)
    after, key = sentence.key(trigger.last + 1), sentence.key(trigger.first)
    agent = _agent(sentence, trigger, known) if before in _BE else 0
    if agent or _is_ruled_out(sentence, trigger, known):
        return replace(trigger, agent=agent)
    refused = (
        before in known.sets["relatives"]
        or _is_relative(sentence, trigger.first, known)
        or (sentence.pieces[trigger.first].capital and trigger.first > 0)
        or after in _OTHER_PARTICLE
        or _wants_another_frame(sentence, trigger, known)
        or _FORMS_EN[_form_en(trigger.form)](before, key, after, known)
        or (_is_doubtful(trigger, sentence, known) and not _opens_object(after, known))
    )
    return None if refused else trigger


def _agent(sentence: Sentence, trigger: Trigger, known: Saying) -> int:
    """Where the agent of a passive begins that tells an opinion: "was rejected by X", "was dismissed as Y by X"."""
    key = sentence.key(trigger.first)
    reach = range(trigger.last + 1, min(trigger.last + 1 + _FRAME, len(sentence.pieces)))
    clause = [n for n in reach if not any(sentence.is_comma(m) for m in range(trigger.last, n + 1))]
    keys = [sentence.key(n) for n in reach]
    if key not in known.sets["passive"] and not (key in known.sets["passive_as"] and "as" in keys):
        return 0
    return next((n + 1 for n in clause if sentence.key(n) == "by" and not sentence.pieces[n].quoted), 0)


def _is_ruled_out(sentence: Sentence, trigger: Trigger, known: Saying) -> bool:
    """Whether a verb says something because it is negated: "did not rule out a delay"."""
    phrase = tuple(sentence.key(n) for n in range(trigger.first, trigger.last + 1))
    negated = sentence.key(trigger.first - 1) == "not" and sentence.key(trigger.first - 2) in _DO
    return negated and phrase in known.phrases["negated"]


def _is_relative(sentence: Sentence, verb: int, known: Saying) -> bool:
    """Whether a verb ends a relative clause with a subject of its own: "the plan that Putin proposed"."""
    start = next((n for n in range(verb - 1, 0, -1) if sentence.is_comma(n) or sentence.key(n) in ("that", "which")), 0)
    if sentence.key(start) not in ("that", "which") or sentence.pieces[start - 1].key in known.sets["saying_that"]:
        return False
    follows_saying = (sentence.key(start - 1),) in known.verbs
    opening = known.sets["determiners"] | known.sets["pronouns"] | known.sets["possessives"]
    return not follows_saying and (sentence.pieces[start + 1].capital or sentence.key(start + 1) in opening)


def _opens_object(after: str, known: Saying) -> bool:
    """Whether the word after a form that may be a noun shows that it is a verb: "disputes her account"."""
    return after in ("that", *_QUOTING) or after in known.sets["determiners"] or after in known.sets["possessives"]


def _is_doubtful(trigger: Trigger, sentence: Sentence, known: Saying) -> bool:
    """Whether a present form is as likely a noun: "reports", "claims", unless a name stands right before it."""
    key = sentence.key(trigger.first)
    nounlike = key in known.sets["nounlike"] or key.removesuffix("s") in known.sets["nounlike"]
    pronouns = known.sets["pronouns"] | known.sets["itself"]
    named = trigger.first > 0 and (
        sentence.key(trigger.first - 1) in pronouns or sentence.pieces[trigger.first - 1].capital
    )
    return nounlike and not trigger.form.past and not (named and key.endswith("s"))


def _form_en(form: Form) -> str:
    return "participle" if form.bare else "past" if form.past else "present"


def _no_participle(before: str, key: str, after: str, known: Saying) -> bool:
    """«..., adding that» goes on; "the meeting asking for" does not."""
    return before != "," or after == ","


def _no_past(before: str, key: str, after: str, known: Saying) -> bool:
    """"The proposed plan", "was reported", "asked about it, he ..." are participles."""
    nominal = known.sets["determiners"] | known.sets["prepositions"] | {"not", "'s"}
    return before in _BE or before in nominal or before in ("", "to")


def _no_present(before: str, key: str, after: str, known: Saying) -> bool:
    nominal = known.sets["determiners"] | known.sets["prepositions"] | known.sets["auxiliaries"]
    owned = before.endswith(("'s", "s'")) and not key.endswith("s")  # "X's claim that ..."
    return before in nominal or owned or (before == "," and not key.endswith("s")) or not before


_FORMS_EN: Mapping[str, Callable[[str, str, str, Saying], bool]] = {
    "participle": _no_participle,
    "past": _no_past,
    "present": _no_present,
}


def _wants_another_frame(sentence: Sentence, trigger: Trigger, known: Saying) -> bool:
    """Verbs that say something only with a clause ("added that"), with "as" ("described X as") or with "no"."""
    base = _base(sentence.key(trigger.first), known)
    rest = [sentence.key(index) for index in range(trigger.last + 1, len(sentence.pieces))]
    if base in known.sets["with_as"]:
        quoted = any(one.quoted for one in sentence.pieces[trigger.last + 1 : trigger.last + 1 + _FRAME])
        return "as" not in rest[:_FRAME] and not quoted and rest[:1] not in (["no"], ["little"])
    if base in known.sets["with_clause"]:
        closing = rest[:1] in ([","], ["."], [])
        clause = any(key in known.sets["auxiliaries"] or key in known.sets["saying_that"] for key in rest[:20])
        after_quotation = any(piece.quoted for piece in sentence.pieces[: trigger.first])
        return not closing and not clause and not after_quotation and rest[0] not in _QUOTING
    return False


def _base(key: str, known: Saying) -> str:
    """The base form of an English form, as far as the lists of frames need it."""
    irregular = {"saw": "see", "sees": "see", "seen": "see", "wrote": "write", "thought": "think", "foresaw": "foresee"}
    if key in irregular:
        return irregular[key]
    listed = known.sets["with_as"] | known.sets["with_clause"]
    forms = (key, key[:-1], key[:-2], key[:-3], key[:-3] + "e", key[:-3] + "y")
    return next((form for form in forms if form in listed), key)


def _before(sentence: Sentence, index: int, known: Saying) -> str:
    """The piece before, adverbs aside."""
    index -= 1
    while sentence.key(index) in known.sets["adverbs"]:
        index -= 1
    return sentence.key(index)


# --- Russian, Persian -------------------------------------------------------------------------------------------------


def _russian(sentence: Sentence, trigger: Trigger, known: Saying) -> Trigger | None:
    before = _before(sentence, trigger.first, known)
    key = sentence.key(trigger.first)
    if before in known.sets["relatives"]:
        return None
    if trigger.form.bare and not sentence.is_comma(trigger.first - 1):
        return None  # «..., отметив, что» goes on
    if before == "не" and trigger.form.act == "say" and key not in known.sets["say_forms"]:
        return None  # what nobody said is no statement
    if key in known.sets["negated"] and sentence.key(trigger.first - 1) != "не":
        return None
    if key in known.sets["with_side"] and sentence.key(trigger.last + 1) not in known.sets["sides"]:
        return None
    return trigger


def _persian(sentence: Sentence, trigger: Trigger, known: Saying) -> Trigger | None:
    after = sentence.key(trigger.last + 1)
    form, alone = trigger.form, trigger.first == trigger.last
    refused = (
        (after == "و" and sentence.key(trigger.last + 2) == "گو")
        or (form.negated and form.act in ("say", "stance"))  # what nobody said is no statement
        or (form.act == "naming" and alone and not _has_object(sentence, trigger))
        or (form.act == "wanting" and not _is_asking(sentence, trigger))
        or (form.bare and after not in _AUXILIARY_FA)
        or (form.bare and form.act != "wanting" and after == "شده")
    )
    if refused:
        return None
    return Trigger(trigger.first, trigger.last + 1, form) if form.bare else trigger


def _is_asking(sentence: Sentence, trigger: Trigger) -> bool:
    """«از جامعه جهانی خواست که», «... خواستند به خانه برگردد»: asked somebody for something, not wanted."""
    asked = any(sentence.key(index) == "از" for index in range(trigger.first))
    after = [sentence.key(index) for index in range(trigger.last + 1, len(sentence.pieces))]
    wished = any(key.startswith("ب") and key.endswith(("د", "ند")) for key in after[1:])
    return asked and (trigger.form.bare or after[:1] in (["که"], ["تا"]) or wished)


def _has_object(sentence: Sentence, trigger: Trigger) -> bool:
    """Whether «را» or «آنچه» stands before: «دانست» without an object is "knew"."""
    return any(sentence.key(index) in ("را", fold_key("آنچه")) for index in range(trigger.first))


def _gapped(sentence: Sentence, index: int, known: Saying) -> Trigger | None:
    """«... را ... توصیف و از ... قدردانی کرد»: a noun whose light verb comes once, at the end, for several."""
    form = known.gapped.get(sentence.key(index))
    if form is None or sentence.key(index + 1) != "و":
        return None
    trigger = Trigger(index, index, form)
    return trigger if _has_object(sentence, trigger) else None


_ACCEPTED: Mapping[str, Callable[[Sentence, Trigger, Saying], Trigger | None]] = {
    "en": _english,
    "ru": _russian,
    "fa": _persian,
}


def words_before(sentence: Sentence, start: int, end: int, known: Saying) -> Iterator[int]:
    """The indexes of the words between two indexes that are neither adverbs nor quoted."""
    for index in range(start, end):
        piece = sentence.pieces[index]
        if piece.word and not piece.quoted and piece.key not in known.sets["adverbs"]:
            yield index
