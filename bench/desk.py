"""The editor's page and its save against the stock admin's inline form, and the list of articles as it grows:
`python -m bench.desk [100000]`.

One fresh SQLite database; every figure is the median of several requests of one person, in one process. What is
compared takes turns, so that whatever else the machine does falls on all alike; ratios are within the run.
"""

from __future__ import annotations

import os
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from typing import Any

SIZES = (1_000, 10_000, 100_000)
TURNS, ROUNDS = 5, 3

Measured = tuple[float, int, float]  # milliseconds, queries, kilobytes


def main() -> None:
    largest = int(sys.argv[1]) if len(sys.argv) > 1 else SIZES[-1]
    with tempfile.TemporaryDirectory() as folder:
        os.environ.update(GOZARESH_VAR=folder, DJANGO_SETTINGS_MODULE="cms.settings", LOG_LEVEL="CRITICAL")
        os.environ.pop("DATABASE_URL", None)
        import django
        from django.core.management import call_command

        django.setup()
        call_command("migrate", verbosity=0)
        call_command("demo")
        call_command("collectstatic", interactive=False, verbosity=0)
        _pages()
        _lists([size for size in SIZES if size <= largest])


def _pages() -> None:
    from django.test import override_settings

    from bench.rows import article
    from bench.sample import sample_article
    from bench.stock.settings import TEMPLATES

    client = _client()
    pk, *blocks = article().split()
    long = sample_article(blocks=300)
    edit, change = f"/admin/newsroom/article/{pk}/in/fa/edit/", f"/newsroom/article/{pk}/change/"
    edit_long = f"/admin/newsroom/article/{long.pk}/in/fa/edit/"
    stock = override_settings(ROOT_URLCONF="bench.stock.urls", TEMPLATES=TEMPLATES)
    with stock:
        save_blocks = _stock_saver(client, f"/stock{change}")
        save_all = _stock_saver(client, f"/stock-all{change}")
    rows = _compared(
        {
            "editor's page": (nullcontext(), lambda: client.get(edit)),
            "editor's page, 300 blocks": (nullcontext(), lambda: client.get(edit_long)),
            "stock form, blocks": (stock, lambda: client.get(f"/stock{change}")),
            "stock form, all its parts": (stock, lambda: client.get(f"/stock-all{change}")),
        }
    ) | _compared(
        {
            "save one block": (nullcontext(), _saver(client, edit, blocks[1])),
            "stock save, blocks": (stock, save_blocks),
            "stock save, all its parts": (stock, save_all),
        }
    )
    print("what                          ms  queries     kB  to stock with blocks only")
    for name, (ms, queries, size) in rows.items():
        against = rows["stock save, blocks" if "save" in name else "stock form, blocks"]
        print(f"{name:26} {ms:6.1f} {queries:8} {size:6.0f} {ms / against[0]:10.2f}")


def _compared(asks: dict[str, tuple[AbstractContextManager[Any], Callable[[], Any]]]) -> dict[str, Measured]:
    """Milliseconds (median), queries and kilobytes of each request, made by turns; each in its own settings.

    A turn begins with a request that does not count: other settings make Django read templates and addresses again.
    """
    times: dict[str, list[float]] = {name: [] for name in asks}
    for _turn in range(TURNS):
        for name, (inside, ask) in asks.items():
            with inside:
                ask()
                times[name] += [_timed(ask) for _round in range(ROUNDS)]
    rows = {}
    for name, (inside, ask) in asks.items():
        with inside:
            rows[name] = (statistics.median(times[name]) * 1000, *_weighed(ask))
    return rows


def _client() -> Any:
    from django.contrib.auth.models import Group
    from django.test import Client

    from newsroom.staff.user import User

    user = User.objects.create(username="bench", is_staff=True, is_superuser=True)
    user.groups.add(Group.objects.get(name="editor"))
    client = Client(SERVER_NAME="localhost")
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return client


def _asked(ask: Callable[[], Any]) -> Measured:
    """Milliseconds (median), queries and kilobytes of a request."""
    return _compared({"": (nullcontext(), ask)})[""]


