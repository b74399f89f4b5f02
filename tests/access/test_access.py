"""Every address of the project, asked for by everybody: who gets in, who is sent to log in, who is refused, who is told
that there is no such thing.

The addresses come from the site's own resolver, the answers from table.py: an address without a row fails. A
superuser, who may enter everywhere, is no part of the matrix.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from newsroom.audit.log import LogEntry
from newsroom.content.article import Article
from newsroom.staff.user import User
from tests.access.paths import in_space, path_of
from tests.access.table import (
    ALIKE,
    ARTICLE,
    BY_POST,
    CHANGERS,
    DESK,
    EDITORS,
    GUEST,
    IN_A_LANGUAGE,
    LOGGED_IN,
    MODELS,
    NOBODY,
    OPEN,
    READERS,
    SHEETS,
    STATES,
    WRITE,
    Row,
    expected,
    wanted,
)
from tests.api import walk
from tests.depth import THOROUGH, in_turn
from tests.test_architecture import every_public_address

AtDesk = Callable[[str], Client]


def test_every_address_of_the_project_has_its_row(summit: Article) -> None:
    assert in_space("admin") == {*expected(), *ARTICLE, "login"}
    assert in_space("") == set(OPEN)
    assert in_space("public") == set(every_public_address())
    assert in_space("api") == set(walk.every_address())


def asked_by(who: str) -> Iterator[tuple[str, Row]]:
    """The rows to walk; of models that one class serves, one by everybody, the others by few unless asked to look
    deeper.
    """
    for address, row in expected().items():
        model = address.replace("/", "_").split("_")[1:2]
        asked = THOROUGH or who == GUEST or (who == "editor" and address.endswith(("_changelist", "_change")))
        if asked or not ALIKE & set(model):
            yield address, row


@pytest.mark.usefixtures("undrawn")
@pytest.mark.parametrize("who", sorted(LOGGED_IN - {"translator-ru"}))  # to lists, both translators are one
def test_each_gets_in_where_they_may_and_nowhere_else(summit: Article, at_desk: AtDesk, who: str) -> None:
    client, wrong = at_desk(who), []
    for address, row in asked_by(who):
        path, answer = path_of(address, summit), row.answer if who in row.admitted else row.refused
        if (found := client.get(path).status_code) != answer:
            wrong.append(f"{path}: {found} instead of {answer}")
    assert not wrong, "\n".join(wrong)


@pytest.mark.usefixtures("undrawn")
@pytest.mark.parametrize("who", sorted(LOGGED_IN))
def test_each_reads_the_articles_that_are_theirs_to_read(
    states: dict[str, Article], at_desk: AtDesk, who: str
) -> None:
    """In `make test` a third in turn: each page by everybody in some state, and in each state by somebody."""
    client, wrong, turn = at_desk(who), [], sorted(LOGGED_IN).index(who)
    for number, (state, article) in enumerate(states.items()):
        for place, (address, (right, _answer)) in enumerate(ARTICLE.items()):
            if not in_turn(turn, number, place):
                continue
            path = path_of(address, article, article.source_language if right == WRITE else "ru")
            answer = wanted(address, state, who)
            if (found := client.get(path).status_code) != answer:
                wrong.append(f"{state} {path}: {found} instead of {answer}")
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize("who", sorted(LOGGED_IN))
def test_each_list_shows_the_articles_that_are_theirs_to_read(
    states: dict[str, Article], at_desk: AtDesk, who: str
) -> None:
    client = at_desk(who)
    for path in ("newsroom_article_changelist", "newsroom_block_changelist", "newsroom_article_matrix"):
        html = client.get(reverse(f"admin:{path}") + "?q=").content.decode()
        for state in ("own", "assigned", "strange"):
            shown = states[state].public_id in html or f"/article/{states[state].pk}/" in html
            assert shown <= (who in STATES[state] & DESK), (path, state)
    shown = client.get(reverse("admin:newsroom_article_changelist")).content.decode()
    listed = {state for state in STATES if f"/article/{states[state].pk}/" in shown}
    assert listed == {state for state, reads in STATES.items() if who in reads and state != "trashed"} | (
        {"published"} if who == "translator-en" else set()
    )


@pytest.mark.parametrize("who", sorted(LOGGED_IN))
def test_a_post_to_what_one_may_not_read_finds_nothing_and_writes_nothing(
    states: dict[str, Article], at_desk: AtDesk, who: str
) -> None:
    """In `make test` a third of them in turn, as above."""
    client, before, wrong, turn = at_desk(who), LogEntry.objects.count(), [], sorted(LOGGED_IN).index(who)
    for number, state in enumerate(("own", "assigned", "strange", "trashed")):
        if who in STATES[state]:
            continue
        for place, address in enumerate(sorted({*BY_POST, *ARTICLE} - {"newsroom_article_change"})):
            if not in_turn(turn, number, place):
                continue
            path = path_of(address, states[state])
            found = client.post(path, {"text": "x", "apply": "1", "accept_all": "1", "reason": "x"}).status_code
            if found not in ({404, 405} if who in DESK else {403, 405}):
                wrong.append(f"{state} {path}: {found}")
    assert not wrong, "\n".join(wrong)
    assert LogEntry.objects.count() == before


def test_a_translator_is_not_led_into_the_language_of_another(states: dict[str, Article], at_desk: AtDesk) -> None:
    daniel = at_desk("translator-en")
    for address in sorted({*ARTICLE, *BY_POST}):
        if address.rpartition("_")[2] in IN_A_LANGUAGE:
            path = path_of(address, states["published"], "ru")
            assert (daniel.post if address in BY_POST else daniel.get)(path).status_code == 404, path


@pytest.mark.parametrize("who", ["annotator", "translator-ru"])
def test_who_only_reads_an_article_neither_copies_nor_trashes_nor_restores_it(
    states: dict[str, Article], at_desk: AtDesk, who: str
) -> None:
    client, before = at_desk(who), LogEntry.objects.count()
    for page in ("trash", "restore", "repairs"):
        path = path_of(f"newsroom_article_{page}", states["assigned"])
        assert client.post(path, {"accept_all": "1"}).status_code == 403, path
    assert LogEntry.objects.count() == before


@pytest.mark.parametrize("who", sorted(LOGGED_IN - {"translator-ru"}))
def test_a_post_of_somebody_who_may_not_write_is_refused(summit: Article, at_desk: AtDesk, who: str) -> None:
    client, before, wrong = at_desk(who), LogEntry.objects.count(), []
    for model, (_see, add, delete) in MODELS.items():
        if model in ALIKE and who not in {"administrator", GUEST}:
            continue
        for page, allowed in (("add", add), ("change", CHANGERS.get(model, NOBODY)), ("delete", delete)):
            path = path_of(f"newsroom_{model}_{page}", summit)
            if who not in allowed and (found := client.post(path, {"post": "yes"}).status_code) != 403:
                wrong.append(f"POST {path}: {found}")
    assert not wrong, "\n".join(wrong)
    assert LogEntry.objects.count() == before


@pytest.mark.parametrize("who", ["administrator", "annotator", "editor", GUEST])
def test_only_editors_import_a_sheet_and_only_readers_export_one(at_desk: AtDesk, who: str) -> None:
    client = at_desk(who)
    for model in sorted(SHEETS if who in {"editor", GUEST} else {"person"}):
        pages = {"import": (EDITORS, 200), "process_import": (EDITORS, 302), "export": (READERS, 200)}
        for page, (admitted, answer) in pages.items():
            found = client.post(reverse(f"admin:newsroom_{model}_{page}"), {"seal": "x"}).status_code
            assert found == (answer if who in admitted else 403), (model, page)


def test_a_stranger_is_sent_to_log_in_wherever_they_knock(summit: Article, client: Client) -> None:
    login = reverse("admin:login")
    for address in [*expected(), *ARTICLE]:
        path = path_of(address, summit)
        for response in (client.get(path), client.post(path)):
            assert response.status_code == 302, path
            leads_to = reverse("admin:index") if address == "logout" else f"{login}?next="
            assert response.headers["Location"].startswith(leads_to), path
    assert client.get(login).status_code == 200


def body_of(response: Any) -> bytes:
    """What was answered, a file read to its end."""
    return b"".join(response.streaming_content) if response.streaming else bytes(response.content)


def test_what_is_open_is_open_to_all_alike(summit: Article, at_desk: AtDesk, client: Client) -> None:
    editor = at_desk("editor")
    links = {"password_reset_confirm": {"uidb64": "MQ", "token": "x-y"}, "shared_preview": {"token": "none-of-ours"}}
    for name, answer in OPEN.items():
        path = reverse(name, kwargs=links.get(name))
        assert [one.get(path).status_code for one in (client, editor)] == [answer, answer], path
    for path in [*every_public_address().values(), *walk.every_address().values()]:
        theirs, ours = client.get(path), editor.get(path)
        assert (theirs.status_code, body_of(theirs)) == (ours.status_code, body_of(ours)), path
        assert "Cookie" not in theirs.headers.get("Vary", ""), path


def test_somebody_without_the_staff_mark_is_a_stranger(summit: Article, client: Client) -> None:
    client.force_login(User.objects.create(username="reader", is_staff=False))
    assert client.get(path_of("newsroom_article_changelist", summit)).status_code == 302


def test_who_left_the_newsroom_is_a_stranger(summit: Article, staff: dict[str, User], client: Client) -> None:
    client.force_login(staff["publisher"])
    User.objects.filter(username="publisher").update(is_active=False)
    assert client.get(path_of("newsroom_article_changelist", summit)).status_code == 302
