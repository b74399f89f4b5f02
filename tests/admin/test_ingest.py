"""Bringing in a report in the admin: preview, confirmation, and every way in which it can go wrong."""

from __future__ import annotations

import base64
import hashlib
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from newsroom.audit.log import LogEntry
from newsroom.content.article import Article
from newsroom.content.block import Block
from newsroom.content.original import Original
from newsroom.content.repair import Repair
from newsroom.staff.user import User
from tests.admin.forms import enter, messages_of
from tests.stories import RAW

REPORT = "Ministers meet in Vienna\r\n\r\nThey spoke for two hours.\r\n\r\nNothing was signed on that day.\r\n"
BROKEN = "وزیران در وین دیدار کردند\n\nرئیسجمهور درباره همکاریهای اقتصادی سخن گفت."


@pytest.fixture
def desk(client: Client, staff: dict[str, User]) -> Client:
    """Sara the reporter at her desk."""
    return enter(client, staff["reporter"])


def page() -> str:
    return reverse("admin:newsroom_article_ingest")


def file(data: bytes, name: str = "report.txt") -> dict[str, SimpleUploadedFile]:
    return {"file": SimpleUploadedFile(name, data, content_type="text/plain")}


def hidden(response: HttpResponse) -> dict[str, Any]:
    """The fields that the preview's own form sends back."""
    context: Any = response.context
    plan = context["plan"]
    return {"bytes_seen": context["seen"], "file_name": plan.file_name, "language": plan.language}


def confirm(desk: Client, seen: dict[str, Any], **more: str) -> HttpResponse:
    return desk.post(page(), {**seen, "confirm": "1", **more}, follow=True)


def tables() -> tuple[int, ...]:
    return tuple(model.objects.count() for model in (Article, Block, Original, Repair, LogEntry))


def test_a_preview_writes_nothing(desk: Client) -> None:
    before = tables()
    response: Any = desk.post(page(), file(RAW.read_bytes()))
    assert len(response.context["plan"].blocks) == 26
    assert response.content.decode().count("<tr><td>") == 26
    assert tables() == before


def test_the_preview_names_language_blocks_and_repairs(desk: Client) -> None:
    html = desk.post(page(), {"pasted": BROKEN}).content.decode()
    assert "2 blocks in فارسی" in html
    assert "رئیس¦جمهور" in html


@pytest.mark.parametrize(
    "data",
    [
        REPORT.encode(),
        b"\xef\xbb\xbf" + REPORT.encode(),
        REPORT.encode("utf-16"),
        ("Encoding trap: +/=%2B & 100 %\n\n" + REPORT).encode(),
        BROKEN.encode(),
    ],
    ids=["plain", "bom", "utf-16", "plus and slash", "persian"],
)
def test_the_bytes_come_through_preview_and_confirmation_unchanged(desk: Client, data: bytes) -> None:
    seen = hidden(desk.post(page(), file(data, "vienna.txt")))
    confirm(desk, seen)
    original = Original.objects.get(sha256=hashlib.sha256(data).hexdigest())
    assert bytes(original.content) == data
    assert original.file_name == "vienna.txt"


def test_a_confirmed_report_belongs_to_who_brought_it_in(desk: Client, staff: dict[str, User]) -> None:
    response = confirm(desk, hidden(desk.post(page(), {"pasted": REPORT})))
    article = Article.objects.order_by("-pk")[0]
    assert (article.created_by, article.source_language) == (staff["reporter"], "en")
    assert response.redirect_chain == [(reverse("admin:newsroom_article_change", args=[article.pk]), 302)]
    assert [level for level, _words in messages_of(response)] == ["success"]
    assert list(LogEntry.objects.about("article", str(article.uuid)).values_list("verb", flat=True)) == ["ingest"]


def test_a_damaged_report_leads_to_its_repairs(desk: Client) -> None:
    response = confirm(desk, hidden(desk.post(page(), {"pasted": BROKEN})))
    assert response.redirect_chain[-1][0].endswith("/repairs/")
    assert "رئیس¦جمهور" in response.content.decode()


def test_the_same_report_is_refused_until_it_is_copied_on_purpose(desk: Client, summit: Article) -> None:
    seen = hidden(desk.post(page(), file(RAW.read_bytes())))
    before = tables()
    refused = confirm(desk, seen)
    assert summit.public_id in refused.content.decode()
    assert tables() == before
    confirm(desk, hidden(refused), again="on")
    assert Article.objects.count() == before[0] + 1


def test_a_chosen_language_wins_over_the_letters(desk: Client) -> None:
    response: Any = desk.post(page(), {"pasted": "OPEC+ 2024\n\nOPEC+ 2024: 41,7", "language": "ru"})
    assert response.context["plan"].language == "ru"