def _timed(ask: Callable[[], Any]) -> float:
    begun = time.perf_counter()
    answer = ask()
    taken = time.perf_counter() - begun
    if answer.status_code not in (200, 302):
        raise RuntimeError(f"{answer.status_code}: {answer.content[:500]!r}")
    return taken


def _weighed(ask: Callable[[], Any]) -> tuple[int, float]:
    """Queries and kilobytes of a request."""
    from django.db import connection, reset_queries

    connection.force_debug_cursor = True
    reset_queries()
    size = len(ask().content) / 1000
    queries = len(connection.queries)
    connection.force_debug_cursor = False
    return queries, size


def _saver(client: Any, path: str, block: str) -> Callable[[], Any]:
    """Each call changes one block, as the page's script does."""
    from bench.concurrency import Form

    state = {"revision": Form(client.get(path).content.decode()).fields["revision"], "round": 0}

    def save() -> Any:
        state["round"] += 1
        text = f"Владимир Путин спел {state['round']} и ولادیمیر پوتین گفت."
        answer = client.post(
            path, {"revision": state["revision"], f"text-{block}": text}, headers={"Accept": "application/json"}
        )
        state["revision"] = answer.json()["revision"]
        return answer

    return save


def _stock_saver(client: Any, path: str) -> Callable[[], Any]:
    from bench.concurrency import Form

    fields = Form(client.get(path).content.decode()).fields
    rounds = iter(range(10_000))

    def save() -> Any:
        return client.post(path, {**fields, "blocks-2-text_fa": f"متن تازه {next(rounds)}"})

    return save


def _lists(sizes: list[int]) -> None:
    from newsroom.content.article import Article

    client, path = _client_again(), "/admin/newsroom/article/"
    print("\narticles   list ms  queries  ratio   search ms  ratio")
    first: tuple[float, float] | None = None
    for size in sizes:
        _add_articles(size - Article.objects.count())
        ms, queries, _size = _asked(lambda: client.get(path))
        search, _queries, _kb = _asked(lambda: client.get(path, {"q": "سنجش مقاله"}))
        first = first or (ms, search)
        print(f"{size:8,} {ms:9.1f} {queries:8} {ms / first[0]:6.2f} {search:11.1f} {search / first[1]:6.2f}")


def _client_again() -> Any:
    from django.test import Client

    from newsroom.staff.user import User

    client = Client(SERVER_NAME="localhost")
    user = User.objects.get(username="bench")
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return client


def _add_articles(count: int) -> None:
    """Articles with a title and a paragraph each, in bulk: a list is about rows, not about verbs."""
    from django.utils import timezone

    from newsroom.base import languages
    from newsroom.content.article import Article
    from newsroom.content.block import Block, digest
    from newsroom.content.track import Track
    from newsroom.localization.segment import Segment, Status
    from newsroom.text.fold import fold_key
    from newsroom.text.sortkey import sort_key

    column = languages.column("text", "fa")
    for begin in range(0, count, 5_000):
        size = min(5_000, count - begin)
        articles = Article.objects.bulk_create(
            Article(source_language="fa", created_at=timezone.now()) for _number in range(size)
        )
        texts = [f"گزارش شماره {begin + number} درباره تجارت" for number in range(size)]
        blocks = Block.objects.bulk_create(
            Block(article=article, position=position, kind=kind, **{column: text})
            for article, text in zip(articles, texts, strict=True)
            for position, kind in ((1, "title"), (2, "paragraph"))
        )
        Segment.objects.bulk_create(
            Segment(
                block=block,
                language="fa",
                status=Status.DRAFT,
                digest=digest(block.plain("fa")),
                folded=fold_key(block.plain("fa")),
            )
            for block in blocks
        )
        Track.objects.bulk_create(
            Track(article=article, language="fa", sort_key=sort_key(text, "fa"))
            for article, text in zip(articles, texts, strict=True)
        )


if __name__ == "__main__":
    main()
