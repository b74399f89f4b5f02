"""Searching an archive of 1,000 articles for names: `python -m bench.archive [articles]`.

Articles of the demo report's length, in Persian, in a fresh SQLite database with the demo's entities. First all are
searched, then nothing has changed, then one name has: the rate of each run, and what the process keeps in memory.
"""

from __future__ import annotations

import io
import os
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from bench.memory import resident

ARTICLES = 1_000


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        os.environ.update(GOZARESH_VAR=folder, DJANGO_SETTINGS_MODULE="cms.settings", LOG_LEVEL="CRITICAL")
        os.environ.pop("DATABASE_URL", None)
        import django

        django.setup()
        _measure(int(sys.argv[1]) if len(sys.argv) > 1 else ARTICLES)


def _measure(articles: int) -> None:
    from django.conf import settings
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
    call_command("loaddata", str(settings.BASE_DIR / "fixtures" / "entities.json"), verbosity=0)
    _add(articles)
    print("run                      s  texts/s  resident MB")
    for name, before in (("all are due", None), ("nothing changed", None), ("a name changed", _change_a_name)):
        if before:
            before()
        begun = time.perf_counter()
        call_command("rescan_archive", stdout=io.StringIO())
        took = time.perf_counter() - begun
        print(f"{name:18} {took:7.1f} {articles / took:8.1f} {resident():12.0f}", flush=True)


def _add(count: int) -> None:
    """Articles as they stand in the tables, in bulk; every one has a title of its own."""
    from django.conf import settings
    from django.utils import timezone

    from newsroom.base import languages
    from newsroom.content.article import Article
    from newsroom.content.block import Block, digest
    from newsroom.content.revision import Revision
    from newsroom.content.track import Track
    from newsroom.desk.snapshot import document_of
    from newsroom.localization.segment import Segment, Status
    from newsroom.text import layout, markup

    report = Path(settings.BASE_DIR / "seeds" / "cis-summit-2024.fa.md").read_text(encoding="utf-8")
    texts = [markup.escape(block.text) for block in layout.read_report(report, "fa").blocks]
    column = languages.column("text", "fa")

    def blocks_of(article: Any, number: int) -> Any:
        for position, text in enumerate(texts, start=1):
            kind = "title" if position == 1 else "paragraph"
            said = f"{text} {number}" if position == 1 else text
            yield Block(article=article, position=position, kind=kind, **{column: said})

    for begin in range(0, count, 100):
        articles = Article.objects.bulk_create(
            Article(source_language="fa", created_at=timezone.now()) for _one in range(min(100, count - begin))
        )
        blocks = Block.objects.bulk_create(
            block for number, article in enumerate(articles) for block in blocks_of(article, begin + number)
        )
        Segment.objects.bulk_create(
            Segment(block=block, language="fa", status=Status.DRAFT, digest=digest(block.plain("fa")))
            for block in blocks
        )
        Track.objects.bulk_create(Track(article=article, language="fa") for article in articles)
        empty = Revision.compress(document_of(articles[0]))
        Revision.objects.bulk_create(
            Revision(article=article, number=1, compressed=empty, at=timezone.now()) for article in articles
        )


def _change_a_name() -> None:
    from newsroom.base import languages
    from newsroom.desk.entities import save_entity
    from newsroom.desk.staff import member
    from newsroom.entities.entity import Entity

    entity = Entity(kind="person")
    languages.write(entity, "name", {"fa": "کسی که در هیچ متنی نیست"})
    save_entity(entity, changed=(), by=member("command-line"))


if __name__ == "__main__":
    main()
