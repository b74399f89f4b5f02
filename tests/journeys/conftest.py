"""A served site and Debian's Chromium for every journey; a page that complains fails the test that opened it."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from playwright.sync_api import (
    Browser,
    BrowserContext,
    ConsoleMessage,
    Error,
    Locator,
    Page,
    ViewportSize,
    expect,
    sync_playwright,
)

from tests.depth import THOROUGH
from tests.site import CHROMIUM_FLAGS, Site, served

# How long anything may take before it counts as broken: a small machine that is busy with other tests needs a while.
PATIENCE = 30_000
expect.set_options(timeout=PATIENCE)
SCREEN: ViewportSize = {"width": 1280, "height": 900}


@pytest.fixture(scope="session")
def django_db_setup() -> None:
    """These tests have a database of their own: the one of the served site."""


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    with served(tmp_path_factory.mktemp("var")) as site:
        yield site


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    chromium = shutil.which("chromium")
    assert chromium, "Chromium is not installed: apt-get install chromium"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=CHROMIUM_FLAGS)
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def tab(browser: Browser) -> Iterator[Page]:
    """The tab that the stories of a worker share in `make test`: to open one and fill its cache takes a second each."""
    with _fresh(browser) as page:
        yield page


@pytest.fixture
def page(request: pytest.FixtureRequest, browser: Browser, site: Site) -> Iterator[Page]:
    """A tab in which nobody has done anything; the test fails when a page logs an error or breaks the security policy.

    In `make verify` it is another one for every test.
    """
    if THOROUGH:
        with opened(browser) as page:
            yield page
        return
    tab: Page = request.getfixturevalue("tab")
    with complaints_fail(tab):
        yield tab
    tab.goto("about:blank")
    tab.context.clear_cookies()
    tab.set_viewport_size(SCREEN)
    devtools = tab.context.new_cdp_session(tab)
    devtools.send("Storage.clearDataForOrigin", {"origin": site.url, "storageTypes": "local_storage"})
    devtools.detach()


@contextmanager
def opened(browser: Browser, *, width: int = SCREEN["width"], expected: str = "", **options: Any) -> Iterator[Page]:
    """A tab of its own. Any error of the console, which a violation of the policy is, fails at the end, but for the one
    answer (`expected`, its number) that the story is about.
    """
    with _fresh(browser, width=width, **options) as page, complaints_fail(page, expected):
        yield page


@contextmanager
def _fresh(browser: Browser, *, width: int = SCREEN["width"], **options: Any) -> Iterator[Page]:
    context: BrowserContext = browser.new_context(viewport={**SCREEN, "width": width}, **options)
    page = context.new_page()
    page.set_default_timeout(PATIENCE)
    yield page
    context.close()


@contextmanager
def complaints_fail(page: Page, expected: str = "") -> Iterator[None]:
    """Fails at the end of the block when a page complained in it, but for an answer of the number `expected`."""
    errors: list[str] = []

    def listen(message: ConsoleMessage) -> None:
        missing_page = "404" in message.text and not message.location["url"].rpartition("/")[2]  # a file has a name
        told = bool(expected) and f"status of {expected} " in message.text
        if message.type == "error" and not missing_page and not told:
            errors.append(f"{message.text} ({message.location['url']} on {page.url})")

    def fail(error: Error) -> None:
        errors.append(f"{error} on {page.url}")

    page.on("console", listen)
    page.on("pageerror", fail)
    yield
    page.remove_listener("console", listen)
    page.remove_listener("pageerror", fail)
    assert errors == []


# What the browser was given when somebody logged in: to check a password takes the server most of a second.
_SESSIONS: dict[tuple[str, str], Any] = {}


def log_in(page: Page, site: Site, who: str) -> None:
    """Log in to the desk as one of the demo's staff: the first time by the form, then with the cookies from then.

    Whoever was logged in is no more, and nothing of their page is still loading.
    """
    page.goto("about:blank")
    page.context.clear_cookies()
    known = _SESSIONS.get((site.url, who))
    if known:
        page.context.add_cookies(known)
        page.goto(f"{site.url}/admin/")
    else:
        _fill_in(page, site, who)
        _SESSIONS[site.url, who] = page.context.cookies()
    page.wait_for_selector("#user-tools")


def _fill_in(page: Page, site: Site, who: str) -> None:
    page.goto(f"{site.url}/admin/login/?next=/admin/")
    page.fill("#id_username", who)
    page.fill("#id_password", site.logins[who])
    follow(page, "input[type=submit]")
    page.wait_for_selector("#user-tools")


def reads_in(page: Page, site: Site, who: str, language: str) -> None:
    """Maria the administrator sets the interface language of a member of staff."""
    log_in(page, site, "administrator")
    page.goto(f"{site.url}/admin/newsroom/user/?q={who}")
    follow(page, "#result_list tbody th a")
    page.select_option("#id_interface_language", language)
    follow(page, "input[name=_save]")
    page.wait_for_selector(".messagelist .success")


def follow(page: Page, what: str) -> None:
    """Click a link or a button; the page that it leads to has loaded when this returns."""
    with page.expect_navigation():
        page.locator(what).first.click()


def go_on(page: Page, what: str) -> Locator:
    """The focus on a part of the page, once nothing that is still loading can take it away again."""
    target = page.locator(what).first
    target.wait_for(state="attached")  # before it is asked whether all has loaded, this may be the page before
    page.wait_for_load_state()
    target.focus()
    expect(target).to_be_focused()
    return target


def press(page: Page, what: str) -> None:
    """Go to a link or a button and press Enter, as one does without a mouse."""
    go_on(page, what)
    page.keyboard.press("Enter")
