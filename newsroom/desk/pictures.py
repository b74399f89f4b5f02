"""The library of pictures: they are added, described, replaced and removed; desk/images.py puts them into articles.

Decoding takes seconds, so it happens before the transaction, which on SQLite holds the one writer. The files are
written before the row and removed when the transaction fails (base/media.py); it is `durable`, so when its block has
ended the row stands. A picture that an edition or the history of an article shows is never taken from the disk.
"""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from newsroom.audit.log import LogEntry
from newsroom.audit.verbs import Verb
from newsroom.base import languages, media, pictures, rows
from newsroom.content.article import Article
from newsroom.content.asset import Asset, AssetKind
from newsroom.content.track import Track
from newsroom.desk import policy, record, workflow
from newsroom.desk.errors import AlreadyInLibrary, NotAllowed, NotAPicture, PictureInUse
from newsroom.desk.policy import Action
from newsroom.publishing.edition import EditionBody
from newsroom.staff.user import User
from newsroom.text.fold import fold_key

WORDS = ("alt", "caption", "credit")  # translated columns
FACTS = ("name", "rights", "digital_source_type", "focal_x", "focal_y")
_FILE = ("file", "width", "height", "media_type", "widths", "fallback", "sha256", "uploaded_at", "uploaded_by")


@dataclass(frozen=True, slots=True)
class Described:
    """What is said of a picture: texts map language codes to one line, the focal point is a share of its sides."""

    name: str = ""
    rights: str = ""
    alt: Mapping[str, str] = field(default_factory=dict)
    caption: Mapping[str, str] = field(default_factory=dict)
    credit: Mapping[str, str] = field(default_factory=dict)
    digital_source_type: str = ""
    focal_x: float = 0.5
    focal_y: float = 0.5


def add_picture(upload: bytes, *, said: Described, by: User, again: bool = False) -> Asset:
    """Clean an uploaded file and add it to the library.

    Bytes that are there already are offered instead, unless `again`. Raises NotAllowed, NotAPicture, AlreadyInLibrary,
    ValidationError naming the field.
    """
    policy.check(by, Action.ADD_IMAGES)
    digest = hashlib.sha256(upload).hexdigest()
    known = Asset.objects.filter(sha256=digest).first()
    if known is not None and not again:
        raise AlreadyInLibrary(known.pk, str(known))
    cleaned = _cleaned(upload)
    asset = Asset(kind=AssetKind.PICTURE, **{name: getattr(said, name) for name in FACTS})
    for name in WORDS:
        languages.write(asset, name, getattr(said, name))
    with media.kept(cleaned.files) as folder, transaction.atomic(durable=True):
        _put(asset, cleaned, folder, digest, by)
        rows.check(asset)
        asset.folded = folded(asset)
        asset.save(force_insert=True)
        record.log(Verb.UPLOAD_IMAGE, asset, by=by, digests=("", digest))
    return asset


@transaction.atomic
def edit_picture(asset: Asset, *, changed: Sequence[str], by: User) -> Asset:
    """Write the `changed` columns of what is said of an image of the library, a map included.

    The articles it stands in keep their own captions and alternative texts; credit and rights are the image's, so each
    of those articles gets a revision. Raises NotAllowed, ValidationError naming the field.
    """
    record.lock(asset)
    _check_may_change(asset, changed, by)
    rows.check(asset)
    if changed:
        asset.folded = folded(asset)
        asset.save(update_fields=[*changed, "folded"])
        if any(name not in languages.columns("alt", "caption") and name != "name" for name in changed):
            for article in _articles_with(asset):
                record.revise(record.locked(article), by=by, summary=f"image: {', '.join(changed)}")
        record.log(Verb.EDIT_IMAGE, asset, by=by, detail=", ".join(changed))
    return asset


def replace_picture(asset: Asset, *, upload: bytes, by: User) -> Asset:
    """Put another file in the place of a picture's, in every article it stands in; what was approved is so no longer.

    What is published keeps the file it was published with. Raises NotAllowed, NotAPicture.
    """
    _check_may_change(asset, _FILE, by)
    if asset.kind != AssetKind.PICTURE:
        raise NotAPicture(_("A map is drawn from its places: it has no file."))
    cleaned, before = _cleaned(upload), asset.sha256
    with media.kept(cleaned.files) as folder, transaction.atomic(durable=True):
        record.lock(asset)
        old = media.folder_of(Asset.objects.get(pk=asset.pk).file.name)
        _put(asset, cleaned, folder, hashlib.sha256(upload).hexdigest(), by)
        asset.save(update_fields=_FILE)
        for article in _articles_with(asset):
            policy.check(by, Action.EDIT_SOURCE, article=article, language=article.source_language)
            record.revise(record.locked(article), by=by, summary="image replaced")
            for language in Track.objects.filter(article=article).values_list("language", flat=True):
                workflow.step_back(article, language)
        record.log(Verb.REPLACE_IMAGE, asset, by=by, digests=(before, asset.sha256))
    if not _shown(old):
        media.remove(old)
    return asset


