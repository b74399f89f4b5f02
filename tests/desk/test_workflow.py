"""The workflow: every step from every state, and that no sequence of steps leads round a second pair of eyes."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import suppress

import pytest
from django.db import transaction
from django.utils import translation
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from newsroom.audit.log import LogEntry
from newsroom.audit.verbs import Verb
from newsroom.content.article import Article
from newsroom.content.block import Block
from newsroom.content.track import State, Track
from newsroom.desk import workflow
from newsroom.desk.edit import edit_texts
from newsroom.desk.errors import DeskError, IllegalStep, Incomplete, NotAllowed, NotReady
from newsroom.desk.steps import VERBS, open_to, take
from newsroom.desk.translate import confirm_translation, put_translation
from newsroom.desk.workflow import TABLE, Step
from newsroom.localization.contribution import Contribution
from newsroom.localization.segment import Segment
from newsroom.staff.comment import Comment
from newsroom.staff.notification import Notification
from newsroom.staff.user import User

# Written out apart from the table in the code: state -> step -> what comes of it; what is not here is refused.
EXPECTED = {
    "draft": {"submit": "in_review", "approve": "ready"},
    "in_review": {"withdraw_review": "draft", "request_changes": "changes_requested", "approve": "ready"},
    "changes_requested": {"submit": "in_review"},
    "ready": {"request_changes": "changes_requested", "approve": "ready", "publish": "published"},
    "published": {"approve": "ready", "publish": "published"},
    "correcting": {"submit": "in_review", "approve": "ready"},
}
PEOPLE = ("reporter", "editor", "publisher", "translator-en")


@pytest.fixture(autouse=True)
def _speak_english() -> Iterator[None]:
    with translation.override("en"):
        yield


@pytest.fixture
def plain(write: Callable[[str], Article]) -> Article:
    return write("Ministers meet in Vienna\n\nThey spoke for two hours.")


def state_of(article: Article, language: str = "en") -> str:
    return Track.objects.get(article=article, language=language).state


def change(article: Article, by: User, text: str = "They spoke for three hours.") -> None:
    block = Block.objects.of_article(article)[1]
    edit_texts(article, language="en", texts={str(block.uuid): text}, by=by)


@pytest.mark.parametrize("state", State.values)
def test_it_has_the_steps_that_stand_here_and_no_others(state: str) -> None:
    found = {
        step.value: rule.moves[State(state)].value
        for step, rule in TABLE.items()
        if rule.action is not None and state in rule.moves
    }
    assert found == EXPECTED[state]
    assert [step.value for step in workflow.allowed_from(state)] == [s.value for s in Step if s.value in found]


def test_every_step_that_somebody_takes_has_its_verb_and_its_name_in_the_log() -> None:
    assert set(VERBS) == {step for step, rule in TABLE.items() if rule.action is not None}
    assert {rule.verb for rule in TABLE.values()} - {None} <= set(Verb)
    with pytest.raises(ValueError, match="burn"):
        Step("burn")


@pytest.mark.parametrize("state", State.values)
def test_an_illegal_step_names_the_state_and_what_is_possible(
    plain: Article, staff: dict[str, User], state: str
) -> None:
    Track.objects.filter(article=plain, language="en").update(state=state)
    for step in VERBS:
        if step.value in EXPECTED[state]:
            continue
        said = {"reason": "Why?"} if step == Step.REQUEST_CHANGES else {}
        with pytest.raises(IllegalStep) as refusal:
            take(plain, language="en", step=step, by=staff["publisher"], **said)
        assert refusal.value.state == State(state).label
        assert refusal.value.allowed == tuple(str(one.label) for one in workflow.allowed_from(state))
        assert str(State(state).label) in str(refusal.value)
    assert state_of(plain) == state


def test_a_text_goes_through_review_and_its_people_are_told(plain: Article, staff: dict[str, User]) -> None:
    take(plain, language="en", step="submit", by=staff["reporter"])
    assert state_of(plain) == "in_review"
    asked = Notification.objects.filter(happening="review_requested", article=plain)
    assert {row.to.username for row in asked} == {"editor", "publisher"}

    comment = take(plain, language="en", step="request_changes", by=staff["editor"], reason="Who spoke?")
    assert state_of(plain) == "changes_requested"
    assert (comment.text, comment.block) == ("Who spoke?", None)
    sent_back = Notification.objects.filter(article=plain, happening="changes_requested")
    assert [row.to.username for row in sent_back] == ["reporter"]

    change(plain, staff["reporter"], "The ministers spoke.")
    assert state_of(plain) == "changes_requested"
    take(plain, language="en", step="submit", by=staff["reporter"])
    take(plain, language="en", step="approve", by=staff["editor"])
    assert state_of(plain) == "ready"
    take(plain, language="en", step="publish", by=staff["publisher"])
    assert state_of(plain) == "published"
    told = Notification.objects.filter(article=plain, to=staff["reporter"]).order_by("pk")
    assert [row.happening for row in told] == ["changes_requested", "approved", "published"]
    verbs = LogEntry.objects.about("article", str(plain.uuid)).values_list("verb", flat=True)
    assert list(verbs)[-6:] == ["submit", "request_changes", "edit", "submit", "approve", "publish"]


def test_the_author_is_not_asked_to_review_their_own_words(plain: Article, staff: dict[str, User]) -> None:
    change(plain, staff["editor"])
    take(plain, language="en", step="submit", by=staff["reporter"])
    assert [row.to.username for row in Notification.objects.filter(article=plain)] == ["publisher"]


def test_changes_are_asked_for_with_a_reason_only(plain: Article, staff: dict[str, User]) -> None:
    take(plain, language="en", step="submit", by=staff["reporter"])
    with pytest.raises(Incomplete):
        take(plain, language="en", step="request_changes", by=staff["editor"], reason="  \n ")
    assert state_of(plain) == "in_review"
    assert not Comment.objects.filter(article=plain).exists()


def test_who_asks_for_changes_takes_the_approval_back(plain: Article, staff: dict[str, User]) -> None:
    change(plain, staff["publisher"])
    take(plain, language="en", step="approve", by=staff["editor"])
    take(plain, language="en", step="request_changes", by=staff["editor"], reason="Not yet.")
    assert set(Segment.objects.of_article(plain.pk, "en").values_list("status", "reviewer")) == {("draft", None)}
    take(plain, language="en", step="submit", by=staff["reporter"])
    with pytest.raises(NotAllowed):
        take(plain, language="en", step="approve", by=staff["publisher"])


def test_a_text_with_a_gap_is_not_handed_in(summit: Article, staff: dict[str, User]) -> None:
    block = Block.objects.of_article(summit)[3]
    put_translation(summit, language="en", texts={str(block.uuid): ""}, by=staff["translator-en"])
    with pytest.raises(NotReady) as refusal:
        take(summit, language="en", step="submit", by=staff["translator-en"])
    assert not isinstance(refusal.value, IllegalStep)
    assert state_of(summit) == "correcting"


def test_under_a_live_edition_a_review_taken_back_is_a_correction(followed: Article, staff: dict[str, User]) -> None:
    block = Block.objects.of_article(followed)[3]
    put_translation(followed, language="en", texts={str(block.uuid): "Other words."}, by=staff["translator-en"])
    take(followed, language="en", step="submit", by=staff["translator-en"])
    take(followed, language="en", step="withdraw_review", by=staff["translator-en"])
    assert state_of(followed) == "correcting"


def test_a_review_taken_back_is_a_draft_again(plain: Article, staff: dict[str, User]) -> None:
    take(plain, language="en", step="submit", by=staff["reporter"])
    take(plain, language="en", step="withdraw_review", by=staff["reporter"])
    assert state_of(plain) == "draft"


def test_a_translation_that_was_confirmed_is_published_no_longer_but_being_corrected(
    settled: Article, staff: dict[str, User]
) -> None:
    block = Block.objects.of_article(settled)[3]
    edit_texts(settled, language="fa", texts={str(block.uuid): "متن دیگر."}, by=staff["reporter"])
    assert confirm_translation(settled, language="en", by=staff["translator-en"]) == 1
    assert state_of(settled) == "correcting"


def test_each_is_offered_what_they_could_do_and_nobody_their_own_words(
    plain: Article, staff: dict[str, User]
) -> None:
    def offered(who: str) -> list[str]:
        return [step.value for step in open_to(staff[who], Article.objects.get(pk=plain.pk)).get("en", ())]

    assert offered("reporter") == ["submit"]
    assert offered("editor") == ["submit", "approve"]
    assert offered("annotator") == []
    change(plain, staff["editor"])
    assert offered("editor") == ["submit"]
    take(plain, language="en", step="approve", by=staff["publisher"])
    assert offered("publisher") == ["request_changes", "approve", "publish"]
    assert offered("editor") == ["request_changes", "approve"]


TEXTS = st.sampled_from(["One.", "Two.", "**Two.**"])
STEPS = st.tuples(st.sampled_from(PEOPLE), st.sampled_from([*VERBS, Step.EDIT, Step.EDIT]), TEXTS)


@settings(
    max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow], deadline=None
)
@given(taken=st.lists(STEPS, min_size=4, max_size=9))
def test_nothing_is_ready_that_another_person_has_not_approved_as_it_stands(
    plain: Article, staff: dict[str, User], taken: list[tuple[str, Step, str]]
) -> None:
    """Steps and edits by anybody in any order: what is ready or published was approved in just these words by somebody
    who had no hand in them.
    """
    with transaction.atomic():
        for who, step, text in taken:
            with suppress(DeskError):
                if step == Step.EDIT:
                    change(plain, staff[who], text)
                else:
                    said = {"reason": "Again."} if step == Step.REQUEST_CHANGES else {}
                    take(plain, language="en", step=step, by=staff[who], **said)
            check_that_others_approved(plain)
        transaction.set_rollback(True)


def check_that_others_approved(article: Article) -> None:
    track = Track.objects.get(article=article, language="en")
    if track.state not in ("ready", "published"):
        return
    assert track.approved_revision is not None
    approved = {block.id: block.text.get("en", "") for block in track.approved_revision.document.blocks}
    for segment in Segment.objects.of_article(article.pk, "en").select_related("block"):
        text = approved[str(segment.block.uuid)].replace("*", "")  # emphasis alone is no other text
        assert text == segment.block.plain("en")
        assert segment.status == "approved"
        hands = Contribution.objects.filter(segment=segment)
        assert segment.reviewer_id not in set(hands.values_list("user", flat=True)) or not hands.unapproved()
    assert not Contribution.objects.to_article(article.pk, "en").unapproved().exists()
    if track.state == "published":
        writers = Contribution.objects.to_article(article.pk, "en").values_list("user", flat=True)
        published = LogEntry.objects.about("article", str(article.uuid)).filter(verb="publish").last()
        assert published is not None
        assert published.who_id not in set(writers)
