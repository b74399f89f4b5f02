"""Whole pages with 500 marks against the same pages with none, over HTTP's own path: `python -m bench.pages`.

An article of 20,000 characters, where 500 marks are as dense as in the demo report; as readers get it, and on the
annotation screen. Fails when that takes more than three times as long with its marks as without. The same 500 on 6,000
characters, a mark for every twelve, are printed beside it.
"""

from __future__ import annotations

import os
import sys
import tempfile
from contextlib import nullcontext
from itertools import cycle
from typing import Any

from bench.asking import compared
from bench.marks import LENGTHS, MOST, marked

LANGUAGE = "fa"


def main() -> int:
    with tempfile.TemporaryDirectory() as folder:
        os.environ.update(GOZARESH_VAR=folder, DJANGO_SETTINGS_MODULE="cms.settings", LOG_LEVEL="CRITICAL")
        os.environ.pop("DATABASE_URL", None)
        import django
        from django.core.management import call_command

        django.setup()
        call_command("migrate", verbosity=0)
        call_command("demo")
        call_command("collectstatic", interactive=False, verbosity=0)
        print("\npage          characters  marks       ms  queries     kB   ratio")
        broken = [one for length in LENGTHS for one in _pages(length)]
    for line in broken:
        print(f"BROKEN: {line}")
    return 1 if broken else 0


def _pages(length: int) -> list[str]:
    from django.test import Client

    from newsroom.desk.staff import member

    plain, full = _article(length, marks=False), _article(length, marks=True)
    desk = Client(SERVER_NAME="localhost")
    desk.force_login(member("publisher"), backend="django.contrib.auth.backends.ModelBackend")
    reader = Client(SERVER_NAME="localhost")
    broken = []
    for name, client, address in (("readers'", reader, _public), ("annotation", desk, _screen)):
        with_them, without = address(full), address(plain)
        rows = compared(
            {
                "0": (nullcontext(), lambda client=client, at=without: client.get(at)),
                "500": (nullcontext(), lambda client=client, at=with_them: client.get(at)),
            }
        )
        ratio = rows["500"][0] / rows["0"][0]
        for count, (ms, queries, size) in rows.items():
            shown = f"{ms:8.1f} {queries:8} {size:6.0f} {ms / rows['0'][0]:7.2f}"
            print(f"{name:13} {length:10,} {count:>6} {shown}", flush=True)
        if ratio > MOST and length == LENGTHS[0]:
            broken.append(f"{name} page of {length:,} characters: {ratio:.2f} times, at most {MOST:.0f}")
    return broken


def _article(length: int, *, marks: bool) -> Any:
    """Published, with its marks in the tables before: what is measured is reading them, not annotating."""
    from bench.articles import texts_of
    from newsroom.desk.articles import create_article
    from newsroom.desk.publish import publish
    from newsroom.desk.review import approve, submit
    from newsroom.desk.staff import member

    text = "\n\n".join(texts_of(length))
    article = create_article(language=LANGUAGE, title="مقاله سنجش", text=text, by=member("reporter"))
    if marks:
        _mark(article)
    submit(article, language=LANGUAGE, by=member("reporter"))
    approve(article, language=LANGUAGE, by=member("editor"))
    publish(article, language=LANGUAGE, by=member("publisher"))
    return article


def _mark(article: Any) -> None:
    from django.utils import timezone

    from newsroom.annotation.anchoring import selectors
    from newsroom.annotation.mention import Mention
    from newsroom.annotation.note import Note
    from newsroom.annotation.span import Origin, Span, SpanState
    from newsroom.annotation.statement import Speaker, Statement
    from newsroom.base import languages
    from newsroom.entities.entity import Entity

    entities = cycle(Entity.objects.order_by("pk"))
    people = cycle(Entity.objects.filter(kind="person").order_by("pk"))

    def mention() -> dict[str, Any]:
        return {"mention": Mention.objects.create(article=article, entity=next(entities))}

    def statement() -> dict[str, Any]:
        row = Statement.objects.create(article=article)
        Speaker.objects.create(statement=row, entity=next(people))
        return {"statement": row}

    def note() -> dict[str, Any]:
        row = Note(article=article, kind="fact_check", certainty="likely", public=True, at=timezone.now())
        languages.write(row, "claim", {LANGUAGE: "ادعا"})
        languages.write(row, "finding", {LANGUAGE: "یافته"})
        row.save()
        return {"note": row}

    owners = {"mention": mention, "statement": statement, "note": note}
    blocks = [(block, block.plain(LANGUAGE)) for block in article.blocks.order_by("position")]
    spans = []
    for (block, text), some in zip(blocks, marked([text for _block, text in blocks]), strict=True):
        for mark in some:
            exact, prefix, suffix = selectors(text, mark.start, mark.end)
            place = {"start": mark.start, "end": mark.end, "exact": exact, "prefix": prefix, "suffix": suffix}
            state = {"language": LANGUAGE, "state": SpanState.ACCEPTED, "origin": Origin.EDITOR}
            spans.append(Span(block=block, **place, **state, **owners[mark.kind]()))
    Span.objects.bulk_create(spans)


def _public(article: Any) -> str:
    from newsroom.publishing.publication import Publication

    return str(Publication.objects.get(article_public_id=article.public_id, language=LANGUAGE).path)


def _screen(article: Any) -> str:
    return f"/admin/newsroom/article/{article.pk}/in/{LANGUAGE}/annotate/?show=mentions"


if __name__ == "__main__":
    sys.exit(main())
