"""Writing in the editor as people do it, with the keyboard alone: nothing they type is lost, whatever happens."""

from __future__ import annotations

import re

from playwright.sync_api import Browser, Page, Route, expect

from tests.journeys.axe import violations
from tests.journeys.conftest import PATIENCE, go_on, log_in, opened, press
from tests.site import Site

READY = "#editor[data-ready]"
FIELDS = "#editor .block:not([data-blank]):not(.is-gone) > .block-body > .grow > textarea"
TITLE = "تاشکند میزبان نشست"
LEAD = "تاشکند روز دوشنبه میزبان نشستی درباره همکاری‌های منطقه‌ای بود و چند سند در آن امضا شد."
REPORT = f"{LEAD}\n\nدو طرف درباره بازرگانی گفت‌وگو کردند.\n\nسخنگوی دولت خبر را تأیید کرد."


def begin(page: Page, site: Site, text: str = "", title: str = TITLE) -> str:
    """A new article by the keyboard: title, text; returns the address of its page to write on."""
    page.goto(f"{site.url}/admin/newsroom/article/new/")
    go_on(page, "#id_title")
    page.keyboard.insert_text(title)
    page.keyboard.press("Tab")
    page.keyboard.insert_text(text)
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.wait_for_selector(READY)
    return page.url


def texts(page: Page) -> list[str]:
    return page.eval_on_selector_all(FIELDS, "areas => areas.map((area) => area.value)")


def here(page: Page) -> str:
    return str(page.evaluate("() => document.activeElement.value"))


def go_to(page: Page, words: str, at: int = 0) -> None:
    """Into the block that begins with some words, the caret behind `at` letters, as by Tab and arrows."""
    page.evaluate(
        """([words, at, fields]) => {
          const area = [...document.querySelectorAll(fields)].find((one) => one.value.startsWith(words));
          area.focus();
          area.setSelectionRange(at, at);
        }""",
        [words, at, FIELDS],
    )


def save(page: Page, state: str = "clean") -> str:
    page.keyboard.press("Control+S")
    page.wait_for_selector(f"#state[data-state={state}]")
    return page.inner_text("#state")


