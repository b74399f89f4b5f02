"""The addresses of the stock admin."""

from __future__ import annotations

from django.urls import path

from bench.stock.site import blocks_only, everything

urlpatterns = [path("stock/", blocks_only.urls), path("stock-all/", everything.urls)]
