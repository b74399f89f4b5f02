"""Annotations at the desk's doors: what is answered to whom and in which form, and the import page in two steps."""

from __future__ import annotations

import json
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client, override_settings
from django.urls import reverse

from newsroom.annotation.mention import Mention
from newsroom.annotation.note import Note
from newsroom.annotation.span import Span
from newsroom.annotation.statement import Statement
from newsroom.audit.log import LogEntry
from newsroom.content.article import Article
from newsroom.desk.assignments import assign
from newsroom.desk.edit import edit_texts
from newsroom.exchange import waiting
from newsroom.staff.user import User
from newsroom.text.webannotation import LINES_TYPE, MEDIA_TYPE, PAGE_SIZE, PLAIN_TYPE
from tests.stories import block_of


@pytest.fixture(autouse=True)
def _folder(tmp_path: Any) -> Any:
    with override_settings(IMPORT_FOLDER=tmp_path / "imports"):
        yield


def at_desk(who: User) -> Client:
    client = Client()
    client.force_login(who)
    return client


def out(article: Article, query: str = "") -> str:
    return reverse("admin:newsroom_article_annotations", args=[article.pk]) + query


def into(article: Article) -> str:
    return reverse("admin:newsroom_article_import_annotations", args=[article.pk])


def lines(client: Client, article: Article, query: str = "") -> bytes:
    return bytes(client.get(out(article, f"?format=jsonl{query}")).content)


def forget(article: Article) -> None:
    for table in (Mention, Statement, Note):
        table.objects.filter(article=article).delete()


@pytest.mark.parametrize(
    ("accept", "given"),
    [
        ("", MEDIA_TYPE),
        ("*/*", MEDIA_TYPE),
        ("text/html,application/xhtml+xml,*/*;q=0.8", MEDIA_TYPE),
        (MEDIA_TYPE, MEDIA_TYPE),
        ("application/ld+json", MEDIA_TYPE),
        ("application/json", PLAIN_TYPE),
        (LINES_TYPE, LINES_TYPE),
        (f"{LINES_TYPE};q=0.4, application/ld+json;q=0.9", MEDIA_TYPE),
        ("text/turtle", ""),
    ],
)
def test_the_form_is_negotiated(summit: Article, staff: dict[str, User], accept: str, given: str) -> None:
    headers = {"Accept": accept} if accept else {}
    response = at_desk(staff["editor"]).get(out(summit), headers=headers)
    assert response.status_code == (200 if given else 406)
    if given:
        assert response.headers["Content-Type"] == given
    assert "Accept" in response.headers["Vary"]
    assert "no-store" in response.headers["Cache-Control"]


def test_the_pages_lead_through_all_and_each_annotation_stands_alone(
    summit: Article, staff: dict[str, User]
) -> None:
    client, met, at = at_desk(staff["editor"]), [], out(summit)
    while at:
        response = client.get(at)
        page = json.loads(response.content)
        assert len(page["items"]) <= PAGE_SIZE
        met += page["items"]
        at = page.get("next", "").removeprefix("http://testserver")
        assert ('rel="next"' in response.headers.get("Link", "")) == bool(at)
    assert len(met) == page["partOf"]["total"] == len(lines(client, summit).splitlines()) > PAGE_SIZE
    uuid = met[5]["id"].removeprefix("urn:uuid:")
    single = client.get(reverse("admin:newsroom_article_annotation", args=[summit.pk, uuid]))
    said = json.loads(single.content)
    assert said.pop("@context")
    assert said == met[5]
    assert single.headers["Content-Type"] == MEDIA_TYPE
    assert client.get(out(summit, "?page=999")).status_code == 404
    assert client.get(out(summit, "?page=۱")).status_code == 404
    assert client.get(out(summit, "?format=xml")).status_code == 404
    assert client.get(out(summit, "?language=de")).status_code == 404


def test_a_page_in_one_language_leads_to_the_next_in_that_language(summit: Article, staff: dict[str, User]) -> None:
    page = json.loads(at_desk(staff["editor"]).get(out(summit, "?language=fa")).content)
    assert page["next"].endswith("?language=fa&page=2")


