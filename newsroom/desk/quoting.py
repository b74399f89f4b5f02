"""Quoting: words that somebody typed or remembers, found where they stand. What a page without a script asks for."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext as _

from newsroom.content.article import Article
from newsroom.content.block import Block
from newsroom.desk.errors import Incomplete
from newsroom.desk.selection import Selection
from newsroom.text.fold import fold, fold_key
from newsroom.text.offsets import snap


def quoted(
    article: Article, *, language: str, words: str, block: Block | None = None, occurrence: int = 0
) -> Selection:
    """The place of some words in the text of an article in a language, as `occurrence` counts from 1 (0: the only one).

    `block` says where to look, None: everywhere. The very words win; only where they stand nowhere, another spelling of
    them is taken (ZWNJ, letter variants, case). Raises Incomplete, naming the field "quote" or "occurrence".
    """
    words = words.strip()
    if not words:
        raise Incomplete(_("Quote the words that it is about."), field="quote")
    blocks = [block] if block else list(Block.objects.of_article(article).with_words())
    texts = [(one, one.plain(language)) for one in blocks]
    found = [at for one, text in texts for at in _exactly(one, text, words, language)]
    found = found or [at for one, text in texts for at in _alike(one, text, words, language)]
    if not found:
        raise Incomplete(_("“%(words)s” stands nowhere in this text.") % {"words": words}, field="quote")
    if occurrence > len(found) or (not occurrence and len(found) > 1):
        text = _("“%(words)s” stands here %(number)s times: say which one is meant.")
        raise Incomplete(text % {"words": words, "number": len(found)}, field="occurrence")
    return found[max(occurrence, 1) - 1]


def _exactly(block: Block, text: str, words: str, language: str) -> Iterator[Selection]:
    at = text.find(words)
    while at >= 0:
        yield Selection(block, language, at, at + len(words), words)
        at = text.find(words, at + 1)


def _alike(block: Block, text: str, words: str, language: str) -> Iterator[Selection]:
    folded, wanted = fold(text), fold_key(words)
    at = folded.text.find(wanted) if wanted else -1
    while at >= 0:
        start, end = snap(text, *folded.original(at, at + len(wanted)))
        yield Selection(block, language, start, end, text[start:end])
        at = folded.text.find(wanted, at + 1)
