"""The page of the archive's search: its figures, and the next texts searched at a press."""

from __future__ import annotations

import pytest
from django.urls import reverse

from newsroom.annotation.scan import Scan
from newsroom.content.article import Article
from newsroom.screens.scans import archive_state
from tests.admin.editing import Seat
from tests.admin.forms import messages_of

PAGE = "admin:newsroom_article_archive"


def test_a_press_searches_what_is_due_and_nothing_twice(desk: Seat, summit: Article) -> None:
    Scan.objects.all().delete()
    client, texts = desk("annotator"), archive_state().texts
    assert "Search the next 20 texts" in client.get(reverse(PAGE)).content.decode()
    response = client.post(reverse(PAGE), follow=True)
    assert messages_of(response)[0][1].startswith(f"{texts} texts searched.")
    assert archive_state().never == 0
    assert "The whole archive is searched." in response.content.decode()
    response = client.post(reverse(PAGE), follow=True)
    assert messages_of(response)[0][1].startswith("0 texts searched.")


def test_one_request_searches_no_more_than_its_share(
    desk: Seat, summit: Article, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("newsroom.admin.archive_search.TOGETHER", 2)
    Scan.objects.all().delete()
    desk("editor").post(reverse(PAGE))
    assert Scan.objects.count() == 2


@pytest.mark.parametrize("who", ["reporter", "translator-ru"])
def test_who_decides_on_no_suggestion_reads_the_figures_only(desk: Seat, summit: Article, who: str) -> None:
    client = desk(who)
    assert 'type="submit" class="default"' not in client.get(reverse(PAGE)).content.decode()
    assert client.post(reverse(PAGE)).status_code == 403
