"""The steps of the workflow as verbs: the one way in for buttons, bulk actions and the API.

`desk/workflow.py` says what is possible, the verbs named here do it.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from newsroom.content.article import Article
from newsroom.content.track import State
from newsroom.desk import policy, publish, review, workflow
from newsroom.desk.workflow import Step
from newsroom.localization.contribution import Contribution
from newsroom.staff.user import User

VERBS: dict[Step, Callable[..., Any]] = {
    Step.SUBMIT: review.submit,
    Step.WITHDRAW_REVIEW: review.withdraw_review,
    Step.REQUEST_CHANGES: review.request_changes,
    Step.APPROVE: review.approve,
    Step.PUBLISH: publish.publish,
}


def take(article: Article, *, language: str, step: str, by: User, **said: Any) -> Any:
    """Take one step with what its verb asks besides (`reason`, `seen_revision`, `kind`, `note`); returns its result.

    Raises ValueError for a step that nobody takes, and whatever the verb raises: NotAllowed, IllegalStep, NotReady, ...
    """
    return VERBS[Step(step)](article, language=language, by=by, **said)


def open_to(who: User, article: Article) -> dict[str, tuple[Step, ...]]:
    """Language -> the steps that `who` could take now, by table, rights and four eyes; what is missing is not asked.

    At most one query when the article's tracks were prefetched.
    """
    tracks = list(article.tracks.all())
    hands = Contribution.objects.filter(segment__block__article=article, user=who)
    own = list(hands.values_list("segment__language", "approved")) if tracks else []
    return {
        track.language: tuple(
            step for step in workflow.allowed_from(track.state) if _may(who, step, article, track.language, own)
        )
        for track in tracks
    }


def barred_hands(step: Step, own: list[tuple[str, bool]], language: str) -> bool:
    """Whether somebody with these hands (language, approved since) in an article is no second pair of eyes."""
    action = workflow.TABLE[step].action
    if action is None or not workflow.TABLE[step].four_eyes or not policy.needs_four_eyes(action):
        return False
    return any(code == language and not (step == Step.APPROVE and approved) for code, approved in own)


def _may(who: User, step: Step, article: Article, language: str, own: list[tuple[str, bool]]) -> bool:
    action = workflow.TABLE[step].action
    return (
        action is not None
        and policy.may(who, action, article=article, language=language)
        and not barred_hands(step, own, language)
    )


SETTLED = frozenset({State.READY, State.PUBLISHED})  # approving there again is for what was missed, if anything
