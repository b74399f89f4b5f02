"""One's own account: logging in and being kept out, passwords old and new, sessions seen and ended."""

from __future__ import annotations

import datetime as dt
import re
from typing import Any

import pytest
from django.core import mail
from django.test import Client, RequestFactory
from django.urls import reverse
from django.utils import timezone

from newsroom.admin.accounts import address_of
from newsroom.audit.log import LogEntry
from newsroom.desk.errors import NotAllowed
from newsroom.desk.sessions import end_session, end_sessions
from newsroom.desk.staff import save_user, set_rights
from newsroom.staff.session import LoginSession
from newsroom.staff.user import User
from tests.stories import PASSWORD

GOOD = "correct horse battery staple"
FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0"
ARTICLES = "/admin/newsroom/article/"


def log_in(username: str, password: str = PASSWORD, **headers: Any) -> tuple[Client, Any]:
    client = Client(**headers)
    answer = client.post(reverse("admin:login"), {"username": username, "password": password})
    return client, answer


def is_in(client: Client) -> bool:
    return client.get(reverse("admin:sessions")).status_code == 200


def verbs_on(user: User) -> list[str]:
    return list(LogEntry.objects.about("user", str(user.uuid)).values_list("verb", flat=True))


# --- logging in -------------------------------------------------------------------------------------------------------


def test_a_session_knows_whose_it_is_and_in_which_browser(staff: dict[str, User]) -> None:
    client, _answer = log_in("editor", HTTP_USER_AGENT=FIREFOX)
    [session] = LoginSession.objects.filter(user=staff["editor"])
    assert session.agent == "Firefox · Linux"
    page = client.get(reverse("admin:sessions"), headers={"accept-language": "en"}).content.decode()
    assert "Firefox · Linux" in page
    assert session.session_key not in page


def test_who_guesses_too_often_is_kept_out_even_with_the_right_password(staff: dict[str, User], settings: Any) -> None:
    settings.AXES_FAILURE_LIMIT = 3
    for _attempt in range(3):
        _client, answer = log_in("editor", "a wrong guess")
    assert answer.status_code == 429
    client, answer = log_in("editor", HTTP_ACCEPT_LANGUAGE="en")
    assert (answer.status_code, answer.headers["Retry-After"]) == (429, "900")
    assert "Try again in 15 minutes" in answer.content.decode()
    assert not is_in(client)


def test_another_address_and_another_name_are_not_kept_out(staff: dict[str, User], settings: Any) -> None:
    settings.AXES_FAILURE_LIMIT = 3
    for _attempt in range(3):
        log_in("editor", "a wrong guess")
    assert is_in(log_in("publisher")[0])
    assert is_in(log_in("editor", REMOTE_ADDR="192.0.2.7")[0])


def test_the_pause_ends_by_itself(staff: dict[str, User], settings: Any) -> None:
    settings.AXES_FAILURE_LIMIT, settings.AXES_COOLOFF_TIME = 2, dt.timedelta(seconds=-1)
    for _attempt in range(4):
        log_in("editor", "a wrong guess")
    assert is_in(log_in("editor")[0])


def test_a_name_that_nobody_has_is_kept_out_like_any_other(db: None, settings: Any) -> None:
    settings.AXES_FAILURE_LIMIT = 2
    answers = [log_in("nobody-of-this-name", "a wrong guess")[1].status_code for _attempt in range(3)]
    assert answers[-1] == 429


@pytest.mark.parametrize(
    ("proxies", "forwarded", "address"),
    [
        (0, "203.0.113.5", "127.0.0.1"),  # nobody vouches for the header
        (1, "203.0.113.5", "203.0.113.5"),
        (1, "10.1.2.3, 203.0.113.5", "203.0.113.5"),  # the first hop is what the client made up
        (2, "203.0.113.5, 198.51.100.2", "203.0.113.5"),
        (1, "not an address", "127.0.0.1"),
        (1, "", "127.0.0.1"),
    ],
)
def test_where_a_request_comes_from_is_what_our_own_proxies_say(
    settings: Any, proxies: int, forwarded: str, address: str
) -> None:
    settings.NUM_PROXIES = proxies
    request = RequestFactory().get("/", headers={"x-forwarded-for": forwarded} if forwarded else {})
    assert address_of(request) == address


