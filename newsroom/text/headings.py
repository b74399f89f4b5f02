"""Headings: which short lines of a plain report are headings and which are short paragraphs.

Judged by what a reader sees: a heading is short, stands alone, and introduces something longer. Without a sentence
mark at its end that is enough. With ? ! … or : it must be clearly short before something clearly longer; with a full
stop it must besides be a phrase and not a clause, for short sentences are paragraphs («دیدار پایان یافت.»).
"""
from __future__ import annotations

import re
from dataclasses import dataclass

from newsroom.text.segments import ends_sentence

_LONGEST = 110
_MOST_WORDS = 15
_LONGEST_RUN = 2
# (final mark, most words, how many times longer the next block must be)
_MARKED = (("?؟!…", 10, 2.0), (":", 8, 2.0), (".", 6, 4.0))
_NEVER_LAST = "،,؛;"
# Signs of a finite verb: endings of the last word (fa), of any word (ru), frequent verbs and subjects (en).
_CLAUSE = {
    "fa": re.compile(
        r"(?:شد|شود|کرد|کند|بود|است|نیست|داد|دهد|یافت|یابد|رفت|رود|گفت|آمد|آید|گرفت|گیرد|رسید|ماند|داشت|دارد|خواهد|باشد"
        r"|ند|یم)$"),
    "en": re.compile(
        r"\b(?:is|are|was|were|be|been|has|have|had|do|does|did|will|would|can|could|may|might|must|should|said|says|he|she"
        r"|it|they|we|i|you|there|this|that|\w{3,}ed|continues?|remains?|began|begins?|took|made|left|won|lost|met)\b",
        re.IGNORECASE),
    "ru": re.compile(
        r"(?:\w(?:ет|ит|ют|ят|ут|ал|ил|ел|ыл|ла|ло|ли|лся|лась|лись|ется|ится|ются|ятся|ены|ена|ено)|\b(?:нет|это|был))\b",
        re.IGNORECASE),
}


@dataclass(frozen=True, slots=True)
class Candidate:
    """A line to be judged.

    Attributes:
        text: the line.
        plain: it may be a heading or a paragraph; other lines (lists, quotations, dates) are decided already.
        alone: blank lines stand around it, or the report has no blank lines between its paragraphs.
        follows: what stands after it may be introduced by a heading.
    """

    text: str
    plain: bool
    alone: bool
    follows: bool = True


def find_headings(lines: list[Candidate], language: str, *, questions: bool = True) -> tuple[set[int], list[int]]:
    """Judge the lines of a body.

    Args:
        lines: all lines of the body in order.
        language: decides what a clause looks like.
        questions: False in an interview, where a line with a question mark is a question.

    Returns:
        The indexes of the headings, and the indexes where a run of short lines begins that is worth a warning.
    """
    found: set[int] = set()
    for index in range(len(lines) - 2, -1, -1):
        line, following = lines[index], lines[index + 1]
        if line.plain and line.alone and _introduces(line.text, following, index + 1 in found, language, questions):
            found.add(index)
    runs = _runs(found)
    for run in runs:
        if len(run) > _LONGEST_RUN:
            found.difference_update(run)  # a list, a poem or a table: nobody writes three headings in a row
    return found, [run[0] for run in runs]


def looks_like_title(text: str) -> bool:
    """Tell whether a line may be the title of a report: not too long, and without a full stop at its end."""
    return 0 < len(text) <= 180 and len(text.split()) <= 28 and not re.search(r"[.:،,؛;][»”\"')]*$", text)


def _introduces(text: str, following: Candidate, before_heading: bool, language: str, questions: bool) -> bool:
    count = len(text.split())
    if len(text) > _LONGEST or count > _MOST_WORDS or text[-1] in _NEVER_LAST or not any(map(str.isalpha, text)):
        return False
    if not ends_sentence(text) and not text.endswith(":"):
        if before_heading or not following.plain:
            return following.follows
        times = len(following.text) / len(text)
        return times > 2 or (times >= 1.2 and ends_sentence(following.text))
    if not following.plain or before_heading or (not questions and re.search(r"[?؟][»”\"')]*$", text)):
        return False
    return _marked_heading(text, count, len(following.text), language)


def _marked_heading(text: str, count: int, following: int, language: str) -> bool:
    final = text.rstrip("»”’\"')")[-1:]
    for marks, most_words, times in _MARKED:
        if final in marks:
            clause = final == "." and _CLAUSE[language].search(text.rstrip(".»”\"")) if language in _CLAUSE else None
            return count <= most_words and following >= times * len(text) and not clause
    return False


def _runs(found: set[int]) -> list[list[int]]:
    """Return the runs of two and more neighbouring headings."""
    runs: list[list[int]] = []
    for index in sorted(found):
        if runs and runs[-1][-1] == index - 1:
            runs[-1].append(index)
        else:
            runs.append([index])
    return [run for run in runs if len(run) > 1]
