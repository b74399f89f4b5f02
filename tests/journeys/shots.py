"""Pictures for people to look at: python -m tests.journeys.shots FOLDER [TYPE ...]

Every type of page in every language, wide and narrow, light and dark, as PNG, and the article as it prints, as PDF.
"""

from __future__ import annotations

import shutil
import sys
import tempfile
from itertools import product
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

from tests.journeys.page_types import page_types
from tests.site import CHROMIUM_FLAGS, LANGUAGES, Site, served

WIDTHS, SCHEMES = (1280, 390), ("light", "dark")
PRINTED = ("article", "event")


def shoot(site: Site, browser: Browser, folder: Path, wanted: list[str]) -> None:
    """Every picture, named by type, language, width and scheme."""
    for language, width, scheme in product(LANGUAGES, WIDTHS, SCHEMES):
        context = browser.new_context(viewport={"width": width, "height": 900}, color_scheme=scheme)  # type: ignore[arg-type]
        page = context.new_page()
        for name, address in page_types(site, language).items():
            if not wanted or name in wanted:
                page.goto(address)
                page.screenshot(path=folder / f"{name}-{language}-{width}-{scheme}.png", full_page=True)
                if name in PRINTED and (width, scheme) == (1280, "light"):
                    page.pdf(path=folder / f"{name}-{language}.pdf", prefer_css_page_size=True, format="A4")
        context.close()


def main(folder: Path, wanted: list[str]) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as var, served(Path(var)) as site, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=CHROMIUM_FLAGS)
        shoot(site, browser, folder, wanted)
        browser.close()


if __name__ == "__main__":
    if len(sys.argv) < 2:
        sys.exit(__doc__)
    main(Path(sys.argv[1]), sys.argv[2:])
