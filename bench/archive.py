"""Searching an archive of 1,000 articles for names: `python -m bench.archive [articles]`.

Articles of the demo report's length, in Persian, in a fresh SQLite database with the demo's entities. First all are
searched, then nothing has changed, then one name has: the rate of each run, and what the process keeps in memory.
"""

from __future__ import annotations

import os
import sys
import tempfile
import time

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

    from bench.articles import add_articles, report_texts

    call_command("migrate", verbosity=0)
    call_command("loaddata", str(settings.BASE_DIR / "fixtures" / "entities.json"), verbosity=0)
    add_articles(articles, report_texts())
    print(f"\n{articles:,} articles             s  texts/s  resident MB")
    for name, before in (("all are due", None), ("nothing changed", None), ("a name changed", _change_a_name)):
        if before:
            before()
        begun = time.perf_counter()
        with open(os.devnull, "w", encoding="utf-8") as nowhere:
            call_command("rescan_archive", stdout=nowhere)
        took = time.perf_counter() - begun
        print(f"{name:18} {took:8.1f} {articles / took:8.1f} {resident():12.0f}", flush=True)


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
