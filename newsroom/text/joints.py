"""Joints: where a Persian word that lost its ZWNJ may have carried it.

One word in, its readings out, best first. A reading is a spelling with ZWNJ, how sure we are, and the rule it comes
from. The rules are those of the Academy's orthography (ZWNJ after می, before ها, in ه‌ای, in compounds); each asks the
lexicon whether what remains is a word. A rule may also find that the word is right as it stands («کشورهای»): that
reading competes like any other, and when it wins nothing is proposed.
"""
from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from newsroom.text.lexicon import NON_JOINING, Lexicon, lexicon, seam, strip_zwnj

Confidence = Literal["high", "medium", "low"]
_RANK: dict[Confidence, int] = {"high": 0, "medium": 1, "low": 2}

# Words that may follow an indefinite «نامه‌ای» but never an ezafe «نام‌های»: the plural with ی wants its noun.
_AFTER_INDEFINITE = frozenset({
    "که", "به", "از", "را", "و", "یا", "تا", "اما", "ولی", "نیز", "هم", "است", "بود", "شد", "شده", "باشد",
    "نیست", "دارد", "داشت", "داد", "کرد", "گفت", "خطاب", "منتشر", "صادر", "اعلام", "نوشت", "ندارد", "نشد",
    "نبود", "نکرد", "خواهد", "می", "نمی",
})
# Words an indefinite noun or an adjective in ه‌ای can hardly govern: «حرف‌های او», not «حرفه‌ای او».
_AFTER_EZAFE = frozenset({"او", "وی", "من", "ما", "شما", "تو", "آنها", "آنان", "ایشان", "خود", "خویش", "این", "آن"})
_LEGAL: dict[tuple[bool, bool], tuple[Confidence, str]] = {
    (True, False): ("medium", "house style; the joined spelling is legal"),
    (False, True): ("low", "either spelling is legal"),
}
_VERB = re.compile(r"(بر|در|باز|فرا|فرو|ور|وا)?(نمی|می)(.{2,})")
_PLURALS = ("هایشان", "هایمان", "هایتان", "هایی", "هایم", "هایت", "هایش", "هاست", "های", "ها")
_COMPARATIVES = ("ترین‌ها", "ترین‌های", "ترین", "تری", "تر")
_AFTER_SILENT_HE = ("شان", "مان", "تان", "اند", "ایم", "اید", "ام", "ات", "اش")
_AFTER_YE = ("اند", "اش", "ام")
_PERFECT = ("اند", "ایم", "اید", "ام", "ای")
# A final ه that is heard (راه، گروه، متوجه) joins its pronoun: راهشان.
_HEARD_HE = re.compile(r"(?:.*[او]ه|.*توجه|وجه|.*جه|مشابه|شبیه|فقیه|فرمانده|سپه|مه|نه|به|ده|ته|که|چه)")
# Foreign words end in -ستر, -کتر, -لتر (گانگستر، کاراکتر، فیلتر): no comparatives.
_FOREIGN_TER = NON_JOINING | set("سکنلپف")
_COUNTS = ("یک", "سه", "پنج", "شش", "هفت", "هشت", "ده", "بیست", "سی", "چهل", "پنجاه", "شصت", "تک")
_TENS, _UNITS = "بیست سی چهل پنجاه شصت هفتاد هشتاد نود", "یک دو سه چهار پنج شش هفت هشت نه"
_NUMBER = re.compile(rf"({_TENS.replace(' ', '|')})و((?:{_UNITS.replace(' ', '|')})(?:م|مین|ساله)?)")


@dataclass(frozen=True, slots=True)
class Reading:
    """One way to read a damaged word: its spelling, our confidence in it and the rule that found it."""

    form: str
    confidence: Confidence
    rule: str


