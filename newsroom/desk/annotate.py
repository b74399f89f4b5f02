"""Deciding on what was suggested: accept, reject, take back. The first door of annotating; beside it stand
`desk/suggest.py`, which asks the gazetteer, and `desk/mentions.py`, where an editor says who is meant.
"""

from __future__ import annotations

from collections.abc import Iterable

from django.db import transaction

from newsroom.annotation.confidence import CONFIDENT, is_sure
from newsroom.annotation.span import Span
from newsroom.audit.verbs import Verb
from newsroom.content.article import Article
from newsroom.desk import policy, record
from newsroom.desk.decision import Decided
from newsroom.desk.mentions import accept_as, add_mention, change_mention
from newsroom.desk.policy import Action
from newsroom.desk.selection import Selection
from newsroom.desk.suggest import suggest_mentions
from newsroom.staff.user import User

__all__ = [
    "CONFIDENT", "Selection", "accept_as", "accept_confident", "accept_suggestions", "add_mention", "change_mention",
    "reconsider", "reject_suggestions", "suggest_mentions",
]  # fmt: skip


@transaction.atomic
def accept_suggestions(article: Article, *, spans: Iterable[Span], by: User) -> int:
    """Accept suggestions and spans under review as they stand; returns how many.

    Suggestions of the same entity on overlapping words give way. Raises NotAllowed, and StaleSpan when other words
    stand there: an orphan has no words to accept.
    """
    policy.check(by, Action.DECIDE, article=article)
    article = record.locked(article)
    decided = Decided.waiting(article, spans)
    decided.accept()
    return _leave(decided, Verb.ACCEPT_SUGGESTIONS, by)


@transaction.atomic
def reject_suggestions(article: Article, *, spans: Iterable[Span], by: User) -> int:
    """Reject suggestions, and give up spans that lost their place. Returns how many.

    What is rejected is not suggested again in the same context, even after the passage was cut and pasted anew.
    Raises NotAllowed.
    """
    policy.check(by, Action.DECIDE, article=article)
    article = record.locked(article)
    decided = Decided.waiting(article, spans)
    decided.reject()
    return _leave(decided, Verb.REJECT_SUGGESTIONS, by)


@transaction.atomic
def accept_confident(article: Article, *, language: str, by: User, at_least: float = CONFIDENT) -> int:
    """Accept the suggested mentions of one language that are sure (`annotation.confidence`); returns how many.

    Never statements, and never a name that several have. `at_least`: the score that is enough. Raises NotAllowed,
    StaleSpan.
    """
    policy.check(by, Action.DECIDE, article=article)
    article = record.locked(article)
    spans = Span.objects.of_article(article.pk, language).suggested().filter(mention__isnull=False)
    decided = Decided.waiting(article, [span for span in spans if is_sure(span.score, span.reason, at_least)])
    decided.accept()
    return _leave(decided, Verb.ACCEPT_SUGGESTIONS, by)


@transaction.atomic
def reconsider(article: Article, *, spans: Iterable[Span], by: User) -> int:
    """Take decisions back: accepted and rejected suggestions are suggested again; returns how many.

    Refusals go with it, and a mention that was accepted as another entity is of the first one again. What an editor
    made was never suggested and stays; so does a suggestion whose words are gone. Raises NotAllowed.
    """
    policy.check(by, Action.DECIDE, article=article)
    article = record.locked(article)
    decided = Decided.suggestions(article, spans)
    decided.suggest_again()
    return _leave(decided, Verb.RECONSIDER, by)


def _leave(decided: Decided, verb: Verb, by: User) -> int:
    """One revision and one row in the log, where there was anything to decide."""
    count = len(decided.rows)
    if count:
        record.revise(decided.article, by=by, summary=f"{verb} {count}")
        record.log(verb, decided.article, by=by, detail=str(count))
    return count