def test_no_list_of_the_throttle_is_in_the_admin(client: Client, staff: dict[str, User]) -> None:
    client.force_login(staff["administrator"])
    assert client.get("/admin/axes/accessattempt/").status_code == 404


# --- passwords --------------------------------------------------------------------------------------------------------


def test_who_changes_their_password_stays_in_here_and_is_out_everywhere_else(staff: dict[str, User]) -> None:
    here, elsewhere = log_in("editor")[0], log_in("editor")[0]
    form = {"old_password": PASSWORD, "new_password1": GOOD, "new_password2": GOOD}
    assert here.post(reverse("admin:password_change"), form).status_code == 302
    assert is_in(here)
    assert not is_in(elsewhere)
    assert LoginSession.objects.filter(user=staff["editor"]).count() == 1
    assert verbs_on(staff["editor"])[-1] == "change_password"
    entry = LogEntry.objects.about("user", str(staff["editor"].uuid)).last()
    assert entry is not None
    assert entry.who == staff["editor"]


def test_a_wrong_old_password_changes_nothing(client: Client, staff: dict[str, User]) -> None:
    client.force_login(staff["editor"])
    before = verbs_on(staff["editor"])
    client.post(
        reverse("admin:password_change"), {"old_password": "wrong", "new_password1": GOOD, "new_password2": GOOD}
    )
    assert User.objects.get(username="editor").check_password(PASSWORD)
    assert verbs_on(staff["editor"]) == before


@pytest.fixture
def reachable(staff: dict[str, User]) -> User:
    """Leila, who has an address."""
    User.objects.filter(username="editor").update(email="leila@example.org", interface_language="ru")
    return User.objects.get(username="editor")


def ask(email: str = "leila@example.org") -> Any:
    return Client().post(reverse("admin_password_reset"), {"email": email})


def link_in(message: Any) -> str:
    found = re.search(r"http://testserver(\S+)", message.body)
    assert found
    return found[1]


def test_a_link_by_mail_leads_to_a_new_password_and_ends_all_sessions(reachable: User) -> None:
    elsewhere = log_in("editor")[0]
    assert ask().status_code == 302
    [message] = mail.outbox
    assert message.to == ["leila@example.org"]
    browser = Client()
    form = browser.get(link_in(message), follow=True)
    page = form.redirect_chain[-1][0]
    answer = browser.post(page, {"new_password1": GOOD, "new_password2": GOOD}, follow=True)
    assert answer.status_code == 200
    assert not is_in(elsewhere)
    assert is_in(log_in("editor", GOOD)[0])
    assert verbs_on(reachable)[-2:] == ["ask_reset", "reset_password"]
    again = Client().get(link_in(message), follow=True)  # a link works once
    assert not again.context["validlink"]


def test_a_weak_password_is_refused_by_the_link_too(reachable: User) -> None:
    ask()
    browser = Client()
    page = browser.get(link_in(mail.outbox[0]), follow=True).redirect_chain[-1][0]
    assert browser.post(page, {"new_password1": "short", "new_password2": "short"}).status_code == 200
    assert User.objects.get(username="editor").check_password(PASSWORD)


def test_nobody_learns_whether_an_address_is_known(reachable: User) -> None:
    known, unknown = ask(), ask("nobody@example.org")
    assert (known.status_code, known.headers["Location"]) == (unknown.status_code, unknown.headers["Location"])
    assert len(mail.outbox) == 1


def test_asking_again_at_once_sends_no_second_mail(reachable: User) -> None:
    for _attempt in range(3):
        assert ask().status_code == 302
    assert len(mail.outbox) == 1
    assert verbs_on(reachable).count("ask_reset") == 1


def test_who_left_the_newsroom_gets_no_link(reachable: User) -> None:
    User.objects.filter(pk=reachable.pk).update(is_active=False)
    ask()
    assert mail.outbox == []


# --- sessions ---------------------------------------------------------------------------------------------------------


