"""Writing in the editor's page without a script: a page is opened, its fields are changed, a button is pressed."""

from __future__ import annotations

import html
import re
from collections.abc import Callable
from typing import Any

from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from newsroom.content.article import Article
from newsroom.content.block import Block
from tests.admin.browser_form import sent

Seat = Callable[[str], Client]
FORM = "application/x-www-form-urlencoded"
JSON = {"accept": "application/json"}


def page_of(article: Article, language: str = "", name: str = "edit") -> str:
    return reverse(f"admin:newsroom_article_{name}", args=[article.pk, language or article.source_language])


def opened(client: Client, article: Article, language: str = "") -> HttpResponse:
    response = client.get(page_of(article, language))
    assert response.status_code == 200
    return response


def send(client: Client, page: HttpResponse, **values: Any) -> HttpResponse:
    """Press a button of an opened page; block fields are named by `text_<n>`, n as the page numbers them."""
    request: Any = page.wsgi_request
    return client.post(request.path, sent(page, "editor", **values).urlencode(), content_type=FORM)


def body_of(article: Article, language: str = "en") -> list[str]:
    return [block.source(language) for block in Block.objects.of_article(article)]


def ids_of(article: Article) -> list[str]:
    return [str(block.uuid) for block in Block.objects.of_article(article)]


def said(response: HttpResponse) -> str:
    return html.unescape(re.sub(r"<[^>]+>", " ", response.content.decode()))


def row_of(page: HttpResponse, block: Block) -> Any:
    context: Any = page.context
    return context["page"].by_id[str(block.uuid)]
