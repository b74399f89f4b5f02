"""Happening: whether a sentence says when an event is held, and which words mean an event without naming it."""

from __future__ import annotations

from collections.abc import Iterable

from newsroom.text.fold import fold_key
from newsroom.text.segments import words

_HELD = {
    "fa": "برگزار برپا پذیرای میزبان گشایش آغاز پایان افتتاح",
    "en": "held hold hosted hosts opened opens began begins ended ends met meets convened convenes place gathered",
    "ru": "прошел прошла прошло прошли пройдет пройдут состоялся состоялась состоялось состоялись состоится состоятся "
          "открылся открылась откроется завершился завершилась принял приняла собрались собрался",
}  # fmt: skip
_EVENTS = {
    "fa": "نشست اجلاس همایش کنفرانس دیدار جشنواره نمایشگاه مسابقات",
    "en": "summit meeting conference forum congress festival fair exhibition tournament",
    "ru": "саммит встреча конференция форум съезд фестиваль ярмарка выставка турнир",
}
# A day named with these is another day than that of the event.
_OTHER_DAY = {
    "fa": "اعلام خبر پیش‌تر قرار دعوت موکول تعویق لغو",
    "en": "announced announcement postponed cancelled canceled scheduled originally planned before after since until "
          "ahead invited previous earlier last next",
    "ru": "объявили объявил объявила перенесен перенесли отменен отменили запланирован до после накануне ранее "
          "предыдущий прошлый следующий пригласил",
}  # fmt: skip


def says_when(sentence: str, language: str) -> bool:
    """Whether a sentence says that something is held, and names no other day than that."""
    keys = _keys(sentence)
    held, other = _among(_HELD, language), _among(_OTHER_DAY, language)
    return bool(keys & held) and not keys & other


def means_an_event(sentence: str, language: str) -> bool:
    """Whether a sentence speaks of an event by a common noun: "the summit"."""
    return bool(_keys(sentence) & _among(_EVENTS, language))


def _among(table: dict[str, str], language: str) -> frozenset[str]:
    return frozenset(map(fold_key, table.get(language, "").split()))


def _keys(text: str) -> frozenset[str]:
    return frozenset(_each(text))


def _each(text: str) -> Iterable[str]:
    return (fold_key(text[word.start : word.end]) for word in words(text))
