"""The name of a browser by its own account: enough to recognise one's own, too little to track anybody."""

from __future__ import annotations

import re

# The first that is found counts: most browsers also claim to be the ones they descend from.
BROWSERS = (
    (r"Edg(?:e|A|iOS)?/", "Edge"),
    (r"OPR/|Opera", "Opera"),
    (r"SamsungBrowser/", "Samsung Internet"),
    (r"YaBrowser/", "Yandex"),
    (r"Firefox/|FxiOS/", "Firefox"),
    (r"Chrome/|CriOS/|Chromium/", "Chrome"),
    (r"Safari/", "Safari"),
    (r"^curl/", "curl"),
)
SYSTEMS = (
    (r"Android", "Android"),
    (r"iPhone|iPad", "iOS"),
    (r"Windows", "Windows"),
    (r"Mac OS X|Macintosh", "macOS"),
    (r"CrOS", "ChromeOS"),
    (r"Linux|X11", "Linux"),
)


def browser_name(user_agent: str) -> str:
    """"Firefox · Windows" for a User-Agent header; "" for one that names neither."""
    said = user_agent[:500]
    names = [next((name for pattern, name in table if re.search(pattern, said)), "") for table in (BROWSERS, SYSTEMS)]
    return " · ".join(name for name in names if name)
