"""The named errors of the desk. Each says what is wrong in words an editor can act on."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.translation import gettext as _

from newsroom.text.composition import Conflict


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
    """A text cannot stand in a block; `str()` names the block and the reason, `block_id` is its uuid."""

    def __init__(self, label: str, reason: str, *, block_id: str = "") -> None:
        super().__init__(f"{label}: {reason}")
        self.block_id = block_id
        self.reason = reason


class Trashed(DeskError):
    """The article is in the trash, or is not, where the verb needs the other."""

    def __init__(self, public_id: str, *, in_trash: bool) -> None:
        here, there = _("Article %(id)s is in the trash. Take it out first."), _("Article %(id)s is not in the trash.")
        super().__init__((here if in_trash else there) % {"id": public_id})


class Conflicts(DeskError):
    """Somebody else changed the same words; `conflicts` has all three texts of each, `revision` what stands now."""

    def __init__(self, conflicts: Sequence[Conflict], revision: int) -> None:
        labels = ", ".join(one.label for one in conflicts)
        text = _("Somebody else changed the same words meanwhile: %(blocks)s. Decide, then save.")
        super().__init__(text % {"blocks": labels})
        self.conflicts = tuple(conflicts)
        self.revision = revision


class PreviewEnded(DeskError):
    """A link to a preview is too old, or what it showed is gone."""


class UnknownRevision(DeskError):
    """The article has no revision of this number."""

    def __init__(self, number: int) -> None:
        super().__init__(_("The article has no revision %(number)s.") % {"number": number})


class StaleSpan(DeskError):
    """The words at the span are no longer the ones that were sent."""

    def __init__(self, exact: str, fresh: str) -> None:
        super().__init__(
            _("“%(exact)s” no longer stands there; the text now has “%(fresh)s”.") % {"exact": exact, "fresh": fresh}
        )


class AnnotationGone(DeskError):
    """The statement or note was taken away since the page was opened."""

    def __init__(self) -> None:
        super().__init__(_("Somebody took this annotation away meanwhile."))


class AlreadyAnnotated(DeskError):
    """The very same is annotated on the very same words."""

    def __init__(self, exact: str) -> None:
        super().__init__(_("“%(exact)s” is annotated with this already.") % {"exact": exact})


class NotDoubtful(DeskError):
    """The place of the annotation is not, or no longer, in doubt."""

    def __init__(self) -> None:
        super().__init__(_("Somebody decided on this annotation meanwhile."))


class NotReady(DeskError):
    """Guards refuse the step; `problems` says each reason."""

    def __init__(self, problems: Sequence[str]) -> None:
        super().__init__(" ".join(problems))
        self.problems = tuple(problems)


class IllegalStep(NotReady):
    """The workflow has no such step from this state; `allowed`: the steps it has, `problems`: what else is missing."""

    def __init__(self, step: str, state: str, allowed: Sequence[str], problems: Sequence[str] = ()) -> None:
        text = _("“%(step)s” is not possible in the state “%(state)s”. Possible are: %(allowed)s.")
        said = {"step": step, "state": state, "allowed": ", ".join(allowed) or "–"}
        super().__init__([text % said, *problems])
        self.state = state
        self.allowed = tuple(allowed)


class NotAssignable(DeskError):
    """The person has no right to work on this language of this article, assigned or not."""

    def __init__(self, who: str, language: str) -> None:
        text = _("%(who)s may not work on this text (%(language)s) and cannot be given it.")
        super().__init__(text % {"who": who, "language": language})


class Incomplete(DeskError):
    """Something that the step needs was not given; `str()` says what, `field` where a form asks for it."""

    def __init__(self, text: str, *, field: str = "") -> None:
        super().__init__(text)
        self.field = field


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


class CannotMerge(DeskError):
    """Two entities cannot become one; `str()` says why."""


class CannotUndoMerge(DeskError):
    """A merge cannot be taken back now; `str()` says why."""


class MergedAway(DeskError):
    """The entity was merged into another one, which is the one to edit."""

    def __init__(self, label: str) -> None:
        super().__init__(_("“%(label)s” was merged into another entity meanwhile.") % {"label": label})


class NotAPicture(DeskError):
    """An uploaded file cannot become an image of the library; `str()` says why."""


class AlreadyInLibrary(DeskError):
    """The same bytes are in the library already, as the image `asset`."""

    def __init__(self, asset: int, label: str) -> None:
        super().__init__(
            _("This very file is in the library already, as “%(label)s”. Use that one, or add it again on purpose.")
            % {"label": label}
        )
        self.asset = asset


class PictureInUse(DeskError):
    """An image stands in articles, in editions or in their history; `articles` are their public ids."""

    def __init__(self, label: str, articles: Sequence[str]) -> None:
        super().__init__(
            _("“%(label)s” cannot be deleted. It is shown by these articles, now or in their history: %(articles)s.")
            % {"label": label, "articles": ", ".join(articles)}
        )
        self.articles = tuple(articles)


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
