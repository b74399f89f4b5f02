"""The stock admin, as anybody would first write it: an article with its blocks as inlines, and with all its parts."""

from __future__ import annotations

from django.contrib import admin

from newsroom.annotation.mention import Mention
from newsroom.annotation.note import Note
from newsroom.annotation.statement import Statement
from newsroom.base import languages
from newsroom.content.article import Article
from newsroom.content.block import Block

blocks_only = admin.AdminSite(name="stock")
everything = admin.AdminSite(name="stock-all")


class Blocks(admin.TabularInline):
    model = Block
    fields = ["position", "kind", *languages.columns("text")]
    extra = 0


class Statements(admin.TabularInline):
    model = Statement
    fields = ["kind", "event", *languages.columns("gist")]
    raw_id_fields = ["event"]  # kinder to the stock admin than a menu of all entities in every row
    extra = 0


class Notes(admin.TabularInline):
    model = Note
    fields = ["kind", "public", "certainty", *languages.columns("claim", "finding")]
    extra = 0


class Mentions(admin.TabularInline):
    model = Mention
    fields = ["entity"]
    raw_id_fields = ["entity"]
    extra = 0


class OfBlocks(admin.ModelAdmin):
    fields = ["genre", "source_name", *languages.columns("slug")]
    inlines = [Blocks]


class OfEverything(OfBlocks):
    inlines = [Blocks, Statements, Notes, Mentions]


blocks_only.register(Article, OfBlocks)
everything.register(Article, OfEverything)
