"""Who may do what: every action and every role against a table written out here, apart from the one in the code."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import nullcontext
from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser, Group

from newsroom.content.article import Article
from newsroom.content.block import Block
from newsroom.content.track import Track
from newsroom.desk import policy
from newsroom.desk.edit import edit_texts
from newsroom.desk.errors import NotAllowed
from newsroom.desk.policy import Action
from newsroom.desk.publish import publish
from newsroom.desk.review import approve
from newsroom.staff.roles import Role
from newsroom.staff.user import LanguageRight, User

# One column per role: + everywhere, o on articles they brought in or work on, a in the languages of articles that are
# assigned to them, . nowhere.
#                 reporter | translator | annotator | editor | publisher | administrator
EXPECTED = {
    "read_drafts": "o a + + + .",
    "read_entities": "+ + + + + +",
    "read_editions": "+ + + + + +",
    "ingest": "+ . . + + .",
    "edit_source": "o . . + + .",
    "translate": ". a . + + .",
    "suggest": "o a + + + .",
    "annotate": ". . + + + .",
    "decide": ". . + + + .",
    "assign": "o a . + + .",
    "submit": "o a . + + .",
    "comment": "o a + + + .",
    "approve": ". . . + + .",
    "publish": ". . . . + .",
    "preview": "o . . + + .",
    "add_images": "+ . . + + .",
    "edit_images": ". . . + + .",
    "publish_entities": ". . . . + .",
    "edit_entities": ". . . + + .",
    "manage_staff": ". . . . . +",
    "read_log": ". . . + + +",
    "load_fixtures": ". . . + + +",
    "import_entities": ". . . + + .",
}
ROLES = ["reporter", "translator", "annotator", "editor", "publisher", "administrator"]
CELLS = [
    (action, role, sign) for action, row in EXPECTED.items() for role, sign in zip(ROLES, row.split(), strict=True)
]
READING = {"read_drafts", "comment"}  # of an assigned translation, its source is a part


@pytest.fixture
def somebody(db: None) -> Callable[..., User]:
    """Makes a member of staff with one role, who may write Russian."""

    def make(role: str | None = None, **columns: Any) -> User:
        user = User.objects.create(username=f"somebody-{role}", is_staff=True, **columns)
        if role:
            user.groups.add(Group.objects.get(name=role))
        LanguageRight.objects.create(user=user, language="ru")
        return user

    return make


@pytest.fixture
def begun(write: Callable[[str], Article]) -> Callable[..., Article]:
    """Makes an English article that somebody brought in, or whose Russian is assigned to somebody."""

    def make(words: str, *, by: User | None = None, russian: User | None = None) -> Article:
        article = write(f"A report on {words}\n\nWith words of its own.")
        Article.objects.filter(pk=article.pk).update(created_by=by)
        if russian:
            Track.objects.create(article=article, language="ru", assignee=russian)
        return Article.objects.get(pk=article.pk)

    return make


def test_the_table_covers_every_action_and_every_role() -> None:
    assert {action.value for action in Action} == set(EXPECTED)
    assert {role.value for role in Role} == set(ROLES)


@pytest.mark.parametrize("role", ROLES)
def test_each_right_of_a_role_goes_as_far_as_the_table_says(
    somebody: Callable[..., User], begun: Callable[..., Article], role: str
) -> None:
    user = somebody(role)
    own, given, strange = begun("wheat", by=user), begun("water", russian=user), begun("steel")
    wrong = []
    for action, _role, sign in (cell for cell in CELLS if cell[1] == role):
        source_too = action in READING
        cases = {
            (None, ""): sign in "+oa",
            (strange, ""): sign == "+",
            (strange, "ru"): sign == "+",
            (own, "en"): sign in "+o",
            (own, "ru"): sign in "+o",
            (given, ""): sign in "+oa",
            (given, "ru"): sign in "+oa",
            (given, "en"): sign == "+" or (sign in "oa" and source_too),
            (given, "fa"): sign == "+" or (sign == "o" and source_too),
        }
        for (article, language), allowed in cases.items():
            if policy.may(user, Action(action), article=article, language=language) != allowed:
                wrong.append((action, article, language, allowed))
        refused = pytest.raises(NotAllowed, match=f"somebody-{role}") if sign != "+" else nullcontext()
        with refused:
            policy.check(user, Action(action), article=strange, language="fa")
    assert not wrong


@pytest.mark.parametrize("role", ["reporter", "translator", "annotator", "administrator", None])
def test_the_list_of_what_may_be_read_is_what_may_be_read_one_by_one(
    somebody: Callable[..., User], begun: Callable[..., Article], role: str | None
) -> None:
    user = somebody(role)
    begun("wheat", by=user), begun("water", russian=user), begun("steel")
    one_by_one = {a.pk for a in Article.objects.all() if policy.may(user, Action.READ_DRAFTS, article=a)}
    assert set(policy.readable(Article.objects.all(), user).values_list("pk", flat=True)) == one_by_one
    assert len(one_by_one) == {"reporter": 2, "translator": 1, "annotator": Article.objects.count()}.get(str(role), 0)


def test_a_translator_reads_the_source_and_their_own_language(
    somebody: Callable[..., User], begun: Callable[..., Article]
) -> None:
    user = somebody("translator")
    assert policy.readable_languages(user, begun("water", russian=user)) == ("en", "ru")
    assert policy.readable_languages(user, begun("steel")) == ()


def test_an_assignment_without_the_right_to_write_the_language_lets_one_read_only(
    somebody: Callable[..., User], begun: Callable[..., Article]
) -> None:
    user = somebody("translator")
    article = begun("water", russian=user)
    LanguageRight.objects.filter(user=user).delete()
    user = User.objects.get(pk=user.pk)
    assert policy.may(user, Action.READ_DRAFTS, article=article, language="ru")
    assert not policy.may(user, Action.TRANSLATE, article=article, language="ru")
    assert not policy.could_work(user, article, "ru")


def test_what_is_assigned_as_a_translation_gives_a_reporter_no_right_to_its_source(
    somebody: Callable[..., User], begun: Callable[..., Article]
) -> None:
    user = somebody("reporter")
    article = begun("water", russian=user)
    assert policy.may(user, Action.READ_DRAFTS, article=article, language="en")
    assert not policy.may(user, Action.EDIT_SOURCE, article=article, language="en")


def test_prefetched_tracks_are_not_asked_for_again(
    somebody: Callable[..., User], begun: Callable[..., Article], django_assert_num_queries: Any
) -> None:
    user = somebody("translator")
    begun("water", russian=user)
    [article] = policy.readable(Article.objects.all(), user).prefetch_related("tracks")
    assert policy.may(user, Action.READ_DRAFTS, article=article)
    with django_assert_num_queries(0):
        assert policy.readable_languages(user, article) == ("en", "ru")


@pytest.mark.parametrize("action", Action)
def test_nobody_without_a_role_may_anything(somebody: Callable[..., User], summit: Article, action: Action) -> None:
    assert not policy.may(somebody(), action)
    assert not policy.may(somebody("editor", is_active=False), action, article=summit, language="fa")
    assert not policy.may(AnonymousUser(), action, article=summit, language="fa")
    with pytest.raises(NotAllowed):
        policy.check(AnonymousUser(), action)


@pytest.mark.parametrize("action", Action)
def test_a_superuser_may_everything_while_active(db: None, summit: Article, action: Action) -> None:
    root = User.objects.create(username="root", is_superuser=True)
    assert policy.may(root, action, article=summit, language="fa")
    root.is_active = False
    assert not policy.may(root, action, article=summit, language="fa")


def test_two_roles_add_up(somebody: Callable[..., User], begun: Callable[..., Article]) -> None:
    user = somebody("translator")
    user.groups.add(Group.objects.get(name="reporter"))
    own, given = begun("wheat", by=user), begun("water", russian=user)
    assert policy.may(user, Action.EDIT_SOURCE, article=own, language="en")
    assert not policy.may(user, Action.EDIT_SOURCE, article=given, language="en")
    assert policy.may(user, Action.TRANSLATE, article=given, language="ru")
    assert not policy.may(user, Action.TRANSLATE, article=own, language="ru")


def test_a_group_that_is_no_role_gives_nothing(somebody: Callable[..., User], summit: Article) -> None:
    user = somebody()
    user.groups.add(Group.objects.create(name="friends"))
    assert not any(policy.may(user, action, article=summit, language="fa") for action in Action)


def test_writing_the_source_and_writing_a_translation_are_two_rights(summit: Article) -> None:
    assert policy.action_for_text(summit, "fa") == Action.EDIT_SOURCE
    assert {policy.action_for_text(summit, language) for language in ("en", "ru")} == {Action.TRANSLATE}


# --- four eyes --------------------------------------------------------------------------------------------------------


@pytest.fixture
def plain(write: Callable[[str], Article]) -> Article:
    return write("Ministers meet in Vienna\n\nThey spoke for two hours.\n\nNothing was signed on that day.")


def touch(article: Article, by: User, text: str = "They spoke long.") -> None:
    block = Block.objects.of_article(article)[1]
    edit_texts(article, language="en", texts={str(block.uuid): text}, by=by)


@pytest.mark.parametrize("action", [Action.APPROVE, Action.PUBLISH])
def test_a_hand_in_one_block_is_a_hand_in_the_text(plain: Article, staff: dict[str, User], action: Action) -> None:
    policy.check_four_eyes(staff["editor"], action, article=plain, language="en")
    touch(plain, staff["editor"])
    with pytest.raises(NotAllowed, match="editor"):
        policy.check_four_eyes(staff["editor"], action, article=plain, language="en")
    policy.check_four_eyes(staff["publisher"], action, article=plain, language="en")


def test_a_later_hand_does_not_wash_an_earlier_one(plain: Article, staff: dict[str, User]) -> None:
    touch(plain, staff["editor"])
    touch(plain, staff["reporter"], "They spoke long indeed.")
    with pytest.raises(NotAllowed):
        approve(plain, language="en", by=staff["editor"])


def test_a_hand_in_one_language_is_none_in_another(summit: Article, staff: dict[str, User]) -> None:
    block = Block.objects.of_article(summit)[1]
    edit_texts(summit, language="en", texts={str(block.uuid): "Fresh words."}, by=staff["editor"])
    policy.check_four_eyes(staff["editor"], Action.APPROVE, article=summit, language="ru")
    with pytest.raises(NotAllowed):
        policy.check_four_eyes(staff["editor"], Action.APPROVE, article=summit, language="en")


def test_a_superuser_needs_four_eyes_too(plain: Article) -> None:
    root = User.objects.create(username="root", is_superuser=True)
    touch(plain, root)
    with pytest.raises(NotAllowed):
        approve(plain, language="en", by=root)


def test_who_brought_the_report_in_does_not_approve_it(staff: dict[str, User], plain: Article) -> None:
    staff["reporter"].groups.add(Group.objects.get(name="editor"))
    reporter = User.objects.get(username="reporter")
    assert policy.may(reporter, Action.APPROVE)
    with pytest.raises(NotAllowed):
        approve(plain, language="en", by=reporter)


def test_a_small_newsroom_may_turn_four_eyes_off(plain: Article, staff: dict[str, User], settings: Any) -> None:
    settings.FOUR_EYES = False
    touch(plain, staff["publisher"])
    approve(plain, language="en", by=staff["publisher"])
    assert publish(plain, language="en", by=staff["publisher"]).number == 1


@pytest.mark.parametrize(("setting", "free", "bound"), [
    ("FOUR_EYES_APPROVE", Action.APPROVE, Action.PUBLISH),
    ("FOUR_EYES_PUBLISH", Action.PUBLISH, Action.APPROVE),
])
def test_a_newsroom_may_turn_four_eyes_off_for_one_step(
    plain: Article, staff: dict[str, User], settings: Any, setting: str, free: Action, bound: Action
) -> None:
    setattr(settings, setting, False)
    touch(plain, staff["publisher"])
    policy.check_four_eyes(staff["publisher"], free, article=plain, language="en")
    with pytest.raises(NotAllowed):
        policy.check_four_eyes(staff["publisher"], bound, article=plain, language="en")