def test_a_file_of_json_ld_is_whole_and_comes_back(summit: Article, staff: dict[str, User]) -> None:
    client = at_desk(staff["editor"])
    before, file = lines(client, summit), client.get(out(summit, "?format=jsonld")).content
    page = json.loads(file)
    assert len(page["items"]) == page["partOf"]["total"] > PAGE_SIZE
    assert "next" not in page
    assert client.get(page["id"].removeprefix("http://testserver")).content == file
    forget(summit)
    seal = preview(client, summit, file).context["seal"]
    assert client.post(into(summit), {"seal": seal}).context["report"].count("taken") == page["partOf"]["total"]
    assert lines(client, summit) == before


def test_a_translator_is_given_the_source_and_their_language(summit: Article, staff: dict[str, User]) -> None:
    assign(summit, language="ru", to=staff["translator-ru"], by=staff["editor"])
    client = at_desk(staff["translator-ru"])
    said = lines(client, summit).decode()
    assert "/ru/articles/" in said
    assert "/fa/articles/" in said
    assert "/en/articles/" not in said
    assert '"language":"en"' not in said
    assert client.get(out(summit, "?language=en")).status_code == 404
    whole = at_desk(staff["editor"])
    only_english = next(
        one["id"]
        for one in map(json.loads, lines(whole, summit).splitlines())
        if isinstance(one["target"], dict) and one["target"]["source"]["language"] == "en"
    )
    address = reverse("admin:newsroom_article_annotation", args=[summit.pk, only_english.removeprefix("urn:uuid:")])
    assert whole.get(address).status_code == 200
    assert client.get(address).status_code == 404


def test_the_way_there_is_found_by_whoever_annotates(summit: Article, staff: dict[str, User]) -> None:
    assign(summit, language="ru", to=staff["translator-ru"], by=staff["editor"])
    for page in (
        reverse("admin:newsroom_article_change", args=[summit.pk]),
        reverse("admin:newsroom_article_annotate", args=[summit.pk, "ru"]),
    ):
        link = f'href="{into(summit)}"'
        assert link in at_desk(staff["annotator"]).get(page).content.decode()
        assert link not in at_desk(staff["translator-ru"]).get(page).content.decode()


def test_a_download_is_a_file(summit: Article, staff: dict[str, User]) -> None:
    response = at_desk(staff["editor"]).get(out(summit, "?format=jsonl&language=en"))
    name = f"annotations-{summit.public_id}.jsonl"
    assert response.headers["Content-Disposition"] == f'attachment; filename="{name}"'


def preview(client: Client, article: Article, data: bytes) -> Any:
    return client.post(into(article), {"file": SimpleUploadedFile("a.jsonl", data)})


def test_it_is_previewed_then_confirmed_then_reported(summit: Article, staff: dict[str, User]) -> None:
    client = at_desk(staff["annotator"])
    data = lines(client, summit)
    forget(summit)
    logged = LogEntry.objects.count()
    page = preview(client, summit, data + b"{broken\n")
    assert page.status_code == 200
    html = page.content.decode()
    assert html.index("exchange-refused") < html.index("exchange-taken")  # what to look at comes first
    assert (Span.objects.filter(block__article=summit).count(), LogEntry.objects.count()) == (0, logged)
    done = client.post(into(summit), {"seal": page.context["seal"], "confirm": "1"})
    assert done.context["done"]
    assert done.context["report"].count("taken") == len(data.splitlines())
    assert LogEntry.objects.count() == logged + 1
    assert lines(client, summit) == data
    again = client.post(into(summit), {"seal": page.context["seal"], "confirm": "1"})
    assert "done" not in again.context
    assert LogEntry.objects.count() == logged + 1


def test_what_is_here_already_has_nothing_to_confirm(summit: Article, staff: dict[str, User]) -> None:
    client = at_desk(staff["editor"])
    page = client.post(into(summit), {"pasted": lines(client, summit, "&language=ru").decode()})
    assert page.context["seal"] == ""
    assert page.context["report"].count("known") > 50


