"""The form by which a picture enters the library: the file, and what is said of it, language beside language."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from newsroom.base import languages, pictures
from newsroom.content.asset import Asset
from newsroom.desk.errors import AlreadyInLibrary, NotAPicture
from newsroom.desk.pictures import FACTS, WORDS, Described, add_picture
from newsroom.staff.user import User

# IPTC's vocabulary of digital source types, as far as a newsroom meets it.
SOURCES = [
    ("", _("not said")),
    ("digitalCapture", _("photograph")),
    ("negativeFilm", _("photograph on film or paper, scanned")),
    ("digitalCreation", _("drawn by a person")),
    ("dataDrivenMedia", _("drawn from data")),
    ("screenCapture", _("screenshot")),
    ("composite", _("put together of several images")),
    ("algorithmicallyEnhanced", _("enhanced by an algorithm")),
    ("compositeWithTrainedAlgorithmicMedia", _("partly made with generative AI")),
    ("trainedAlgorithmicMedia", _("made with generative AI")),
]
FIELDS = [*FACTS, *languages.columns(*WORDS)]
LABELS = {"alt": _("Alternative text"), "caption": _("Caption"), "credit": _("Credit")}


class DescribedForm(forms.ModelForm):
    """What is said of an image."""

    digital_source_type = forms.ChoiceField(label=_("How it was made"), choices=SOURCES, required=False)

    class Meta:
        model = Asset
        fields = FIELDS
        widgets = {
            **{name: forms.Textarea(attrs={"rows": 3, "class": "vLargeTextField"})
               for name in languages.columns("alt", "caption")},
            **{name: forms.NumberInput(attrs={"step": "0.01", "min": "0", "max": "1"}) for name in FACTS[-2:]},
        }  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, code in ((name, code) for name in WORDS for code in languages.codes()):
            if field := self.fields.get(languages.column(name, code)):
                field.widget.attrs.update(lang=code, dir=languages.direction(code))
                field.help_text = ""
        for field in self.fields.values():
            if isinstance(field.widget, forms.TextInput):
                field.widget.attrs.setdefault("class", "vTextField")
                field.widget.attrs.setdefault("dir", "auto")


class UploadForm(DescribedForm):
    """A new picture; its focal point is set when it can be seen.

    `known` is the image of the library that has the very bytes, when there is one.
    """

    class Meta(DescribedForm.Meta):
        fields = ["name", "rights", "digital_source_type", *languages.columns(*WORDS)]

    upload = forms.FileField(
        label=_("Image file"),
        help_text=_("JPEG, PNG, WebP or GIF. Places, names and devices that the file remembers are taken out."),
        widget=forms.ClearableFileInput(attrs={"accept": "image/jpeg,image/png,image/webp,image/gif"}),
    )
    again = forms.BooleanField(label=_("Add it although the very file is in the library already"), required=False)
    known: int | None = None
    field_order = ["upload", "name"]

    def clean_upload(self) -> UploadedFile:
        """The size is known before a byte is read."""
        return checked_size(self.cleaned_data["upload"])

    def added(self, by: User) -> Asset | None:
        """The picture in the library; None, with the reason at its field, when it may not enter."""
        cleaned = self.cleaned_data
        said = Described(
            **{name: cleaned[name] for name in ("name", "rights", "digital_source_type")},
            **{
                name: {code: text for code in languages.codes() if (text := cleaned[languages.column(name, code)])}
                for name in WORDS
            },
        )
        try:
            return add_picture(cleaned["upload"].read(), said=said, by=by, again=cleaned["again"])
        except AlreadyInLibrary as refusal:
            self.known = refusal.asset
            self.add_error("again", str(refusal))
        except NotAPicture as refusal:
            self.add_error("upload", str(refusal))
        except ValidationError as refusal:
            self.add_error(None, refusal.messages)
        return None

    def by_language(self) -> Iterator[tuple[Any, list[forms.BoundField]]]:
        """A row of the table: what is said, and the field of each language."""
        for name in WORDS:
            yield LABELS[name], [self[languages.column(name, code)] for code in languages.codes()]

    def of_the_image(self) -> Iterator[forms.BoundField]:
        """The fields that no language changes, without the file's own."""
        return (self[name] for name in ("name", "rights", "digital_source_type"))


class ReplaceForm(forms.Form):
    """Another file for a picture."""

    upload = UploadForm.base_fields["upload"]

    def clean_upload(self) -> UploadedFile:
        return checked_size(self.cleaned_data["upload"])


def checked_size(upload: UploadedFile) -> UploadedFile:
    """The upload itself; raises ValidationError when it is empty or too large."""
    try:
        pictures.check_size(upload.size or 0)
    except pictures.PictureRefused as refused:
        raise ValidationError(str(refused)) from refused
    return upload
