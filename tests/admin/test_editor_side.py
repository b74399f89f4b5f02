"""What the editor's script asks for, and articles pasted, begun, copied and thrown away."""

from __future__ import annotations

from django.db import connection
from django.http import HttpResponse
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from newsroom.audit.log import LogEntry
from newsroom.content.article import Article
from newsroom.content.draft import Draft
from newsroom.content.revision import Revision
from tests.admin.browser_form import sent
from tests.admin.editing import FORM, JSON, Seat, body_of, ids_of, opened, page_of, said, send
from tests.admin.forms import messages_of
from tests.stories import block_of

# --- what the script asks for -----------------------------------------------------------------------------------------

def test_a_script_sends_only_what_changed_and_is_told_what_was_saved(desk: Seat, short: Article) -> None:
    client, ids = desk("editor"), ids_of(short)
    answer = client.post(page_of(short), {"revision": "1", f"text-{ids[2]}": "Changed."}, headers=JSON).json()
    assert (answer["revision"], answer["changed"], answer["foreign"]) == (2, [ids[2]], False)
    answer = client.post(page_of(short), {"revision": "1", f"text-{ids[3]}": "Late."}, headers=JSON).json()
    assert (answer["revision"], answer["foreign"]) == (3, True)
    refused = client.post(page_of(short), {"revision": "3", f"text-{ids[3]}": "\u2066"}, headers=JSON)
    assert (refused.status_code, refused.json()["block"]) == (422, ids[3])
    conflict = client.post(page_of(short), {"revision": "1", f"text-{ids[3]}": "Other."}, headers=JSON)
    assert conflict.status_code == 409
    assert b'class="differing"' in conflict.content


def test_unsaved_work_is_kept_for_its_writer_until_they_save(desk: Seat, short: Article) -> None:
    client, ids = desk("editor"), ids_of(short)
    kept = {"revision": "1", "payload": f"revision=1&text-{ids[2]}=Half+a+sent&gone-{ids[3]}="}
    assert client.post(page_of(short, name="draft"), kept).json() == {"kept": True}
    assert Revision.objects.filter(article=short).count() == 1
    assert "Unsaved work of yours" in said(opened(client, short))
    assert "Unsaved work of yours" not in said(opened(desk("publisher"), short))
    restored = client.get(f"{page_of(short)}?restore=1")
    assert sent(restored, "editor")[f"text-{ids[2]}"] == "Half a sent"
    assert sent(restored, "editor")[f"gone-{ids[3]}"] == ""
    client.post(page_of(short), sent(restored, "editor").urlencode(), content_type=FORM)
    assert body_of(short)[2:] == ["Half a sent"]
    assert not Draft.objects.exists()


def test_unsaved_work_of_an_older_revision_is_merged_when_it_is_restored(desk: Seat, short: Article) -> None:
    client, ids = desk("editor"), ids_of(short)
    kept = f"revision=1&text-{ids[2]}=My+first+paragraph.&text-{ids[3]}=The+second+line."
    client.post(page_of(short, name="draft"), {"revision": "1", "payload": kept})
    words = {f"text-{ids[2]}": "The first paragraph grew.", f"text-{ids[3]}": "The second sentence."}
    client.post(page_of(short), {"revision": "1", **words}, headers=JSON)
    page = client.get(f"{page_of(short)}?restore=1")
    fields = sent(page, "editor")
    assert (fields["revision"], fields[f"text-{ids[2]}"]) == ("2", "My first paragraph grew.")
    assert fields[f"text-{ids[3]}"] == "The second line."
    assert [row.id for row in page.context["page"].troubled] == [ids[3]]


def test_a_save_forgets_only_the_unsaved_work_that_is_in_it(desk: Seat, short: Article) -> None:
    client, ids = desk("editor"), ids_of(short)
    client.post(page_of(short, name="draft"), {"revision": "1", "payload": f"revision=1&text-{ids[2]}=Waiting."})
    send(client, opened(client, short), **{f"text-{ids[3]}": "Something else."})
    assert Draft.objects.exists()
    data = {"revision": "2", f"text-{ids[2]}": "Waiting.", "kept": "1"}
    client.post(page_of(short), data, headers=JSON)
    assert not Draft.objects.exists()


def test_a_save_of_a_block_asks_the_database_at_most_sixteen_times(desk: Seat, summit: Article) -> None:
    client, block = desk("editor"), block_of(summit, 8)
    number = Revision.objects.filter(article=summit).latest("number").number
    data = {"revision": number, f"text-{block.uuid}": f"{block.source('fa')} پایان."}
    with CaptureQueriesContext(connection) as asked:
        assert client.post(page_of(summit), data, headers=JSON).json()["revision"] == number + 1
    assert len([one for one in asked if "SAVEPOINT" not in one["sql"]]) <= 16