def test_a_text_that_changed_meanwhile_is_previewed_anew(summit: Article, staff: dict[str, User]) -> None:
    client = at_desk(staff["editor"])
    data = lines(client, summit, "&language=fa")
    forget(summit)
    seal = preview(client, summit, data).context["seal"]
    block = block_of(summit, 6)
    texts = {str(block.uuid): "دیروز " + block.source("fa")}
    edit_texts(summit, language="fa", texts=texts, by=staff["publisher"])
    page = client.post(into(summit), {"seal": seal})
    assert page.context["report"].count("moved") > 0
    assert page.context["seal"] != seal
    assert not Span.objects.filter(block__article=summit).exists()
    assert client.post(into(summit), {"seal": page.context["seal"]}).context["done"]


def test_a_seal_is_good_for_one_person_and_one_article(
    summit: Article, raw: Article, staff: dict[str, User]
) -> None:
    client = at_desk(staff["editor"])
    data = lines(client, summit)
    forget(summit)
    seal = preview(client, summit, data).context["seal"]
    for stranger, article in ((at_desk(staff["publisher"]), summit), (client, raw)):
        assert "done" not in stranger.post(into(article), {"seal": seal}).context
    assert "done" not in client.post(into(summit), {"seal": "forged"}).context
    assert waiting.unseal(seal, user=staff["editor"].pk, model=f"annotations-{summit.pk}")
    assert not Span.objects.filter(block__article=summit).exists()


@pytest.mark.parametrize(
    ("sent", "said"),
    [
        ({}, "Choose a file or paste a text."),
        ({"pasted": ""}, "Choose a file or paste a text."),
        ({"pasted": " "}, "The file is empty"),
        ({"pasted": "[" * 1000}, "too many levels"),
    ],
)
def test_what_is_no_file_of_annotations_is_said_beside_the_field(
    summit: Article, staff: dict[str, User], sent: dict[str, str], said: str
) -> None:
    User.objects.update(interface_language="en")
    response = at_desk(staff["editor"]).post(into(summit), sent)
    assert response.status_code == 422
    html = response.content.decode()
    assert "errorlist" in html
    assert said in html


def test_the_report_says_which_annotation_was_refused_where_and_why(summit: Article, staff: dict[str, User]) -> None:
    client = at_desk(staff["editor"])
    good = json.loads(lines(client, summit, "&language=en").splitlines()[0])
    gone = {**good, "id": "urn:uuid:6c770eb2-bb43-4c72-9d49-63527fe4d35d", "target": {**good["target"], "selector": [
        {"type": "TextQuoteSelector", "exact": "words that nobody wrote"}]}}  # fmt: skip
    rows = [good, gone, {**good, "motivation": "dancing", "gz:sort": ""}, {**good, "body": {"source": "x"}}]
    page = client.post(into(summit), {"pasted": "\n".join(map(json.dumps, rows))})
    told = {one.number: (one.result, one.field, bool(one.reason)) for one in page.context["report"].outcomes}
    assert told == {
        1: ("known", "", False),
        2: ("refused", "selector", True),
        3: ("refused", "motivation", True),
        4: ("refused", "body", True),
    }
    html = page.content.decode()
    assert "<code>motivation</code>" in html
    assert html.count('class="exchange-refused"') == 3


def test_a_file_that_is_too_large_is_not_read(summit: Article, staff: dict[str, User]) -> None:
    with override_settings(IMPORT_MAX_BYTES=5):
        assert preview(at_desk(staff["editor"]), summit, b"{}{}{}").status_code == 422


def test_words_of_a_file_are_never_markup(summit: Article, staff: dict[str, User]) -> None:
    bad = {"type": "Annotation", "motivation": "commenting", "bodyValue": "x", "target": {"source": "x", "selector":
           {"type": "TextQuoteSelector", "exact": "<script>alert(1)</script>"}}}  # fmt: skip
    html = preview(at_desk(staff["editor"]), summit, json.dumps(bad).encode()).content.decode()
    assert "<script>alert" not in html
