"""Suggestions for the demo report with 1k, 10k and 100k names known: `python -m bench.suggestions`.

One fresh SQLite database in a temporary folder; every row is one measurement of the reading part of the verb (keys of
the text, one query, decisions), the best of five. Ratios are to the first row.
"""

from __future__ import annotations

import os
import random
import tempfile
import time
from pathlib import Path


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        os.environ["GOZARESH_VAR"] = folder
        os.environ.pop("DATABASE_URL", None)
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cms.settings")
        import django

        django.setup()
        _measure()


def _measure() -> None:
    from django.conf import settings
    from django.core.management import call_command

    from newsroom.annotation import gazetteer, known_names
    from newsroom.text import layout

    call_command("migrate", verbosity=0)
    call_command("loaddata", str(settings.BASE_DIR / "fixtures" / "entities.json"), verbosity=0)
    text = Path(settings.BASE_DIR / "seeds" / "cis-summit-2024.fa.md").read_text(encoding="utf-8")
    blocks = [(number, block.text) for number, block in enumerate(layout.read_report(text, "fa").blocks)]
    print("names     ms   ratio")
    first = 0.0
    known = 0
    for wanted in (1_000, 10_000, 100_000):
        _add_names(wanted - known)
        known = wanted
        best = min(_timed(lambda: gazetteer.suggest_blocks(blocks, "fa", known_names.lookup)) for _ in range(5))
        first = first or best
        print(f"{wanted:7,} {best * 1000:6.1f} {best / first:6.2f}")


def _timed(work: object) -> float:
    begun = time.perf_counter()
    work()  # type: ignore[operator]
    return time.perf_counter() - begun


def _add_names(count: int) -> None:
    """Made-up people, two words each, from syllables."""
    from newsroom.base import languages
    from newsroom.entities import name_key
    from newsroom.entities.entity import Entity

    draw = random.Random(count)
    syllables = ["با", "را", "مین", "سو", "دار", "کا", "ویچ", "نا", "تو", "گل", "شر", "پور", "لی", "مر", "زاد"]

    def word() -> str:
        return "".join(draw.choices(syllables, k=draw.randint(2, 4)))

    column = languages.column("name", "fa")
    for _batch in range(0, count, 5_000):
        size = min(5_000, count - _batch)
        people = [Entity(kind="person", **{column: f"{word()} {word()}"}) for _ in range(size)]
        Entity.objects.bulk_create(people)
        name_key.refresh(people)


if __name__ == "__main__":
    main()
