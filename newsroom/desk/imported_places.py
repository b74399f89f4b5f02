"""Imported places: where the words that an imported annotation brings along stand in the article of today.

Nothing is saved here. Offsets are code points of a block's plain text.
"""

from __future__ import annotations

import json
from uuid import UUID, uuid4

from django.utils.translation import gettext as _

from newsroom.annotation import doubt
from newsroom.annotation.anchoring import selectors
from newsroom.annotation.span import Origin, Span, SpanState
from newsroom.annotation.standing import Quoted, Standing, where
from newsroom.base import languages
from newsroom.content.article import Article
from newsroom.content.block import Block
from newsroom.desk.imported_rows import Refused, fitting
from newsroom.text.annotated import Annotated, Place

CONTEXT = 40  # code points of `prefix` and `suffix` at most
WITHOUT_PLACE = frozenset({SpanState.ORPHANED, SpanState.REJECTED})  # may have lost their words, and say so

NEVER_OF_NOTES = frozenset({SpanState.SUGGESTED, SpanState.REJECTED})  # nobody decides whether somebody wrote a note


class Places:
    """The texts of an article, in which places are found; `taken` are the uuids of spans that stand already."""

    def __init__(self, article: Article, taken: set[str]) -> None:
        self.article, self.taken = article, taken
        self.blocks: dict[str, Block] = {str(block.uuid): block for block in Block.objects.of_article(article)}
        self.texts = {
            code: {uuid: text for uuid, block in self.blocks.items() if (text := block.plain(code))}
            for code in languages.codes()
        }

    def spans(self, one: Annotated) -> tuple[list[Span], bool]:
        """A span for each place, and whether one of them was moved; raises Refused: all of its places, or none."""
        if not one.places and one.sort != "note":
            raise Refused(_("It has no place in a text."), "target")
        placed = [self._span(one, place) for place in one.places]
        return [span for span, _moved in placed], any(moved for _span, moved in placed)

    def _span(self, one: Annotated, place: Place) -> tuple[Span, bool]:
        if one.sort == "note" and place.state in NEVER_OF_NOTES:
            raise Refused(_("“%(what)s” is not what it should be.") % {"what": place.state}, "gz:state")
        if place.language and place.language not in self.texts:
            raise Refused(_("“%(code)s” is not a language of this site.") % {"code": place.language}, "source.language")
        found = {code: self._found(place, code) for code in ([place.language] if place.language else self.texts)}
        standing = [(code, at) for code, at in found.items() if isinstance(at, Standing)]
        if len(standing) == 1:
            code, at = standing[0]
            return fitting(self._at(one, place, code, at)), at.moved
        if place.state in WITHOUT_PLACE and place.block in self.blocks and 0 <= place.start < place.end:
            return fitting(self._as_it_was(place)), False
        if standing or "ambiguous" in found.values():
            raise Refused(_("“%(words)s” stands at several places.") % {"words": _short(place.exact)}, "selector")
        raise Refused(_("“%(words)s” stands nowhere in this text.") % {"words": _short(place.exact)}, "selector")

    def _found(self, place: Place, code: str) -> Standing | str:
        quoted = Quoted(place.block, place.start, place.end, place.exact, place.prefix, place.suffix)
        return where(quoted, self.texts[code])

    def _at(self, one: Annotated, place: Place, language: str, at: Standing) -> Span:
        """At the place where the words stand; its own selectors are kept where it was not moved."""
        block, end = self.blocks[at.block], at.start + len(place.exact)
        selected = selectors(self.texts[language][at.block], at.start, end)
        if not at.moved and place.prefix + place.suffix and max(len(place.prefix), len(place.suffix)) <= CONTEXT:
            selected = (place.exact, place.prefix, place.suffix)
        waits = SpanState.ACCEPTED if one.sort == "note" else SpanState.SUGGESTED
        span = Span(block=block, language=language, start=at.start, end=end, state=place.state or waits)
        span.exact, span.prefix, span.suffix = selected
        return self._with_history(span, place)

    def _as_it_was(self, place: Place) -> Span:
        """Of words that are gone: the last place they had."""
        span = Span(
            block=self.blocks[place.block],
            language=place.language or self.article.source_language,
            start=place.start,
            end=place.end,
            exact=place.exact,
            prefix=place.prefix[-CONTEXT:],
            suffix=place.suffix[:CONTEXT],
            state=place.state,
        )
        return self._with_history(span, place)

    def _with_history(self, span: Span, place: Place) -> Span:
        """With all that the desk knew of it; a uuid that another span has is not taken twice."""
        span.uuid = UUID(place.id) if place.id and place.id not in self.taken else uuid4()
        self.taken.add(str(span.uuid))
        span.origin = place.origin or Origin.IMPORT
        span.score, span.reason, span.candidates = place.score, place.reason, self._candidates(place.candidates)
        if place.former_state and place.former_state not in SpanState.values:
            raise Refused(_("“%(what)s” is not what it should be.") % {"what": place.former_state}, "gz:formerState")
        span.former_state, span.former_exact = place.former_state, place.former_exact
        span.former_prefix, span.former_suffix = place.former_prefix, place.former_suffix
        return span

    def _candidates(self, text: str) -> str:
        """The places that a doubtful span may have gone to; none when they lie in blocks of another article."""
        try:
            found = [doubt.Candidate(*row) for row in json.loads(text)] if text else []
        except (ValueError, TypeError, RecursionError) as error:
            raise Refused(_("The places that it may have gone to cannot be read."), "gz:candidates") from error
        if len(found) > doubt.MOST_CANDIDATES or not all(map(_readable, found)):
            raise Refused(_("The places that it may have gone to cannot be read."), "gz:candidates")
        return text if found and {one.block for one in found} <= self.blocks.keys() else ""


def _readable(one: doubt.Candidate) -> bool:
    """Whether a candidate from elsewhere is a place: code points in their order, and the words that stood there."""
    numbers = all(type(place) is int for place in (one.start, one.end)) and 0 <= one.start < one.end
    return numbers and all(isinstance(text, str) for text in (one.block, one.exact)) and one.exact != ""


def _short(text: str) -> str:
    return text if len(text) <= 60 else f"{text[:59]}…"
