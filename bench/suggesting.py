"""The steps of bench/suggestions.py that run in processes of their own: `python -m bench.suggesting STEP ...`.

prepare: the tables, the demo's entities and one article of 6,000 characters. fill BEGIN END FOLDER: more people.
measure: the search of that article, as JSON. automaton END: pyahocorasick over the same names, as JSON.
"""

from __future__ import annotations

import json
import os
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from bench.memory import resident

LENGTH = 6_000
ROUNDS = 15


def prepare() -> None:
    from django.conf import settings
    from django.core.management import call_command

    from bench.articles import add_articles, texts_of
    from bench.names import in_text

    call_command("migrate", verbosity=0)
    call_command("loaddata", str(settings.BASE_DIR / "fixtures" / "entities.json"), verbosity=0)
    add_articles(1, texts_of(LENGTH, first=in_text()))


def fill(begin: str, end: str, folder: str) -> None:
    from bench import filling
    from bench.names import derived

    filling.fill(derived(int(begin), int(end), Path(folder)))


def measure() -> dict[str, Any]:
    """Times of the reading part of the verb (keys of the text, three queries, decisions); memory before and after."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    from newsroom.content.article import Article
    from newsroom.desk.suggest import search

    article = Article.objects.get()
    before, times = resident(), []
    for _round in range(ROUNDS):
        begun = time.perf_counter()
        found = search(article, "fa")
        times.append((time.perf_counter() - begun) * 1000)
    after = resident()
    with CaptureQueriesContext(connection) as queries:
        search(article, "fa")
    return {
        "length": sum(len(text) for _block, text in found.blocks),
        "found": len(found.suggestions),
        "first": times[0],
        "best": min(times),
        "queries": len(queries),
        "before": before,
        "after": after,
    }


def automaton(end: str) -> dict[str, Any]:
    """What an automaton of the same names costs before it finds anything; it knows no inflected forms."""
    import ahocorasick

    from bench.articles import texts_of
    from bench.names import in_text, people
    from newsroom.text.fold import fold

    text = fold("\n".join(texts_of(LENGTH, first=in_text()))).text
    before, begun = resident(), time.perf_counter()
    built = ahocorasick.Automaton()
    for number, names in people(0, int(end)):
        for name in names.values():
            built.add_word(fold(name).text, number)
    built.make_automaton()
    took, grown, begun = time.perf_counter() - begun, resident() - before, time.perf_counter()
    found = sum(1 for _match in built.iter(text))
    return {"build": took, "megabytes": grown, "scan": (time.perf_counter() - begun) * 1000, "found": found}


STEPS: dict[str, Callable[..., dict[str, Any] | None]] = {
    "prepare": prepare,
    "fill": fill,
    "measure": measure,
    "automaton": automaton,
}


def main() -> None:
    import django

    os.environ["DJANGO_SETTINGS_MODULE"] = "cms.settings"
    django.setup()
    step, *said = sys.argv[1:]
    answer = STEPS[step](*said)
    if answer is not None:
        print(json.dumps(answer))


if __name__ == "__main__":
    main()