def test_unsaved_work_that_is_not_wanted_is_forgotten(desk: Seat, short: Article) -> None:
    client = desk("editor")
    client.post(page_of(short, name="draft"), {"revision": "1", "payload": "revision=1"})
    assert client.post(page_of(short, name="draft"), {"discard": "1"}).json() == {"kept": False}
    assert client.post(page_of(short, name="draft"), {"revision": "-"}).status_code == 400
    assert not Draft.objects.exists()


def test_colleagues_see_who_writes_where_and_which_revision_stands(desk: Seat, short: Article) -> None:
    one, other, ids = desk("editor"), desk("publisher"), ids_of(short)
    log = LogEntry.objects.count()
    one.post(page_of(short, name="presence"), {"writing": "1", "block": ids[2]})
    heard = other.post(page_of(short, name="presence"), {"block": "nonsense"}).json()
    assert [(one["name"], one["writing"], one["block"]) for one in heard["people"]] == [("Leila Ahmadi", True, ids[2])]
    assert (heard["revision"], heard["by"]) == (1, "Leila Ahmadi")
    one.post(page_of(short, name="presence"), {"away": "1"})
    assert other.get(page_of(short, name="presence")).json()["people"] == []
    assert LogEntry.objects.count() == log


def test_a_link_finds_people_by_any_spelling_and_articles_by_their_titles(desk: Seat, summit: Article) -> None:
    client, address = desk("editor"), reverse("admin:newsroom_article_links")

    def found(term: str) -> list[str]:
        answer = client.get(address, {"q": term, "language": "fa"}).json()
        return [target["href"] for target in answer["targets"]]

    assert any(href.startswith("entity:") for href in found("علیاف"))
    assert f"article:{summit.public_id}" in found("كرملین")
    assert found(" ") == []
    assert client.get(address, {"q": "x", "language": "de"}).status_code == 400
    assert f"article:{summit.public_id}" not in client_of(desk, "translator-fa", address)


def client_of(desk: Seat, who: str, address: str) -> str:
    return desk(who).get(address, {"q": "كرملین", "language": "fa"}).content.decode()


# --- pasting, beginning, copying, throwing away -----------------------------------------------------------------------


def test_a_pasted_text_is_planned_before_it_is_saved(desk: Seat, short: Article) -> None:
    client, ids = desk("editor"), ids_of(short)
    text = "\n\n".join(["A short report", body_of(short)[1], "The first paragraph grew.", "A brand new ending."])
    plan = client.post(page_of(short, name="paste"), {"text": text})
    assert [line.step.kind for line in plan.context["lines"]] == ["kept", "kept", "changed", "new", "gone"]
    assert Revision.objects.filter(article=short).count() == 1
    stale = client.post(page_of(short, name="paste"), {"text": text, "revision": "0", "apply": "1"})
    assert "Somebody saved meanwhile" in said(stale)
    client.post(page_of(short, name="paste"), {"text": text, "revision": "1", "apply": "1"})
    assert body_of(short)[2:] == ["The first paragraph grew.", "A brand new ending."]
    assert ids_of(short)[:3] == ids[:3]


def test_a_text_that_cannot_be_pasted_says_why_and_stays(desk: Seat, short: Article) -> None:
    answer = desk("editor").post(page_of(short, name="paste"), {"text": "Bad \u202e text"})
    assert answer.status_code == 422
    assert "U+202E" in said(answer)
    assert "Bad \u202e text" in answer.content.decode()
    assert desk("editor").get(page_of(short, "fa", "paste")).status_code == 404
    assert desk("annotator").get(page_of(short, name="paste")).status_code == 403


def test_an_article_begins_with_a_title_and_its_page_is_next(desk: Seat) -> None:
    client, address = desk("reporter"), reverse("admin:newsroom_article_new")
    assert client.post(address, {"language": "fa", "title": " "}).status_code == 200
    answer = client.post(address, {"language": "fa", "title": "گزارشی تازه", "text": ""})
    page = client.get(answer.headers["Location"])
    assert "گزارشی تازه" in sent(page, "editor").dict().values()
    assert desk("translator-fa").get(address).status_code == 403


def test_a_copy_is_an_article_of_its_own_and_the_trash_gives_back(desk: Seat, short: Article) -> None:
    client = desk("editor")

    def press(name: str) -> HttpResponse:
        return client.post(reverse(f"admin:newsroom_article_{name}", args=[short.pk]), follow=True)

    copy = press("duplicate")
    assert copy.context["article"].pk != short.pk
    assert "The first paragraph." in sent(copy, "editor").dict().values()
    assert "The article is in the trash." in messages_of(press("trash"))[0][1]
    assert Article.objects.get(pk=short.pk).trashed_at
    press("untrash")
    assert Article.objects.get(pk=short.pk).trashed_at is None
