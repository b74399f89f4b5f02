"""Confidence: which suggested mentions may be accepted many at once, without a look at each. Pure, to be measured."""

from __future__ import annotations

CONFIDENT = 0.9
"""The score from which they may: names and other names written in full, also inflected. Short forms, derived forms,
other orders of words and names that also mean something else (`matching` ask) all score less (`gazetteer`).
"""
_SEVERAL = frozenset({"ambiguous", "metonym"})


def is_sure(score: float | None, reason: str, at_least: float = CONFIDENT) -> bool:
    """Whether a suggestion may be accepted with others; never where several have the name, whatever the score.

    Args:
        score: 0..1; None is not sure.
        reason: the codes of the rules, joined by "+" (`hits.Suggestion`).
        at_least: the score that is enough.
    """
    return score is not None and score >= at_least and _SEVERAL.isdisjoint(reason.split("+"))