# --- refusals ---------------------------------------------------------------------------------------------------------


def refused(desk: Client, data: dict[str, Any]) -> str:
    """Send what must be refused and return the page; nothing may be written."""
    before = tables()
    response: Any = desk.post(page(), data)
    assert response.status_code == 200
    assert response.context["plan"] is None
    assert tables() == before
    return str(response.content.decode())


def test_a_file_over_the_limit_is_refused_with_both_numbers(desk: Client, settings: Any) -> None:
    settings.REPORT_MAX_BYTES = 100
    html = refused(desk, file(b"x" * 101))
    assert "101" in html
    assert "100" in html


def test_a_pasted_text_over_the_limit_is_refused_with_both_numbers(desk: Client, settings: Any) -> None:
    settings.REPORT_MAX_BYTES = 100
    html = refused(desk, {"pasted": "خ" * 51})
    assert "102" in html
    assert "100" in html


def test_the_limit_counts_for_a_confirmation_made_by_hand_too(desk: Client, settings: Any) -> None:
    settings.REPORT_MAX_BYTES = 100
    refused(desk, {"bytes_seen": base64.b64encode(b"word " * 30).decode(), "confirm": "1"})


def test_a_report_of_the_full_size_can_be_confirmed(desk: Client, settings: Any) -> None:
    words = "He said «да» — and more. " * 40
    text = "\n\n".join(["A long report", *[f"{n}. {words}" for n in range(1900)]]).encode()
    data = text[: settings.REPORT_MAX_BYTES].decode(errors="ignore").encode()
    assert len(data) > settings.REPORT_MAX_BYTES * 0.95
    seen = base64.b64encode(data).decode()
    response = desk.post(page(), {"bytes_seen": seen, "file_name": "long.txt", "language": "en"})
    assert response.status_code == 200
    assert response.context["plan"] is not None


def test_nothing_at_all_is_refused(desk: Client) -> None:
    assert "Choose a file or paste a text." in refused(desk, {"pasted": ""})


@pytest.mark.parametrize(
    ("data", "said"),
    [
        ("Саммит в Москве\n\nЛидеры встретились в Кремле.".encode("windows-1251"), "windows-1251"),
        (b"%PDF-1.7 \x00\x01\x02", "PDF"),
        ("A title\n\nA \u202etrap.".encode(), "U+202E RIGHT-TO-LEFT OVERRIDE"),
    ],
)
def test_a_file_that_is_no_report_says_why(desk: Client, data: bytes, said: str) -> None:
    assert said in refused(desk, file(data))


@pytest.mark.parametrize("seen", ["not base64!", "QQ", "é" * 4, "QUJD\u06f1"])
def test_a_preview_that_comes_back_damaged_is_refused_in_words(desk: Client, seen: str) -> None:
    assert "did not come back whole" in refused(desk, {"bytes_seen": seen, "confirm": "1"})


@pytest.mark.parametrize("name", ["report\u202etxt.exe", "nul\x00.txt", "tab\t.txt"])
def test_a_file_name_with_hidden_characters_breaks_nothing(desk: Client, name: str) -> None:
    seen = {"bytes_seen": base64.b64encode(REPORT.encode()).decode(), "language": "en", "file_name": name}
    desk.raise_request_exception = False
    response = confirm(desk, seen)
    assert response.status_code == 200
    names = Original.objects.values_list("file_name", flat=True)
    assert not any("\u202e" in stored or "\x00" in stored for stored in names)


def test_a_very_long_file_name_is_cut(desk: Client) -> None:
    seen = {"bytes_seen": base64.b64encode(REPORT.encode()).decode(), "language": "en", "file_name": "n" * 500}
    confirm(desk, seen)
    assert Original.objects.filter(file_name="n" * 200).exists()


def test_markup_in_a_report_is_shown_as_text(desk: Client) -> None:
    html = desk.post(page(), {"pasted": "A title here\n\n<script>alert(1)</script> & more words."}).content.decode()
    assert "<script>alert(1)</script>" not in html
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in html


@pytest.mark.parametrize("who", ["translator-en", "annotator", "administrator"])
def test_who_may_not_bring_in_reports_is_refused(client: Client, staff: dict[str, User], who: str) -> None:
    enter(client, staff[who])
    before = tables()
    assert client.get(page()).status_code == 403
    assert client.post(page(), {"pasted": REPORT, "confirm": "1"}).status_code == 403
    assert tables() == before


def test_the_button_is_shown_to_those_who_may(client: Client, staff: dict[str, User]) -> None:
    for who, shown in (("reporter", True), ("editor", True), ("annotator", False)):
        html = enter(client, staff[who]).get(reverse("admin:newsroom_article_changelist")).content.decode()
        assert (page() in html) == shown, who