def test_one_session_is_ended_and_the_others_go_on(staff: dict[str, User]) -> None:
    here, phone, home = (log_in("editor")[0] for _browser in range(3))
    handle = LoginSession.objects.get(session_key=phone.session.session_key).handle
    here.post(reverse("admin:sessions"), {"session": handle})
    assert [is_in(client) for client in (here, phone, home)] == [True, False, True]
    assert verbs_on(staff["editor"])[-1] == "end_sessions"


def test_all_others_are_ended_at_once(staff: dict[str, User]) -> None:
    here, phone = log_in("editor")[0], log_in("editor")[0]
    stranger = log_in("publisher")[0]
    here.post(reverse("admin:sessions"), {"others": "1"})
    assert [is_in(client) for client in (here, phone, stranger)] == [True, False, True]


def test_nobody_ends_the_session_of_another(staff: dict[str, User]) -> None:
    mine, theirs = log_in("editor")[0], log_in("publisher")[0]
    row = LoginSession.objects.get(session_key=theirs.session.session_key)
    assert mine.post(reverse("admin:sessions"), {"session": row.handle}).status_code == 404
    assert mine.get(reverse("admin:newsroom_user_sessions", args=[staff["publisher"].pk])).status_code == 403
    with pytest.raises(NotAllowed):
        end_session(row, by=staff["editor"])
    assert is_in(theirs)


def test_an_administrator_ends_the_sessions_of_others_but_not_of_a_superuser(staff: dict[str, User]) -> None:
    boss, theirs = log_in("administrator")[0], log_in("publisher")[0]
    page = reverse("admin:newsroom_user_sessions", args=[staff["publisher"].pk])
    assert boss.get(page).status_code == 200
    boss.post(page, {"others": "1"})
    assert not is_in(theirs)
    root = User.objects.create_superuser("root", password="the password of the installation")
    with pytest.raises(NotAllowed):
        end_sessions(root, by=staff["administrator"])


def test_a_deactivated_account_and_changed_rights_end_the_sessions(staff: dict[str, User]) -> None:
    editor, publisher = log_in("editor")[0], log_in("publisher")[0]
    staff["editor"].is_active = False
    save_user(staff["editor"], changed=["is_active"], by=staff["administrator"])
    set_rights(staff["publisher"], roles=["editor"], writes=[], by=staff["administrator"])
    assert not is_in(editor)
    assert not is_in(publisher)
    assert not LoginSession.objects.filter(user__in=[staff["editor"], staff["publisher"]]).exists()


def test_a_session_that_nobody_used_ends_and_one_in_use_goes_on(staff: dict[str, User], settings: Any) -> None:
    used, idle = log_in("editor")[0], log_in("editor")[0]
    rows = LoginSession.objects.filter(user=staff["editor"])
    rows.filter(session_key=idle.session.session_key).update(
        seen_at=timezone.now() - dt.timedelta(seconds=settings.SESSION_IDLE + 1)
    )
    rows.filter(session_key=used.session.session_key).update(seen_at=timezone.now() - dt.timedelta(hours=1))
    assert is_in(used)
    assert not is_in(idle)
    seen = LoginSession.objects.get(session_key=used.session.session_key).seen_at
    assert timezone.now() - seen < dt.timedelta(minutes=1)


def test_a_session_is_not_written_at_every_request(staff: dict[str, User], django_assert_max_num_queries: Any) -> None:
    client = log_in("editor")[0]
    before = LoginSession.objects.get(session_key=client.session.session_key)
    client.get(ARTICLES)
    after = LoginSession.objects.get(session_key=client.session.session_key)
    assert (before.seen_at, before.started_at) == (after.seen_at, after.started_at)


def test_a_session_that_is_saved_again_keeps_when_it_was_started(staff: dict[str, User]) -> None:
    client = log_in("editor")[0]
    session = client.session
    started = LoginSession.objects.get(session_key=session.session_key).started_at
    store = LoginSession.get_session_store_class()(session.session_key)
    store["something"] = "else"
    store.save()
    row = LoginSession.objects.get(session_key=session.session_key)
    assert (row.started_at, row.user) == (started, staff["editor"])
