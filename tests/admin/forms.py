"""What a browser would send back: the values of a page of the admin, to change one and post them all."""

from __future__ import annotations

from typing import Any

from django.forms import BaseForm
from django.http import HttpResponse
from django.test import Client
from django.utils import translation

from newsroom.staff.user import User


def enter(client: Client, who: User) -> Client:
    """Log somebody in with an English desk, so that a test can read what it says."""
    User.objects.filter(pk=who.pk).update(interface_language="en")
    client.force_login(who)
    return client


def filled_in(response: HttpResponse) -> dict[str, Any]:
    """Every field of the page's form and of its inlines, as the page shows them."""
    context: Any = response.context
    data = _values(context["adminform"].form)
    for inline in context["inline_admin_formsets"]:
        data |= _values(inline.formset.management_form)
        for form in inline.formset.initial_forms:
            data |= _values(form)
    return data


def errors_of(response: HttpResponse) -> str:
    """All that the page says is wrong with what was sent, fields, whole form and inlines."""
    context: Any = response.context
    with translation.override("en"):  # errors are lazy: the language of the request is over
        said = [str(context["adminform"].form.errors)]
        for inline in context["inline_admin_formsets"]:
            said += [str(form.errors) for form in inline.formset.forms] + [str(inline.formset.non_form_errors())]
    return "\n".join(said)


def messages_of(response: HttpResponse) -> list[tuple[str, str]]:
    """Level and words of every message on the page."""
    context: Any = response.context
    return [(message.level_tag, str(message)) for message in context["messages"]]


def _values(form: BaseForm) -> dict[str, Any]:
    return {field.html_name: value for field in form if (value := field.value()) is not None and value is not False}
