"""The list of articles: searched by folded words, filtered by states, in alphabetical order, at a bounded price."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.contrib.admin.views.main import ChangeList
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from newsroom.content.article import Article
from newsroom.content.block import Block
from newsroom.desk.assignments import assign
from newsroom.desk.edit import edit_texts
from newsroom.desk.translate import put_translation
from newsroom.staff.user import User
from tests.admin.forms import enter

LIST = "admin:newsroom_article_changelist"


@pytest.fixture
def desk(client: Client, staff: dict[str, User]) -> Client:
    return enter(client, staff["editor"])


@pytest.fixture
def persian(write: Callable[[str], Article]) -> Article:
    """A Persian report with ZWNJ, Persian letters and Persian digits."""
    return write("گفت‌وگوی وزیران در وین\n\nآن‌ها در سال ۱۴۰۳ درباره کودکان یتیم گفتند و می‌روند.")


def listing(client: Client, **query: str) -> ChangeList:
    response = client.get(reverse(LIST), query)
    assert response.status_code == 200
    changelist: ChangeList = response.context["cl"]
    return changelist


def found(client: Client, **query: str) -> set[int]:
    return {article.pk for article in listing(client, **query).result_list}


@pytest.mark.parametrize(
    "term",
    [
        "گفت‌وگوی وزیران",
        "گفتوگوی",  # without its ZWNJ
        "كودكان يتيم",  # Arabic kaf and yeh
        "1403",
        "١٤٠٣",  # Arabic-Indic digits
        "وین وزیران",  # in any order
        "می روند",
        "«کودکان»",
    ],
)
def test_any_spelling_finds_a_draft(desk: Client, persian: Article, term: str) -> None:
    assert persian.pk in found(desk, q=term)


@pytest.mark.parametrize("term", ["وزیران برلین", "100%", "_", "1404"])
def test_every_word_has_to_occur(desk: Client, persian: Article, term: str) -> None:
    assert persian.pk not in found(desk, q=term)


def test_words_may_stand_in_different_blocks_and_languages(
    desk: Client, persian: Article, staff: dict[str, User]
) -> None:
    uuid = str(Block.objects.of_article(persian)[0].uuid)
    put_translation(persian, language="ru", texts={uuid: "Министры в ВЕНЕ"}, by=staff["editor"])
    assert found(desk, q="вене یتیم") == {persian.pk}
    edit_texts(persian, language="fa", texts={uuid: "سخنان تازه"}, by=staff["editor"])
    assert persian.pk not in found(desk, q="گفتوگوی")
    assert persian.pk in found(desk, q="سخنان")


def test_it_finds_by_public_id(desk: Client, persian: Article) -> None:
    assert found(desk, q=persian.public_id.upper()) == {persian.pk}


def test_it_finds_nothing_that_the_searcher_may_not_read(
    client: Client, persian: Article, staff: dict[str, User]
) -> None:
    enter(client, staff["translator-ru"])
    assert persian.pk not in found(client, q="وزیران")
    assert not found(client, q=persian.public_id)
    assign(persian, language="ru", to=staff["translator-ru"], by=staff["editor"])
    uuid = str(Block.objects.of_article(persian)[0].uuid)
    put_translation(persian, language="en", texts={uuid: "A marker nobody else reads"}, by=staff["editor"])
    assert persian.pk in found(client, q="وزیران")
    assert not found(client, q="marker")


def test_filters_are_true_of_one_language_together(
    desk: Client, drafts: list[Article], staff: dict[str, User]
) -> None:
    draft = drafts[0]
    assign(draft, language="ru", to=staff["editor"], by=staff["publisher"])
    assert draft.pk in found(desk, language="en", state="draft")
    assert draft.pk in found(desk, language="ru", assignee="me")
    assert draft.pk not in found(desk, language="en", assignee="me")
    assert draft.pk in found(desk, language="en", assignee="nobody")
    assert draft.pk in found(desk, language="fa", state="missing")
    assert draft.pk not in found(desk, genre__exact="opinion")


def test_the_trash_is_listed_on_demand_only(desk: Client, drafts: list[Article]) -> None:
    thrown = drafts[0]
    Article.objects.filter(pk=thrown.pk).update(trashed_at=timezone.now())
    assert thrown.pk not in found(desk)
    assert found(desk, trash="1") == {thrown.pk}


def test_persian_titles_stand_in_their_own_order(desk: Client, write: Callable[[str], Article]) -> None:
    texts = ["یزد", "آمل", "پاوه", "گرگان", "تهران", "کرمان", "چابهار", "ژاورود"]
    made = {write(f"{text} در خبرها\n\nمتن خبر در اینجا است.").pk: text for text in texts}
    ordered = [made[row.pk] for row in listing(desk, o="1").result_list if row.pk in made]
    assert ordered == ["آمل", "پاوه", "تهران", "چابهار", "ژاورود", "کرمان", "گرگان", "یزد"]
    backwards = [made[row.pk] for row in listing(desk, o="-1").result_list if row.pk in made]
    assert backwards == ordered[::-1]


@pytest.mark.parametrize("query", [{}, {"q": "report"}, {"state": "draft", "language": "en"}, {"o": "1"}])
def test_the_list_costs_the_same_for_any_number_of_articles(
    desk: Client, write: Callable[[str], Article], query: dict[str, str]
) -> None:
    def cost() -> int:
        with CaptureQueriesContext(connection) as queries:
            assert found(desk, **query)
        return len(queries)

    write("Report of the day\n\nWords.")
    before = cost()
    for number in range(3):
        write(f"Report {number}\n\nWords.")
    assert cost() == before <= 8


def test_it_counts_no_further_than_one_can_leaf(desk: Client, summit: Article, monkeypatch: pytest.MonkeyPatch) -> None:
    Article.objects.bulk_create(Article(source_language="en", created_at=summit.created_at) for _each in range(45))
    monkeypatch.setattr("newsroom.admin.articles.ArticleAdmin.list_per_page", 3)
    assert listing(desk).paginator.count == 33
    assert listing(desk, p="3").paginator.count == 39
    everything = listing(desk, p="10").paginator
    assert (everything.count, everything.has_more) == (Article.objects.count(), False)


def test_the_chosen_articles_are_taken_along_to_be_assigned(desk: Client, drafts: list[Article]) -> None:
    chosen = [str(article.pk) for article in drafts]
    response = desk.post(reverse(LIST), {"action": "assign", "_selected_action": chosen})
    assert response.status_code == 302
    page = desk.get(response.headers["Location"])
    assert {article.pk for article in page.context["articles"]} == {article.pk for article in drafts}
