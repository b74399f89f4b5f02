"""What a browser is called in the list of one's sessions."""

from __future__ import annotations

import pytest

from newsroom.text.agents import browser_name

SAID = {
    "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:128.0) Gecko/20100101 Firefox/128.0": "Firefox · Windows",
    "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 Chrome/129.0.0.0 Safari/537.36": "Chrome · Linux",
    "Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 Chrome/129.0 Safari/537.36 Edg/129.0": "Edge · Windows",
    "Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) Version/17.5 Safari/604.1": "Safari · iOS",
    "Mozilla/5.0 (Linux; Android 14) Chrome/128.0 YaBrowser/24.7 Mobile Safari/537.36": "Yandex · Android",
    "curl/8.5.0": "curl",
    "something else": "",
    "": "",
}


@pytest.mark.parametrize(("said", "name"), SAID.items())
def test_a_browser_is_called_by_its_name_and_system(said: str, name: str) -> None:
    assert browser_name(said) == name


def test_a_header_of_any_length_is_read_at_once() -> None:
    assert browser_name("x" * 1_000_000) == ""
