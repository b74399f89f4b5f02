"""`manage.py rescan_archive`: progress, filters, and that it goes on where it was stopped."""

from __future__ import annotations

import io
from collections.abc import Callable

import pytest
from django.core.management import CommandError, call_command

from newsroom.annotation.scan import Scan
from newsroom.annotation.span import Span
from newsroom.audit.log import LogEntry
from newsroom.content.article import Article
from newsroom.desk import rescan as verbs
from newsroom.management.commands.rescan_archive import Told
from newsroom.staff.user import User


@pytest.fixture
def three(write: Callable[[str], Article]) -> list[Article]:
    """Three drafts in English, the newest texts of the archive; nothing was ever searched."""
    Scan.objects.all().delete()
    return [write(f"Title {n}\n\nSergey Lavrov met {n} of them in Moscow.") for n in range(3)]


def run(**options: object) -> str:
    out = io.StringIO()
    call_command("rescan_archive", stdout=out, language="en", **options)
    return out.getvalue()


def searched(articles: list[Article]) -> int:
    return Scan.objects.filter(article__in=articles).count()


def test_it_searches_what_is_due_and_then_nothing(three: list[Article]) -> None:
    said = run()
    assert searched(three) == 3
    assert Span.objects.filter(block__article__in=three).suggested().count() == 6
    assert "never searched" in said
    assert "up to date" not in said
    logged = LogEntry.objects.filter(verb="suggest", object_id__in=[str(one.uuid) for one in three])
    assert [entry.language for entry in logged] == ["en"] * 3
    again = run()
    assert "up to date; 0 new." in again
    assert "never searched" not in again


def test_it_goes_on_where_it_was_stopped(three: list[Article], monkeypatch: pytest.MonkeyPatch) -> None:
    real, done = verbs.rescan, list[int]()

    def interrupted(text: verbs.Text, *, by: User) -> int | None:
        if len(done) == 2:
            raise KeyboardInterrupt
        done.append(text.article)
        return real(text, by=by)

    monkeypatch.setattr(verbs, "rescan", interrupted)
    out = io.StringIO()
    with pytest.raises(SystemExit) as stopped:
        call_command("rescan_archive", language="en", stdout=out)
    assert stopped.value.code == 130
    assert "Run it again to go on." in out.getvalue()
    assert searched(three) == 2
    monkeypatch.setattr(verbs, "rescan", real)
    assert "2 up to date" in run()
    assert searched(three) == 3


def test_a_limit_is_of_texts_that_are_searched(three: list[Article]) -> None:
    for number in (1, 2):
        run(limit=1)
        assert searched(three) == number


def test_a_dry_run_writes_nothing(three: list[Article]) -> None:
    logged = LogEntry.objects.count()
    assert "never searched" in run(dry_run=True)
    assert (searched(three), LogEntry.objects.count()) == (0, logged)
    assert not Span.objects.filter(block__article__in=three).exists()


def test_again_searches_what_is_up_to_date(three: list[Article]) -> None:
    run()
    assert "searched once more" in run(again=True)


@pytest.mark.parametrize("name", ["nobody-at-all", "administrator"])
def test_somebody_unknown_or_without_the_right_is_refused(three: list[Article], name: str) -> None:
    with pytest.raises(CommandError):
        run(by=name)
    assert searched(three) == 0


def test_progress_says_how_many_how_quickly_and_how_long_still(monkeypatch: pytest.MonkeyPatch) -> None:
    now = [0.0]
    monkeypatch.setattr("newsroom.management.commands.rescan_archive.monotonic", lambda: now[0])
    told = Told(60, terminal=True)
    told.add("never", 3)
    assert told.line() == ""  # said a moment ago
    for _text in range(19):
        told.add("", 0)
    now[0] = 10.0
    assert told.line().strip() == "20 of 60 texts, 2.0 a second, 0:00:20 left, 3 new suggestions"
    told.add("words", None)
    assert told.summary() == (
        "21 of 60 texts: 1 never searched, 19 up to date, 1 words changed; 3 new. 1 were taken away meanwhile."
    )
