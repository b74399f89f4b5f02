"""Images of an edition: maps of places, drawn in the language of the page."""

from __future__ import annotations

from dataclasses import dataclass

from newsroom.text.document import ArticleDocument, ImagePart
from newsroom.text.maps import Dot, LocatorMap, Place, locate


@dataclass(frozen=True, slots=True)
class DrawnImage:
    """A map with its words; `hub` is the dot that the others are tied to."""

    credit: str
    alt: str
    locator: LocatorMap | None
    hub: Dot | None


def drawn_image(document: ArticleDocument, image: ImagePart, alt: str, language: str) -> DrawnImage:
    """The map that an image block shows, with the names that its places had when the edition was published."""
    facts = {place: document.entities[place] for place in image.places if place in document.entities}
    places = [
        Place(public_id, fact.name, fact.latitude, fact.longitude)
        for public_id, fact in sorted(facts.items(), key=lambda item: item[0] != image.hub)
        if fact.latitude is not None and fact.longitude is not None
    ]
    locator = locate(places) if places else None
    dots = locator.dots if locator else ()
    hub = next((dot for dot in dots if dot.id == image.hub), None)
    return DrawnImage(credit=image.credit.get(language, ""), alt=alt, locator=locator, hub=hub)