@transaction.atomic
def remove_asset(asset: Asset, *, by: User) -> None:
    """Remove an image that no article has or ever had, its files too; raises NotAllowed, PictureInUse naming where."""
    record.lock(asset)
    if not may_change(by, asset):
        raise NotAllowed(by.get_username(), str(Action.EDIT_IMAGES.label))
    if used := sorted(uses(asset)):
        raise PictureInUse(str(asset), used)
    folder = media.folder_of(asset.file.name) if asset.file else ""
    record.log(Verb.DELETE_IMAGE, asset, by=by, digests=(asset.sha256, ""))
    asset.delete()
    if folder:
        transaction.on_commit(lambda: media.remove(folder))


def sweep() -> int:
    """Remove the folders that a killed process left, which no image and no edition knows; returns how many.

    Nothing that anybody was told of goes, so no audit row says it went.
    """
    known = {media.folder_of(file) for file in Asset.objects.exclude(file="").values_list("file", flat=True)}
    stray = [folder for folder in media.stray(known) if not _shown(folder)]
    for folder in stray:
        media.remove(folder)
    return len(stray)


def may_change(who: User, asset: Asset) -> bool:
    """Editors change every image, and who added one changes that one."""
    if policy.may(who, Action.EDIT_IMAGES):
        return True
    return policy.may(who, Action.ADD_IMAGES) and asset.uploaded_by_id == who.pk


def may_write(who: User, asset: Asset, column: str) -> bool:
    """Whether somebody may write one column: all if they may change the image, else the texts of their languages."""
    if may_change(who, asset):
        return True
    return any(
        column in languages.columns_in(language, *WORDS) and policy.may(who, Action.TRANSLATE, language=language)
        for language in languages.codes()
    )


def uses(asset: Asset) -> set[str]:
    """Public ids of the articles that show an image now, in an edition, or in their history."""
    said = LogEntry.objects.filter(verb=Verb.ADD_IMAGE, detail=str(asset.uuid)).values_list("object_id", flat=True)
    stands = Q(blocks__asset=asset) | Q(uuid__in=list(said))
    editions = EditionBody.objects.filter(document__contains=str(asset.uuid))
    shown = editions.values_list("edition__article_public_id", flat=True)
    return {*Article.objects.filter(stands).values_list("public_id", flat=True), *shown}


def folded(asset: Asset) -> str:
    """All that is said of an image in all languages, as the search of the library reads it."""
    texts = [asset.name, *(languages.read(asset, name, code) for name in WORDS for code in languages.codes())]
    return "\n".join(fold_key(text) for text in texts if text)


def _cleaned(upload: bytes) -> pictures.Cleaned:
    try:
        return pictures.cleaned(upload)
    except pictures.PictureRefused as refused:
        raise NotAPicture(str(refused)) from refused


def _put(asset: Asset, cleaned: pictures.Cleaned, folder: str, digest: str, by: User) -> None:
    """The columns that come from the file."""
    asset.file.name = f"{folder}/{cleaned.original}"
    asset.width, asset.height, asset.media_type = cleaned.width, cleaned.height, cleaned.media_type
    asset.widths, asset.fallback = ",".join(map(str, cleaned.widths)), cleaned.fallback
    asset.sha256, asset.uploaded_at, asset.uploaded_by = digest, timezone.now(), by


def _check_may_change(asset: Asset, changed: Collection[str], by: User) -> None:
    if not all(may_write(by, asset, column) for column in changed):
        raise NotAllowed(by.get_username(), str(Action.EDIT_IMAGES.label))


def _articles_with(asset: Asset) -> QuerySet[Article]:
    """The articles it stands in, always in one order, so that two verbs never wait for each other."""
    rows: QuerySet[Article] = Article.objects.kept().filter(pk__in=asset.blocks.values("article"))
    return rows.order_by("pk")


def _shown(folder: str) -> bool:
    """Whether an edition shows the files of a folder."""
    return EditionBody.objects.filter(document__contains=folder).exists()
