"""LogEntry: one verb, as evidence. Each row carries the digest of the row before it on the same object."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from newsroom.audit.verbs import Verb
from newsroom.base import guards
from newsroom.text.document import canonical


class LogEntryQuerySet(models.QuerySet["LogEntry"]):
    def about(self, kind: str, identity: str) -> LogEntryQuerySet:
        """The entries of one object, oldest first."""
        return self.filter(object_kind=kind, object_id=identity).order_by("seq")

    def broken_links(self) -> Iterable[LogEntry]:
        """Entries whose digest or whose link to the entry before is wrong; an intact log yields nothing."""
        previous: dict[tuple[str, str], str] = {}
        for entry in self.order_by("object_kind", "object_id", "seq").iterator():
            key = (entry.object_kind, entry.object_id)
            if entry.previous_digest != previous.get(key, "") or entry.digest != entry.computed_digest():
                yield entry
            previous[key] = entry.digest


class LogEntry(models.Model):
    """One verb: who did what to which object, never the text itself."""

    GUARD = guards.FROZEN

    who = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("who")
    )
    verb = models.CharField(_("verb"), max_length=40, choices=Verb)
    object_kind = models.CharField(_("kind of object"), max_length=40)
    object_id = models.CharField(_("object"), max_length=40)
    object_label = models.CharField(_("name of the object"), max_length=200, blank=True)
    seq = models.PositiveIntegerField(_("number"))
    language = models.CharField(_("language"), max_length=12, blank=True)
    digest_before = models.CharField(_("digest before"), max_length=64, blank=True)
    digest_after = models.CharField(_("digest after"), max_length=64, blank=True)
    detail = models.CharField(_("detail"), max_length=300, blank=True)
    at = models.DateTimeField(_("when"))
    previous_digest = models.CharField(_("digest of the entry before"), max_length=64, blank=True)
    digest = models.CharField(_("digest"), max_length=64)

    objects = LogEntryQuerySet.as_manager()

    class Meta:
        verbose_name = _("log entry")
        verbose_name_plural = _("log")
        ordering = ["-at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["object_kind", "object_id", "seq"], name="one_log_entry_per_object_and_number"
            )
        ]
        indexes = [models.Index(fields=["-at"], name="log_by_time")]

    def __str__(self) -> str:
        return f"{self.get_verb_display()} {self.object_label or self.object_id} #{self.seq}"

    def computed_digest(self) -> str:
        """sha256 over the canonical form of everything this row says, the previous digest included."""
        said = {
            "who": self.who_id,
            "verb": self.verb,
            "object": [self.object_kind, self.object_id, self.object_label, self.seq],
            "language": self.language,
            "digests": [self.digest_before, self.digest_after],
            "detail": self.detail,
            "at": self.at.isoformat(),
            "previous": self.previous_digest,
        }
        return hashlib.sha256(canonical(said).encode()).hexdigest()
