"""Who may do what: every action and every role against a table written out here, apart from the one in the code."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser, Group

from newsroom.content.article import Article
from newsroom.content.block import Block
from newsroom.desk import policy
from newsroom.desk.edit import edit_texts
from newsroom.desk.errors import NotAllowed
from newsroom.desk.policy import Action
from newsroom.desk.publish import publish
from newsroom.desk.review import approve
from newsroom.staff.roles import Role
from newsroom.staff.user import LanguageRight, User

# One column per role: + everywhere, o on articles they brought in, l in the languages they may write, . nowhere.
#                 reporter | translator | annotator | editor | publisher | administrator
EXPECTED = {
    "read_drafts": "+ + + + + +",
    "ingest": "+ . . + + .",
    "edit_source": "o . . + + .",
    "translate": ". l . + + .",
    "suggest": "+ + + + + .",
    "annotate": ". . + + + .",
    "decide": ". . + + + .",
    "approve": ". . . + + .",
    "publish": ". . . . + .",
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
def theirs(write: Callable[[str], Article]) -> Callable[[User], Article]:
    """Makes an article that somebody brought in."""

    def make(user: User) -> Article:
        article = write("Their own report\n\nWith words of their own.")
        Article.objects.filter(pk=article.pk).update(created_by=user)
        return Article.objects.get(pk=article.pk)

    return make


def test_the_table_covers_every_action_and_every_role() -> None:
    assert {action.value for action in Action} == set(EXPECTED)
    assert {role.value for role in Role} == set(ROLES)


@pytest.mark.parametrize(("action", "role", "sign"), CELLS)
def test_a_right_goes_as_far_as_the_table_says(
    somebody: Callable[..., User],
    theirs: Callable[[User], Article],
    summit: Article,
    action: str,
    role: str,
    sign: str,
) -> None:
    user = somebody(role)
    own = theirs(user)
    cases = {
        # (article, language) -> allowed, by sign
        (None, ""): sign in "+ol",
        (summit, "ru"): sign in "+l",
        (summit, "en"): sign == "+",
        (own, "en"): sign in "+o",
        (own, "ru"): sign in "+ol",
    }
    for (article, language), allowed in cases.items():
        assert policy.may(user, Action(action), article=article, language=language) == allowed, (article, language)


@pytest.mark.parametrize(("action", "role", "sign"), [cell for cell in CELLS if cell[2] in "+."])
def test_check_raises_exactly_where_may_says_no(
    somebody: Callable[..., User], summit: Article, action: str, role: str, sign: str
) -> None:
    user = somebody(role)
    if sign == "+":
        policy.check(user, Action(action), article=summit, language="fa")
    else:
        with pytest.raises(NotAllowed, match=f"somebody-{role}"):
            policy.check(user, Action(action), article=summit, language="fa")


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


def test_two_roles_add_up(somebody: Callable[..., User], theirs: Callable[[User], Article]) -> None:
    user = somebody("translator")
    user.groups.add(Group.objects.get(name="reporter"))
    own = theirs(user)
    assert policy.may(user, Action.EDIT_SOURCE, article=own, language="en")
    assert policy.may(user, Action.TRANSLATE, article=own, language="ru")
    assert not policy.may(user, Action.TRANSLATE, article=own, language="fa")


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
