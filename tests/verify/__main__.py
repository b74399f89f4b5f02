"""One served demo, checked as a whole: the HTML of every page, the style sheets, and the API by the long fuzz run."""

from __future__ import annotations

import subprocess
import sys
import tempfile
from pathlib import Path

from tests.site import ROOT, Site, served
from tests.verify.crawl import crawl
from tests.verify.nu import check

SHEETS = ("public/site.css", "admin/desk.css", "api/docs.css")
EXAMPLES = "200"


def markup(site: Site) -> list[str]:
    """What is wrong with the HTML of any page."""
    pages = crawl(site)
    found = check(pages, "html")
    print(f"HTML: {len(pages)} pages, {len(found)} errors and warnings")
    return found


def styles() -> list[str]:
    """What is wrong with our style sheets."""
    static = ROOT / "newsroom" / "static" / "newsroom"
    found = check({name: (static / name).read_bytes() for name in SHEETS}, "css")
    print(f"CSS: {len(SHEETS)} files, {len(found)} errors and warnings")
    return found


def main() -> int:
    """0 when nothing was found."""
    with tempfile.TemporaryDirectory() as var, served(Path(var)) as site:
        found = [*markup(site), *styles()]
        print("\n".join(found[:200]), flush=True)
        fuzzed = subprocess.run([sys.executable, "-m", "tests.api.fuzz", site.url, EXAMPLES], cwd=ROOT, check=False)
    return 1 if found else fuzzed.returncode


if __name__ == "__main__":
    sys.exit(main())
