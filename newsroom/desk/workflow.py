"""The workflow of one article in one language: the one table of states and steps.

It guards every verb that changes a state, draws the buttons and is printed in ARCHITECTURE.md. A verb opens a step with
`begin`, does its work and closes it with `move`; `desk/steps.py` knows which verb belongs to which step. A step that
does not stand here does not exist.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import models
from django.db.models import Case, Exists, Value, When
from django.utils.translation import gettext_lazy as _

from newsroom.audit.verbs import Verb
from newsroom.content.article import Article
from newsroom.content.track import State, Track
from newsroom.desk import policy, readiness, record
from newsroom.desk.errors import IllegalStep, NotReady
from newsroom.desk.policy import Action
from newsroom.publishing.publication import Publication
from newsroom.staff.user import User


class Step(models.TextChoices):
    """What can happen to a text; the labels stand on the buttons."""

    SUBMIT = "submit", _("Ask for a review")
    WITHDRAW_REVIEW = "withdraw_review", _("Withdraw from review")
    REQUEST_CHANGES = "request_changes", _("Ask for changes")
    APPROVE = "approve", _("Approve")
    PUBLISH = "publish", _("Publish")
    EDIT = "edit", _("Edit the text")


@dataclass(frozen=True, slots=True)
class Rule:
    """One step: from which states to which, who may, what must be right, what the log says.

    `guards`: "" for none, else which table of `desk/readiness.py` is asked. Where a text falls back to DRAFT while an
    edition of it is live, it is CORRECTING. A rule without an action is the system's own: other words than the
    approved ones step back by themselves, inside the verb that changed them and under its row of the log.
    """

    moves: Mapping[State, State]
    action: Action | None = None
    guards: str = ""
    four_eyes: bool = False
    verb: Verb | None = None


_WRITING = (State.DRAFT, State.CHANGES_REQUESTED, State.CORRECTING)

TABLE: dict[Step, Rule] = {
    Step.SUBMIT: Rule(
        moves=dict.fromkeys(_WRITING, State.IN_REVIEW), action=Action.SUBMIT, guards="to approve", verb=Verb.SUBMIT
    ),
    Step.WITHDRAW_REVIEW: Rule(
        moves={State.IN_REVIEW: State.DRAFT}, action=Action.SUBMIT, verb=Verb.WITHDRAW_REVIEW
    ),
    Step.REQUEST_CHANGES: Rule(
        moves=dict.fromkeys((State.IN_REVIEW, State.READY), State.CHANGES_REQUESTED),
        action=Action.APPROVE,
        verb=Verb.REQUEST_CHANGES,
    ),
    # Nobody has to be asked in order to read and approve; but who asked for changes waits until they are handed in.
    Step.APPROVE: Rule(
        moves=dict.fromkeys((s for s in State if s != State.CHANGES_REQUESTED), State.READY),
        action=Action.APPROVE,
        guards="to approve",
        four_eyes=True,
        verb=Verb.APPROVE,
    ),
    # From PUBLISHED again: other annotations or facts under the same words.
    Step.PUBLISH: Rule(
        moves=dict.fromkeys((State.READY, State.PUBLISHED), State.PUBLISHED),
        action=Action.PUBLISH,
        guards="to publish",
        four_eyes=True,
        verb=Verb.PUBLISH,
    ),
    Step.EDIT: Rule(moves={State.READY: State.DRAFT, State.PUBLISHED: State.CORRECTING}),
}


def allowed_from(state: str) -> tuple[Step, ...]:
    """The steps that people may take in a state, in the order of the table."""
    return tuple(step for step, rule in TABLE.items() if rule.action is not None and state in rule.moves)


def begin(
    article: Article, *, language: str, step: Step, by: User, problems: Sequence[str] = ()
) -> tuple[Article, Track]:
    """Lock the article and ask everything the table asks; `problems`: what the verb itself found wrong.

    Returns the locked article and its track. Raises NotAllowed, IllegalStep, NotReady. Inside a transaction only.
    """
    article, rule = record.locked(article), TABLE[step]
    assert rule.action is not None, "the system's own step is taken by step_back"
    policy.check(by, rule.action, article=article, language=language)
    if rule.four_eyes:
        policy.check_four_eyes(by, rule.action, article=article, language=language)
    track = track_of(article, language)
    found = [*problems]
    if rule.guards:
        found = [*readiness.problems(article, language, approved=rule.guards == "to publish"), *found]
    if track.state not in rule.moves:
        allowed = [str(one.label) for one in allowed_from(track.state)]
        raise IllegalStep(str(step.label), track.get_state_display(), allowed, found)
    if found:
        raise NotReady(found)
    return article, track


def move(track: Track, *, step: Step, **columns: Any) -> Track:
    """Write the state that `step` leads to, and `columns` with it."""
    track.state = _landing(track, TABLE[step].moves[State(track.state)])
    for name, value in columns.items():
        setattr(track, name, value)
    track.save(update_fields=["state", *columns])
    return track


def step_back(article: Article, language: str) -> None:
    """The system's step, in one query: the words are other ones, so what was approved or published is so no longer.

    Called by every verb that changes words, addresses of links or the source that a translation stands beside.
    """
    moves = TABLE[Step.EDIT].moves
    live = Publication.objects.live().filter(article_public_id=article.public_id, language=language)
    after = Case(
        When(Exists(live), then=Value(State.CORRECTING.value)),
        *(When(state=before, then=Value(state.value)) for before, state in moves.items()),
    )
    Track.objects.filter(article=article, language=language, state__in=moves).update(state=after)


def track_of(article: Article, language: str) -> Track:
    """The state of one language, begun when nobody has touched it yet."""
    track, _created = Track.objects.get_or_create(article=article, language=language)
    return track


def _landing(track: Track, after: State) -> State:
    """Under a live edition a draft is a correction in the making."""
    if after == State.DRAFT and Publication.objects.live().filter(
        article_public_id=track.article.public_id, language=track.language
    ):
        return State.CORRECTING
    return after
