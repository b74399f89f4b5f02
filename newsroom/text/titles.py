"""Titles: the header line of a wire report, the genre named after a title, and a title fused to its lead.

Wires repeat the title: once in a header line with the date («date 2024-10-09 Title - Report»), once above the text,
where the line break after it is often lost and the lead goes on in the same line.
"""
from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from newsroom.text.calendars import parse_date
from newsroom.text.fold import fold, fold_key

# What wires call the form of a text, after the title. English needs its capital: "- report" means "it is reported".
_GENRES = {
    "report": "گزارش|گزارش خبری|گزارش میدانی|گزارش ویژه|Report|Special report|репортаж|отчёт|отчет",
    "interview": "گفت‌وگو|گفتگو|مصاحبه|مصاحبه اختصاصی|Interview|Q&A|интервью",
    "analysis": "تحلیل|تحلیل خبری|Analysis|News analysis|анализ|аналитика",
    "opinion": "یادداشت|دیدگاه|Opinion|Comment|Commentary|Op-ed|мнение|комментарий|колонка",
    "editorial": "سرمقاله|Editorial|редакционная статья",
    "article": "مقاله|Article|статья",
    "feature": "پرونده|روایت|Feature|очерк",
    "news": "خبر|News|новости|новость",
    "review": "نقد|Review|обзор|рецензия",
    "explainer": "توضیح|Explainer|разбор",
    "photo": "گزارش تصویری|عکس|Photos|Photo essay|In pictures|фоторепортаж",
}
_GENRE_OF = {fold_key(word): genre for genre, words in _GENRES.items() for word in words.split("|")}
_WORDS = sorted((word for words in _GENRES.values() for word in words.split("|")), key=len, reverse=True)


def _spellings(word: str) -> tuple[str, ...]:
    return word, word[0].upper() + word[1:], word.upper(), word.replace("\u200c", "")


_ANY_CASE = "|".join(re.escape(spelling) for word in _WORDS for spelling in dict.fromkeys(_spellings(word)))
_SUFFIX = re.compile(rf"\s+[-–—|]\s*({_ANY_CASE})\s*$")
# In running text the word may be glued to the lead; a Latin or Cyrillic lead then shows its capital.
_FUSED = re.compile(rf"\s+[-–—|]\s*({_ANY_CASE})(?=$|\s|[\"«“(\d]|[A-ZА-ЯЁ]|(?<=[\u0600-\u06ff])[\u0600-\u06ff])")
_NOT_THE_WORD = re.compile(r"(?:گر(?:ان|ی)?|ها|های|نامه|ی|ان)\b")
_HEADER = re.compile(
    r"(?:(?:date|تاریخ|дата)\s*:?\s*)?(?P<date>\d{4}(?P<sep>[-/.])\d{1,2}(?P=sep)\d{1,2})(?:[T ]\d{1,2}:\d{2}\S*)?"
    r"[\s,|:–—-]+(?P<rest>\S.*)", re.IGNORECASE)
_CONTINUES = re.compile(r"\s*[,،;]|\s+(?:و|که|تا|را|در|از|به|با)\s|\s+[a-zа-яё]")
_LEADING = " \t\u00a0.:؛|–—-"
_MIN_FUSED_LETTERS = 15
_LONGEST_TITLE = 250


@dataclass(frozen=True, slots=True)
class Header:
    """The header line of a wire: its date, title and genre ("" when none is named)."""

    date: date
    title: str
    genre: str


def strip_genre(title: str) -> tuple[str, str]:
    """Split «title - گزارش» into the title and the genre ("" when no known genre follows)."""
    match = _SUFFIX.search(title)
    return (title[:match.start()].rstrip(), _GENRE_OF[fold_key(match[1])]) if match else (title, "")


def read_header(line: str, language: str) -> Header | None:
    """Read a header line: a numeric date, then a title; None when the line is anything else."""
    match = _HEADER.fullmatch(line)
    if not match or len(line) > _LONGEST_TITLE or not any(char.isalpha() for char in match["rest"]):
        return None
    day = parse_date(match["date"], language)
    if day is None or parse_date(line, language) or match["rest"].endswith("."):
        return None
    return Header(day, *strip_genre(match["rest"]))


def split_title_from_lead(line: str, title: str) -> tuple[str, str]:
    """Split a line that repeats the title, perhaps glued to the lead, where the title ends.

    Letters are compared folded and without spaces, so «مشترکالمنافع» in one and «مشترک‌المنافع» in the other meet.

    Args:
        line: the line as received.
        title: the title, with or without its genre.

    Returns:
        The title as the line has it, without the genre, and the rest of the line ("" when there is none). When the
        line does not repeat the title: "" and the line.
    """
    bare = strip_genre(title)[0]
    end = _end_of(line, bare)
    if end < 0:
        return "", line
    rest = line[end:]
    fused = _fused_genre(rest)
    if fused:
        return line[:end].strip(), rest[fused.end():].lstrip(_LEADING)
    if rest.strip() and not _parts(line[:end], rest):
        return "", line
    return line[:end].strip(), rest.lstrip(_LEADING)


def split_at_genre(line: str) -> tuple[str, str, str]:
    """Split «title - گزارشlead» without knowing the title: title, lead, genre; title is "" when no genre is there."""
    for match in _FUSED.finditer(line):
        title, rest = line[:match.start()].strip(), line[match.end():]
        whole = len(title) < _LONGEST_TITLE and not re.search(r"[.؟?!]\s", title)
        if title and whole and not _NOT_THE_WORD.match(rest):
            return title, rest.lstrip(_LEADING), _GENRE_OF[fold_key(match[1])]
    return "", line, ""


def _fused_genre(rest: str) -> re.Match[str] | None:
    match = _FUSED.match(rest)
    return match if match and not _NOT_THE_WORD.match(rest[match.end():]) else None


def _end_of(line: str, title: str) -> int:
    """Return the offset in the line after the title it begins with, or -1."""
    wanted = "".join(fold_key(title).split())
    folded = fold(line)
    places = [place for place, char in enumerate(folded.text) if not char.isspace()]
    found = places[:len(wanted)]
    if not wanted or "".join(folded.text[place] for place in found) != wanted:
        return -1
    return folded.original(0, found[-1] + 1)[1]


def _parts(title: str, rest: str) -> bool:
    """Tell whether the line may be cut here: not inside a word, and not in a sentence that merely begins alike."""
    if _CONTINUES.match(rest):
        return False
    if not (title[-1].isalpha() and rest[0].isalpha()):
        return rest[0] != "\u200c"
    if rest[0].isupper():
        return True
    long = sum(map(str.isalpha, title)) >= _MIN_FUSED_LETTERS
    return long and not rest[0].islower() and not _NOT_THE_WORD.match(rest)
