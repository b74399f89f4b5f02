"""The named errors of the desk. Each says what is wrong in words an editor can act on."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.translation import gettext as _


class DeskError(Exception):
    """A verb refused; nothing was changed."""


class NotAllowed(DeskError):
    """The person may not do this."""

    def __init__(self, who: str, action: str, reason: str = "") -> None:
        text = _("%(who)s may not do this: %(action)s.") % {"who": who, "action": action}
        super().__init__(f"{text} {reason}".strip())


class AlreadyIngested(DeskError):
    """The same bytes were ingested before."""

    def __init__(self, public_id: str, label: str) -> None:
        super().__init__(
            _("This very report is already here as article %(id)s (%(label)s). Ingest it again on purpose to copy it.")
            % {"id": public_id, "label": label}
        )
        self.public_id = public_id


class NotAReport(DeskError):
    """The file or the pasted text cannot become an article."""


class UnknownBlock(DeskError):
    """A text was sent for a block that the article does not have."""

    def __init__(self, block: str) -> None:
        super().__init__(_("The article has no block %(block)s.") % {"block": block})


class StaleText(DeskError):
    """Somebody saved this text since it was opened; `fresh` is what stands there now."""

    def __init__(self, block: str, fresh: str) -> None:
        text = _("Somebody changed this text since you opened it. It now reads: %(fresh)s")
        super().__init__(text % {"fresh": fresh})
        self.block = block
        self.fresh = fresh


class BadText(DeskError):
    """A text cannot stand in a block; `str()` names the block and the reason."""

    def __init__(self, label: str, reason: str) -> None:
        super().__init__(f"{label}: {reason}")


class StaleSpan(DeskError):
    """The words at the span are no longer the ones that were sent."""

    def __init__(self, exact: str, fresh: str) -> None:
        super().__init__(
            _("“%(exact)s” no longer stands there; the text now has “%(fresh)s”.") % {"exact": exact, "fresh": fresh}
        )


class NotReady(DeskError):
    """Guards refuse the step; `problems` says each reason."""

    def __init__(self, problems: Sequence[str]) -> None:
        super().__init__(" ".join(problems))
        self.problems = tuple(problems)


class Incomplete(DeskError):
    """Something that the step needs was not given; `str()` says what."""


class Unseen(DeskError):
    """The article changed since the reviewer read it."""

    def __init__(self) -> None:
        super().__init__(_("The article was changed since you opened this page. Read it again, then approve."))


class NothingToPublish(DeskError):
    """The text is the one of the last edition."""

    def __init__(self, number: int) -> None:
        super().__init__(_("Nothing changed since edition %(number)s.") % {"number": number})


class InUse(DeskError):
    """The row is named elsewhere and cannot be removed."""

    def __init__(self, label: str, count: int) -> None:
        super().__init__(
            _("“%(label)s” is named in %(count)s places and cannot be deleted.") % {"label": label, "count": count}
        )


class NoSuchMember(DeskError):
    """Nobody of this name works here."""

    def __init__(self, username: str) -> None:
        super().__init__(_("Nobody called “%(name)s” works here.") % {"name": username})


class NotEntities(DeskError):
    """A fixture holds rows that only their own verbs may write."""

    def __init__(self, models: Sequence[str]) -> None:
        super().__init__(_("Only entities come from fixtures, not: %(models)s.") % {"models": ", ".join(models)})


class StaleImport(DeskError):
    """A row of the sheet was changed or removed by somebody else since the import was planned."""

    def __init__(self, label: str) -> None:
        text = _("“%(label)s” was changed by somebody else meanwhile. Nothing was imported.")
        super().__init__(text % {"label": label})
        self.label = label