@dataclass(frozen=True, slots=True)
class Joints:
    """The rules, bound to the words that may be looked up.

    Attributes:
        lexicon: the general words.
        names: joined spelling -> spelling with ZWNJ, from the glossary.
        plain: names that are written without ZWNJ, and are right so.
    """

    lexicon: Lexicon
    names: Mapping[str, str]
    plain: frozenset[str]

    def readings(self, word: str, following: str = "") -> list[Reading]:
        """Return the readings of a word, best first; empty when it is right or unknown.

        Args:
            word: one word of Persian letters, without ZWNJ.
            following: the next word, "" at a punctuation mark or the end: it decides between نام‌های and نامه‌ای.
        """
        if word in self.plain:
            return []
        listed = self._listed(word)
        if listed:
            return [listed]
        if word in self.lexicon.words or word in self.lexicon.bare or len(word) < 4:
            return []
        found = [*self._verb(word)] or [*self._inflected(word, following)] or [*self._compounded(word)]
        ranked = sorted(found, key=lambda reading: _RANK[reading.confidence])
        return [] if not ranked or ranked[0].form == word else ranked

    def _listed(self, word: str) -> Reading | None:
        if word in self.names:
            return Reading(self.names[word], "medium" if word in self.lexicon.words else "high", "name")
        form = self.lexicon.compounds.get(word)
        if form is None:
            return None
        confidence, rule = _LEGAL.get((word in self.lexicon.house, word in self.lexicon.either), ("high", "compound"))
        return Reading(form, confidence, rule)

    def _verb(self, word: str) -> Iterator[Reading]:
        match = _VERB.fullmatch(word)
        if not match:
            return
        form = match[3] if match[3] in self.lexicon.finite else self._perfect(match[3])
        if form:
            yield Reading(f"{match[1] or ''}{seam(match[2], form)}", "high", "verb with می")

    def _perfect(self, word: str) -> str | None:
        """Read گفته‌اند, بوده‌ایم: a participle and its ending."""
        for ending in _PERFECT:
            if word.removesuffix(ending) in self.lexicon.participles and word.endswith("ه" + ending):
                return seam(word.removesuffix(ending), ending)
        return None

    def _base(self, stem: str) -> str | None:
        """Return the right spelling of a stem that is a word, or None when it is not known to be one.

        A stem that may be written both ways gets its ZWNJ: who writes «روان‌شناس‌ها» with one has the other too.
        """
        if len(stem) < 2:
            return None
        listed = self.names.get(stem) or self.lexicon.compounds.get(stem)
        if listed:
            return listed
        return stem if stem in self.lexicon.words or stem in self.plain else self._derived(stem)

    def _is_noun(self, stem: str) -> bool:
        sources = (self.lexicon.words, self.lexicon.compounds, self.plain, self.names)
        return any(stem in source for source in sources) and stem not in self.lexicon.adjectives

    def _sure(self, stem: str) -> Confidence:
        """A word built on a stem that may be written both ways is never certain."""
        return "medium" if stem in self.lexicon.either or stem in self.lexicon.house else "high"

    def _derived(self, stem: str) -> str | None:
        """Know a noun by its noun: همکار+ی, سخن+ان, نویسنده → نویسندگان; and a compound by its parts."""
        for ending, restored in (("ی", ""), ("یی", ""), ("ان", ""), ("یان", ""), ("گی", "ه"), ("گان", "ه"), ("ات", "")):
            root = stem[:-len(ending)] + restored
            known = root in self.lexicon.words or root in self.lexicon.compounds
            if stem.endswith(ending) and len(root) > 2 and known:
                form = self.lexicon.compounds.get(root, root)
                return form[:len(form) - len(restored)] + ending
        return next((reading.form for reading in self._compounded(stem) if reading.confidence != "low"), None)

    def _inflected(self, word: str, following: str) -> Iterator[Reading]:
        """Yield the readings as word + ending; the word itself when the ending needs no ZWNJ."""
        perfect = None if word.endswith("های") else self._perfect(word)
        if perfect:
            yield Reading(perfect, "high", "perfect")
            return
        derived = self._derived(word)
        if derived:
            yield Reading(derived, "medium" if derived != word else "high", "derived from a known word")
        elif word.endswith("های"):
            yield from self._plural_or_indefinite(word, following)
        else:
            yield from self._plural(word)
            yield from self._comparative(word)
            yield from self._with_silent_he(word)
            yield from self._with_ye(word)

    def _plural(self, word: str) -> Iterator[Reading]:
        ending = next((ending for ending in _PLURALS if word.endswith(ending)), "")
        stem = word.removesuffix(ending)
        if not ending or len(stem) < 2:
            return
        base = self._base(stem)
        if base is not None:
            yield Reading(seam(base, ending), self._sure(stem), "plural")
        elif stem[-1] in NON_JOINING:
            yield Reading(word, "high", "right as it is")
        else:
            yield Reading(seam(stem, ending), "medium", "plural of an unknown word")

    def _plural_or_indefinite(self, word: str, following: str) -> Iterator[Reading]:
        """Weigh X‌های against Xه‌ای: what is a word, and whether an ezafe can stand here at all."""
        stem, he_stem = word[:-3], word[:-2]
        if len(stem) < 2:
            return
        plural, indefinite = self._base(stem), None if _HEARD_HE.fullmatch(he_stem) else self._base(he_stem)
        readings = (Reading(seam(plural or stem, "های"), self._sure(stem), "plural"),
                    Reading(seam(indefinite or he_stem, "ای"), self._sure(he_stem), "ه‌ای"))
        weights = (self._weight(stem, plural), self._weight(he_stem, indefinite))
        if stem[-1] in NON_JOINING and weights == (0, 0):
            return  # an unknown word that is right as it stands
        if weights[0] == weights[1] or (weights[1] and he_stem in self.lexicon.relational):
            # «روزهای» needs no ZWNJ and is far commoner than «روزه‌ای»: what follows decides only between two spellings.
            no_ezafe = following in ("", *_AFTER_INDEFINITE) and stem[-1] not in NON_JOINING
            second_wins = no_ezafe or (he_stem in self.lexicon.relational and following not in _AFTER_EZAFE)
        else:
            second_wins = weights[1] > weights[0]
        best, other = (readings[1], readings[0]) if second_wins else readings
        if all(weights) or not any(weights):
            best = best if best.form == word else Reading(best.form, "medium", best.rule)
            yield from (best, Reading(other.form, "low", other.rule))
        else:
            yield best

    def _weight(self, stem: str, base: str | None) -> int:
        """Rank a base for the plural: 2 a listed noun, 1 an adjective or a derived word, 0 unknown."""
        return 2 if self._is_noun(stem) else int(base is not None)

    def _comparative(self, word: str) -> Iterator[Reading]:
        for ending in map(strip_zwnj, _COMPARATIVES):
            stem = word.removesuffix(ending)
            if stem == word or len(stem) < 2:
                continue
            shown = ending.replace("ترینها", "ترین‌ها")
            base = self._base(stem)
            if base is not None:
                # After other letters the joined spelling («محکمتر») is legal too.
                yield Reading(seam(base, shown), "high" if stem.endswith("ه") else "medium", "comparative")
            elif ending.startswith("ترین") and len(stem) > 2 and stem[-1] not in NON_JOINING:
                yield Reading(seam(stem, shown), "medium", "comparative of an unknown word")
            elif len(stem) > 3 and stem[-1] not in _FOREIGN_TER:
                yield Reading(seam(stem, shown), "low", "comparative of an unknown word")
            return

    def _with_silent_he(self, word: str) -> Iterator[Reading]:
        """Yield گفته‌اند، خانه‌شان، آماده‌ایم, and مخالف‌اند after a consonant."""
        for ending in _AFTER_SILENT_HE:
            stem = word.removesuffix(ending)
            if stem == word or len(stem) < 3:
                continue
            if stem.endswith("ه") and not _HEARD_HE.fullmatch(stem):
                base = self._base(stem)
                if base is not None:
                    yield Reading(seam(base, ending), "high", "ending after silent ه")
                elif ending == "اند":
                    yield Reading(seam(stem, ending), "medium", "perfect of an unknown verb")
            elif ending == "اند" and (base := self._base(stem)) is not None:
                yield Reading(seam(base, ending), "medium", "copula")

    def _with_ye(self, word: str) -> Iterator[Reading]:
        """Yield اصلی‌اش, ایرانی‌اند: an ending in a vowel after ی."""
        for ending in _AFTER_YE:
            stem = word.removesuffix(ending)
            if stem.endswith("ی") and stem != word and len(stem) > 3 and (base := self._base(stem)) is not None:
                yield Reading(seam(base, ending), "medium", "ending after ی")

    def _compounded(self, word: str) -> Iterator[Reading]:
        yield from self._with_second_part(word)
        yield from self._with_first_part(word)
        yield from self._joined_by(word)

    def _known(self, part: str) -> bool:
        return part in self.lexicon.words or (part.endswith("ی") and part[:-1] in self.lexicon.words and len(part) > 3)

    def _with_second_part(self, word: str) -> Iterator[Reading]:
        for ending in self.lexicon.second_parts:
            stem = word.removesuffix(ending)
            if stem == word or len(stem) < 2 or stem[-1] in NON_JOINING:
                continue
            listed = self.lexicon.compounds.get(stem)
            if listed or self._known(stem):
                yield Reading(seam(listed or stem, ending), "medium", "compound of known words")
            elif ending in self.lexicon.telling_parts and len(stem) > 2:
                yield Reading(seam(stem, ending), "low", "compound with an unknown word")

    def _with_first_part(self, word: str) -> Iterator[Reading]:
        for first in self.lexicon.first_parts:
            rest = word.removeprefix(first)
            if rest == word or len(rest) < 3 or first[-1] in NON_JOINING:
                continue
            if self._known(rest) or rest in self.lexicon.compounds:
                yield Reading(seam(first, self.lexicon.compounds.get(rest, rest)), "medium", "compound of known words")
        for count in _COUNTS:
            rest = word.removeprefix(count)
            form = self.lexicon.counted.get(rest) if rest != word else None
            if form:
                yield Reading(seam(count, form), "medium", "number in a compound")

    def _joined_by(self, word: str) -> Iterator[Reading]:
        """Yield بیست‌وپنج, and compounds around the Arabic article (حق‌الوکاله) or a preposition (به‌سمت)."""
        number = _NUMBER.fullmatch(word)
        if number:
            yield Reading(seam(number[1], "و" + number[2]), "high", "number")
        middle = word.find("ال", 2)
        if middle > 1 and word[middle - 1] not in NON_JOINING and len(word) - middle > 4 \
                and word[:middle] in self.lexicon.words and self._known(word[middle + 2:]):
            yield Reading(seam(word[:middle], word[middle:]), "medium", "compound with ال")
        rest = word.removeprefix("به")
        if rest != word and len(rest) > 3 and rest in self.lexicon.words:
            yield Reading(seam("به", rest), "medium", "preposition به")


def joints(names: Iterable[str]) -> Joints:
    """Bind the rules to the general lexicon and the words of a glossary.

    Args:
        names: names and terms in their right spelling; a name of several words counts word by word. A spelling
            without ZWNJ beside one with it («امامعلی»، «امام‌علی») means that both are right: nothing is proposed.
    """
    words = {word for name in names for word in name.split()}
    plain = frozenset(word for word in words if strip_zwnj(word) == word)
    split = {strip_zwnj(word): word for word in sorted(words - plain)}
    return Joints(lexicon(), {joined: word for joined, word in split.items() if joined not in plain}, plain)
