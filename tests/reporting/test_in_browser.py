"""The pages as people use them, in headless Chromium."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from doubles.browser import Page, browser, missing
from doubles.journals import blocked, end, failed, finding, opening, profile, requirement, subject, unjudged

from conformance.model.finding import Where
from conformance.model.journal.records import Event
from conformance.reporting.drawing import figure
from conformance.reporting.html import write_html
from conformance.reporting.matrix import read_product
from conformance.reporting.matrix_page import write_matrix

pytestmark = pytest.mark.skipif(bool(missing()), reason=missing() or "a browser is there")
ROWS = [requirement("T-1"), requirement("T-2"), requirement("T-3", "should"), requirement("T-4", excluded=True)]
EVIL = "</script><script>alert(1)</script><img src=x onerror=alert(2)>"
A4_HEIGHT, A4_WIDTH = 1047, 718  # CSS pixels inside margins of 1 cm
PHONE = 390
UNPACKED = "new Promise((done) => { const look = () => results.texts.length ? done(1) : setTimeout(look, 9); look() })"


@pytest.fixture(scope="module")
def tab(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Page]:
    with browser(tmp_path_factory.mktemp("browser") / "profile") as page:
        yield page


@pytest.fixture
def page(tab: Page) -> Iterator[Page]:
    """The tab at desktop size; nothing may have been complained of when the test is over."""
    tab.complaints.clear()
    tab.resize(1280, 900)
    tab.emulate()
    yield tab
    assert tab.complaints == []


def events(count: int = 120) -> list[Event]:
    """A run with `count` files that fail T-1, one of them with bytes that are not text, and one that is blocked."""
    texts = [(f"wrong {n}", f"第 {n} 个不对") for n in range(count)]
    texts[count // 40] = (EVIL, EVIL)
    told = [finding(en=en, zh=zh, where=Where(f"/{n}", line=n + 1), received=n, expected=0)
            for n, (en, zh) in enumerate(texts)]  # fmt: skip
    files = [subject("FPP-", failed("T-1", each), name=f"{n}.json") for n, each in enumerate(told)]
    cut = subject("PIP-", blocked("T-2"))
    return [opening(*ROWS), *files, cut, unjudged("unknown_kind", named=False), end()]


def written(tmp_path: Path, journal: list[Event], language: str = "en") -> str:
    path = tmp_path / "报告.html"
    with path.open("w", encoding="utf-8") as out:
        write_html(journal, out, language)
    return path.as_uri()


def visible(page: Page, selector: str) -> list[str]:
    """The text of each element that can be seen."""
    return page.run(
        f"Array.from(document.querySelectorAll({json.dumps(selector)}))"
        ".filter((each) => each.checkVisibility()).map((each) => each.innerText)"
    )


def seen(page: Page) -> str:
    return page.run("document.body.innerText")


def test_the_language_switches_everywhere_and_by_the_address(page: Page, tmp_path: Path) -> None:
    page.open(written(tmp_path, events()))
    assert "NOT CONFORMANT" in seen(page)
    assert "不符合" not in seen(page)
    page.click("[data-language=zh]")
    assert "不符合" in seen(page)
    assert "CONFORMANT" not in seen(page)
    assert page.run("document.title") == "一致性测试报告 – 不符合"
    assert page.run("document.querySelector('#words').placeholder").startswith("筛选")
    page.open(written(tmp_path, events()) + "#lang=en")
    for _ in range(100):  # the address changes within one page: the browser tells it so a moment later
        if page.run("document.documentElement.lang") == "en":
            break
        time.sleep(0.05)
    assert "NOT CONFORMANT" in seen(page)


def test_the_filter_finds_by_word_and_by_conclusion(page: Page, tmp_path: Path) -> None:
    page.open(written(tmp_path, events()))
    page.type("#words", "t-3")
    assert visible(page, "article") == []
    assert len(visible(page, "#all tbody tr")) == 1
    assert visible(page, "#shown") == ["1 / 4"]
    page.type("#words", "")
    page.type("#wanted", "violated")
    assert len(visible(page, "article")) == 1
    assert visible(page, "#shown") == ["1 / 4"]


def open_results(page: Page) -> None:
    page.click("#results > summary")
    page.run(UNPACKED)


def test_all_results_are_there_page_by_page_and_hostile_ones_stay_text(page: Page, tmp_path: Path) -> None:
    page.open(written(tmp_path, events()))
    open_results(page)
    assert visible(page, "#range") == ["1–50 / 121"]
    assert EVIL in visible(page, "#results tbody tr")[3]
    page.click("#next")
    assert visible(page, "#range") == ["51–100 / 121"]
    page.type("#result-words", "119.json")
    (row,) = visible(page, "#results tbody tr")
    assert "119.json" in row
    assert "line 120" in row
    page.click("[data-language=zh]")
    (row,) = visible(page, "#results tbody tr")
    assert "第 119 个不对" in row
    page.type("#result-words", "")
    page.type("#result-outcome", "inconclusive")
    (row,) = visible(page, "#results tbody tr")
    assert "因 T-1 存在问题而未判定" in row


def test_a_requirement_leads_to_all_its_results(page: Page, tmp_path: Path) -> None:
    page.open(written(tmp_path, events()))
    page.click("a.results-of")
    page.run(UNPACKED)
    assert visible(page, "#range") == ["1–50 / 120"]


def test_the_text_for_the_supplier_is_copied_in_the_language_shown(page: Page, tmp_path: Path) -> None:
    page.open(written(tmp_path, events(41), "zh"))
    page.click(".supplier summary")
    page.run(
        "Object.defineProperty(navigator, 'clipboard',"
        " {value: {writeText: async (text) => { window.copied = text; }}, configurable: true})"
    )
    page.click(".copy")
    copied = page.run("new Promise((done) => setTimeout(() => done(window.copied), 50))")
    assert copied.startswith("T-1  应  T-1 的标题（本规范增补）")
    assert "实际：2" in copied
    assert visible(page, ".copy") == ["已复制"]


def test_the_first_printed_page_holds_the_conclusion_and_the_list_of_what_is_violated(
    page: Page, tmp_path: Path
) -> None:
    rows = [requirement(f"T-{n:02}") for n in range(40)]
    violated = [failed(row.id, finding()) for row in rows]
    page.open(written(tmp_path, [opening(*rows), subject("F" * 40, *violated), end()]))
    page.emulate("print")
    page.resize(A4_WIDTH, A4_HEIGHT)
    bottom = page.run("document.querySelector('#overview').getBoundingClientRect().bottom + scrollY")
    assert bottom < A4_HEIGHT
    assert len(visible(page, "#overview tr")) == 15
    assert "and 25 more" in visible(page, "#overview")[0]
    assert visible(page, ".controls, .supplier, .evidence, #results") == []


def test_without_script_everything_that_matters_can_be_read(page: Page, tmp_path: Path) -> None:
    page.call("Emulation.setScriptExecutionDisabled", value=True)
    try:
        page.open(written(tmp_path, events(), "zh"))
        text = page.call("Runtime.evaluate", expression="document.body.innerText", returnByValue=True)
        shown = text["result"]["value"]
    finally:
        page.call("Emulation.setScriptExecutionDisabled", value=False)
    assert "不符合" in shown
    assert "第 1 个不对" in shown
    assert "另有 115 个对象" in shown
    assert "筛选" not in shown
    assert "全部 121 条结果" not in shown


@pytest.mark.parametrize("language", ["en", "zh"])
def test_a_telephone_needs_no_scrolling_sideways(page: Page, tmp_path: Path, language: str) -> None:
    page.resize(PHONE, 800)
    page.open(written(tmp_path, events(), language))
    open_results(page)
    page.run("document.querySelectorAll('details').forEach((each) => { each.open = true; })")
    assert page.run("document.documentElement.scrollWidth") <= PHONE


def test_a_dark_screen_gets_a_dark_page_with_contrast(page: Page, tmp_path: Path) -> None:
    page.open(written(tmp_path, events()))
    ratio = """(() => {
      const shine = (colour) => colour.match(/[0-9.]+/g).slice(0, 3).map((each) => each / 255)
        .map((each) => each <= 0.03928 ? each / 12.92 : ((each + 0.055) / 1.055) ** 2.4)
        .reduce((sum, each, at) => sum + each * [0.2126, 0.7152, 0.0722][at], 0);
      const hero = getComputedStyle(document.querySelector('.hero'));
      const back = shine(hero.backgroundColor);
      return ['.hero h1', '.lead', '.origin', '.place', '#overview a', '.badge'].map((selector) => {
        const ink = shine(getComputedStyle(document.querySelector(selector)).color);
        return (Math.max(ink, back) + 0.05) / (Math.min(ink, back) + 0.05);
      }).concat(back);
    })()"""
    *light, white = page.run(ratio)
    page.emulate(prefers_color_scheme="dark")
    *dark, black = page.run(ratio)
    assert min(light) >= 4.5
    assert min(dark) >= 4.5
    assert black < 0.1 < 0.9 < white


def test_a_matrix_filters_what_differs(page: Page, tmp_path: Path) -> None:
    one = [opening(*ROWS), subject("FPP-", failed("T-1", finding())), end()]
    other = [opening(*ROWS), subject("PPP-"), end()]
    path = tmp_path / "matrix.html"
    with path.open("w", encoding="utf-8") as out:
        write_matrix([read_product("甲", one), read_product("乙", other)], out, "en")
    page.open(path.as_uri())
    page.type("#wanted", "differ")
    (row,) = visible(page, "#all tbody tr")
    assert row.startswith("T-1")
    assert "✗" in row
    assert "✓" in row
    page.resize(PHONE, 800)
    assert page.run("document.documentElement.scrollWidth") <= PHONE


def test_what_was_not_part_of_a_run_is_told_in_a_line_at_phone_width(page: Page, tmp_path: Path) -> None:
    """C3: the words in the cell of a product with a short name broke into single letters."""
    one, other = [opening(*ROWS), subject("FPP-", failed("T-1", finding())), end()], [opening(ROWS[1]), end()]
    path = tmp_path / "matrix.html"
    with path.open("w", encoding="utf-8") as out:
        write_matrix([read_product("a", one), read_product("b", other)], out, "zh")
    page.resize(PHONE, 800)
    page.open(path.as_uri())
    lines = "(each) => each.getBoundingClientRect().height / parseFloat(getComputedStyle(each).fontSize)"
    heights = page.run(f"Array.from(document.querySelectorAll('.absent small')).map({lines})")
    assert heights
    assert max(heights) < 2.5


def test_a_matrix_of_long_names_is_printed_whole(page: Page, tmp_path: Path) -> None:
    """C2: a long producer pushed conclusion, laboratory and dates off the paper."""
    about = {"name": "元宇宙展厅", "version": "3.2.1", "producer": "Example Metaverse Technology of Lingang " * 4}
    rows = [opening(*ROWS, product=about, profile=profile(("T-4",)), level="basic"), subject("PPP-"), end()]
    path = tmp_path / "matrix.html"
    for language in ("en", "zh"):
        with path.open("w", encoding="utf-8") as out:
            write_matrix([read_product("甲", rows), read_product("Beta", rows)], out, language)
        page.open(path.as_uri())
        page.emulate("print")
        page.resize(A4_WIDTH, A4_HEIGHT)
        right = "Array.from(document.querySelectorAll('td, th')).map((each) => each.getBoundingClientRect().right)"
        assert max(page.run(right)) <= A4_WIDTH


@pytest.mark.parametrize("language", ["en", "zh"])
def test_the_numbers_of_a_subject_have_their_words_above_at_phone_width(
    page: Page, tmp_path: Path, language: str
) -> None:
    page.resize(PHONE, 800)
    page.open(written(tmp_path, events(), language))
    left = "(each) => Math.round(each.getBoundingClientRect().left)"
    of_cells = f"(row) => Array.from(row.children).slice(1).map({left})"
    heads, *lines = page.run(f"Array.from(document.querySelectorAll('#subjects tr')).map({of_cells})")
    assert lines
    assert all(each == heads for each in lines)
    assert len(visible(page, "#subjects thead th")) == 4


def test_the_words_in_a_drawing_can_be_read_at_phone_width(page: Page, tmp_path: Path) -> None:
    """C3: a drawing was reduced to the width of the screen, and its words to four pixels."""
    drawn = figure("timeline", 40, ["<text y='20' font-size='12'>0 s</text>"], count=1)
    text = written(tmp_path, events())
    path = tmp_path / "报告.html"
    path.write_text(path.read_text(encoding="utf-8").replace("<main", f"<div>{drawn}</div><main", 1), encoding="utf-8")
    page.resize(PHONE, 800)
    page.open(text)
    high = page.run("document.querySelector('.plot text').getBoundingClientRect().height")
    assert high > 9
    assert page.run("document.documentElement.scrollWidth") <= PHONE
