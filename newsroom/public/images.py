"""Images of an edition: pictures in the sizes in which they are kept, maps drawn in the language of the page.

The page says width and height, so nothing jumps while a picture loads. The policy allows no style in the page: where a
crop has its middle is a class, in steps of a tenth.
"""

from __future__ import annotations

from dataclasses import dataclass

from django.conf import settings

from newsroom.public.labels import MADE_BY_MACHINES
from newsroom.publishing.edition import Edition
from newsroom.text import renditions
from newsroom.text.document import ArticleDocument, ImagePart
from newsroom.text.maps import Dot, LocatorMap, Place, locate
from newsroom.text.summary import LeadingPicture

USUAL = 960  # pixels: what a browser gets that knows no srcset
SHARED = 1200  # pixels: what other sites show of a page


@dataclass(frozen=True, slots=True)
class Sources:
    """The addresses of one picture: `webp` and `srcset` for a browser to choose from, `src` for one that does not."""

    webp: str
    srcset: str
    src: str
    width: int
    height: int
    focal: str


@dataclass(frozen=True, slots=True)
class DrawnImage:
    """A picture or a map with its words; `hub` is the dot that the others of a map are tied to."""

    credit: str
    alt: str
    rights: str = ""
    made_by: str = ""
    sources: Sources | None = None
    locator: LocatorMap | None = None
    hub: Dot | None = None


@dataclass(frozen=True, slots=True)
class Shared:
    """A picture as other sites are told of it."""

    path: str
    width: int
    height: int
    alt: str


def drawn_image(document: ArticleDocument, image: ImagePart, alt: str, language: str) -> DrawnImage:
    """What an image block shows, with the words and names of the day of its edition."""
    credit = image.credit.get(language, "")
    if image.widths:
        made_by = str(MADE_BY_MACHINES.get(image.digital_source_type, ""))
        return DrawnImage(credit, alt, image.rights, made_by, sources=sources(image))
    locator = _map(document, image)
    dots = locator.dots if locator else ()
    hub = next((dot for dot in dots if dot.id == image.hub), None)
    return DrawnImage(credit, alt, image.rights, locator=locator, hub=hub)


def sources(image: ImagePart | LeadingPicture) -> Sources:
    """The addresses of a picture's renditions."""
    width = renditions.at_least(image.widths, USUAL)
    return Sources(
        webp=_srcset(image, "webp"),
        srcset=_srcset(image, image.fallback),
        src=_url(image, width, image.fallback),
        width=width,
        height=renditions.height((image.width, image.height), width),
        focal=f"fx-{round(image.focal_x * 10)} fy-{round(image.focal_y * 10)}",
    )


def shared(edition: Edition) -> Shared | None:
    """The leading picture of an edition for other sites, in a format that all of them read."""
    image = edition.leading_picture
    if image is None:
        return None
    width = renditions.at_least(image.widths, SHARED)
    height = renditions.height((image.width, image.height), width)
    return Shared(_url(image, width, image.fallback), width, height, image.alt)


def _srcset(image: ImagePart | LeadingPicture, ending: str) -> str:
    return ", ".join(f"{_url(image, width, ending)} {width}w" for width in image.widths)


def _url(image: ImagePart | LeadingPicture, width: int, ending: str) -> str:
    return f"{settings.MEDIA_URL}{renditions.name(image.file, width, ending)}"


def _map(document: ArticleDocument, image: ImagePart) -> LocatorMap | None:
    facts = {place: document.entities[place] for place in image.places if place in document.entities}
    places = [
        Place(public_id, fact.name, fact.latitude, fact.longitude)
        for public_id, fact in sorted(facts.items(), key=lambda item: item[0] != image.hub)
        if fact.latitude is not None and fact.longitude is not None
    ]
    return locate(places, hub=image.hub) if places else None