def caught(page: Page, held: list[Route]) -> Route:
    """What the page has sent and is kept waiting for: it says that it saves before it asks."""
    for _attempt in range(PATIENCE // 20):
        if held:
            break
        page.wait_for_timeout(20)
    return held.pop()


def reopened(page: Page) -> list[str]:
    page.reload()
    page.wait_for_selector(READY)
    return texts(page)


def test_a_report_is_written_split_merged_and_reordered_by_keyboard(site: Site, page: Page) -> None:
    log_in(page, site, "editor")
    begin(page, site)
    assert page.get_attribute("html", "dir") == "rtl"
    go_to(page, TITLE, len(TITLE))
    page.keyboard.press("ArrowDown")  # short title
    page.keyboard.press("ArrowDown")  # summary
    page.keyboard.press("ArrowDown")
    page.keyboard.insert_text(LEAD)
    page.keyboard.press("ArrowDown")
    page.keyboard.insert_text("نخست ")
    page.keyboard.press("Enter")
    page.keyboard.press("Enter")  # an empty line begins a block
    page.keyboard.insert_text("سوم چهارم")
    save(page)
    assert texts(page) == [TITLE, LEAD, "نخست", "سوم چهارم"]
    go_to(page, "سوم", 4)
    page.keyboard.press("Control+Enter")
    assert here(page) == "چهارم"
    page.keyboard.press("Alt+ArrowUp")
    save(page)
    assert reopened(page) == [TITLE, LEAD, "نخست", "چهارم", "سوم"]
    go_to(page, "چهارم")
    page.keyboard.press("Backspace")
    assert here(page) == "نخست چهارم"
    go_to(page, "سوم", 3)
    page.keyboard.press("Alt+F10")  # the toolbar, and along it in the direction of reading
    page.keyboard.press("ArrowLeft")
    page.keyboard.press("Enter")
    assert here(page) == "**سوم**"
    page.keyboard.press("End")
    page.keyboard.insert_text(" می")
    page.keyboard.press("Control+Shift+Digit2")
    page.keyboard.press("Control+Shift+Digit2")  # never two
    page.keyboard.insert_text("رود ")
    page.keyboard.press("Control+Quote")
    page.keyboard.insert_text("آری")
    page.keyboard.press("Control+K")
    page.keyboard.insert_text("پوتین")
    page.wait_for_selector("#link-found [role=option]:has-text('پوتین')")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    save(page)
    *_rest, merged, last = reopened(page)
    assert merged == "نخست چهارم"
    assert re.fullmatch(r"\*\*سوم\*\* می\u200cرود «\[آری\]\(entity:\w{8}\)»", last)
    assert violations(page) == []


def test_a_deleted_block_comes_back_before_it_is_saved(site: Site, page: Page) -> None:
    log_in(page, site, "editor")
    begin(page, site, REPORT)
    before = texts(page)
    page.locator("#blocks > .block:not([data-blank])").last.locator("summary.tool").press("Enter")
    for _entry in range(5):
        page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    assert texts(page) == before[:-1]
    page.keyboard.press("Enter")  # the focus is on Undo
    assert texts(page) == before
    page.keyboard.press("Control+Shift+Digit8")
    assert page.locator(".mirror i[data-name=ZWNJ]").count() == "".join(before).count("\u200c")


def test_a_pasted_text_keeps_the_blocks_it_knows(site: Site, page: Page) -> None:
    log_in(page, site, "editor")
    begin(page, site, REPORT)
    ids = page.eval_on_selector_all(FIELDS, "areas => areas.map((area) => area.name)")
    press(page, ".editor-beside a[href$='/paste/']")
    go_on(page, "#paste-text")
    page.keyboard.insert_text(f"{TITLE}\n\n{LEAD}\n\nبندی تازه.\n\nدو طرف درباره بازرگانی و آب گفت‌وگو کردند.")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.wait_for_selector(".paste-steps")
    assert page.locator(".step.changed ins").inner_text().strip() == "و آب"
    assert violations(page) == []
    press(page, "input[name=apply]")
    page.wait_for_selector(READY)
    assert texts(page)[2:] == ["بندی تازه.", "دو طرف درباره بازرگانی و آب گفت‌وگو کردند."]
    kept = page.eval_on_selector_all(FIELDS, "areas => areas.map((area) => area.name)")
    assert [kept[0], kept[1], kept[3]] == ids[:3]


def test_two_editors_lose_nothing_and_decide_what_only_they_can(site: Site, browser: Browser) -> None:
    with opened(browser, expected="409") as leila, opened(browser) as omid:
        log_in(leila, site, "editor")
        address = begin(leila, site, REPORT)
        log_in(omid, site, "publisher")
        omid.goto(address)
        omid.wait_for_selector(READY)
        go_to(omid, "دو طرف")
        omid.keyboard.insert_text("دیروز ")
        save(omid)
        go_to(leila, "سخنگوی", 6)
        leila.keyboard.insert_text(" ارشد")
        save(leila)
        assert texts(leila)[2:] == ["دیروز دو طرف درباره بازرگانی گفت‌وگو کردند.", "سخنگوی ارشد دولت خبر را تأیید کرد."]
        assert here(leila).startswith("سخنگوی ارشد")  # the caret stayed where it was

        go_to(omid, "دیروز")
        omid.keyboard.press("Control+Shift+ArrowLeft")
        omid.keyboard.insert_text("امروز ")
        save(omid)
        go_to(leila, "دیروز")
        leila.keyboard.press("Control+Shift+ArrowLeft")
        leila.keyboard.insert_text("فردا ")
        save(leila, "trouble")
        expect(leila.locator(".differing .three > div")).to_have_count(3)
        assert here(leila).startswith("فردا")  # the focus is where the decision is written
        assert violations(leila) == []
        leila.keyboard.press("Shift+Tab")
        leila.keyboard.press("Shift+Tab")
        leila.keyboard.press("Enter")  # take theirs
        assert here(leila).startswith("امروز")
        leila.keyboard.press("End")
        leila.keyboard.insert_text(" و بازگشتند.")
        save(leila)
        expect(leila.locator(".differing")).to_have_count(0)
        assert reopened(omid) == reopened(leila)
        assert texts(omid)[2].endswith("کردند. و بازگشتند.")


def test_what_is_typed_while_a_save_is_under_way_stays(site: Site, browser: Browser) -> None:
    with opened(browser) as leila, opened(browser) as omid:
        log_in(leila, site, "editor")
        address = begin(leila, site, REPORT)
        log_in(omid, site, "publisher")
        omid.goto(address)
        omid.wait_for_selector(READY)
        go_to(omid, "سخنگوی")
        omid.keyboard.insert_text("خود ")
        save(omid)
        held: list[Route] = []
        leila.route("**/edit/", lambda one: held.append(one) if one.request.method == "POST" else one.continue_())
        go_to(leila, "سخنگوی", len("سخنگوی دولت خبر را تأیید"))
        leila.keyboard.insert_text(" نمی‌کند و رد")
        leila.keyboard.press("Control+S")
        leila.wait_for_selector("#state[data-state=saving]")
        leila.keyboard.insert_text(" هم نمی")
        go_to(leila, "دو طرف")
        leila.keyboard.insert_text("ناگهان ")
        caught(leila, held).continue_()
        leila.wait_for_selector("#state[data-state=dirty]")
        wanted = ["ناگهان دو طرف درباره بازرگانی گفت‌وگو کردند.", "خود سخنگوی دولت خبر را تأیید نمی‌کند و رد هم نمی کرد."]
        assert texts(leila)[2:] == wanted
        leila.unroute("**/edit/")
        save(leila)
        assert reopened(leila)[2:] == wanted


def test_a_crash_and_a_lost_login_cost_nothing(site: Site, browser: Browser) -> None:
    with opened(browser) as page:
        log_in(page, site, "editor")
        address = begin(page, site, REPORT)
        page.clock.install()
        go_to(page, "دو طرف")
        page.keyboard.insert_text("ناتمام ")
        page.clock.fast_forward(2_500)
        page.wait_for_function("() => Object.keys(localStorage).some((key) => /^gozaresh:\\d/.test(key))")
        tab = page.context.new_page()
        page.close(run_before_unload=False)
        tab.goto(address)
        tab.wait_for_selector(READY)
        go_to(tab, "سخنگوی")
        tab.keyboard.insert_text("آن ")
        save(tab)
        assert tab.is_visible("#kept-draft")  # what was left still waits for a decision
        press(tab, "#kept-draft .button")
        tab.wait_for_selector("#kept-draft", state="detached")
        tab.wait_for_selector(READY)
        assert any(text.startswith("ناتمام دو طرف") for text in texts(tab))

        tab.context.clear_cookies()
        go_to(tab, "آن سخنگوی")
        tab.keyboard.insert_text("باز ")
        save(tab, "trouble")
        assert tab.get_attribute("#state a", "target") == "_blank"
        other = tab.context.new_page()
        log_in(other, site, "editor")
        other.close()
        save(tab)
        assert reopened(tab)[2:] == [
            "ناتمام دو طرف درباره بازرگانی گفت‌وگو کردند.",
            "باز آن سخنگوی دولت خبر را تأیید کرد.",
        ]
        assert tab.locator("#kept-draft").count() == 0


def test_a_translator_writes_beside_the_source_and_below_it_on_a_phone(site: Site, page: Page) -> None:
    log_in(page, site, "translator-en")
    page.goto(f"{site.url}/admin/newsroom/article/?q={site.reports['fa'].split('/')[5]}")
    press(page, "#result_list tbody th a")
    press(page, ".desk-languages a[href$='/en/edit/']")
    page.wait_for_selector(READY)
    assert page.get_attribute("html", "dir") == "ltr"
    assert page.locator("textarea:not([lang=en])").count() == 0
    row = page.locator("[data-outdated]").first
    assert row.locator(".beside[lang=fa][dir=rtl] ins").count() >= 1
    assert violations(page) == []
    for width, beside in ((1280, True), (390, False)):
        page.set_viewport_size({"width": width, "height": 900})
        source, words = row.locator(".beside").bounding_box(), row.locator("textarea").bounding_box()
        assert source
        assert words
        assert (source["x"] + source["width"] <= words["x"]) == beside
        assert page.evaluate("() => document.documentElement.scrollWidth <= innerWidth")
