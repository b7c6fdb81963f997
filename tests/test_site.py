"""The built site in a browser: nothing is fetched, nothing overflows, and search finds words of both languages.

`tox run -e docs` builds it and says where in CONFORMANCE_SITE.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from doubles.browser import Page, browser, missing

SITE = Path(os.environ.get("CONFORMANCE_SITE", "no site"))
pytestmark = [
    pytest.mark.skipif(not SITE.is_dir(), reason="no site was built: tox run -e docs"),
    pytest.mark.skipif(bool(missing()), reason=missing()),
]
WIDTHS = {"phone": 390, "desktop": 1280}
# What is wider than the window without its own scroll bar, and what came from elsewhere.
LOOK = """
({wide: document.documentElement.scrollWidth - innerWidth,
  fetched: performance.getEntriesByType('resource').map(each => each.name).filter(name => !name.startsWith('file:'))})
"""
SEARCHES = {
    "en": ("quaternion", "AST-GLC-009", "exit status"),
    "zh": ("数字身份", "退出状态", "四元数", "AST-GLC-009"),
}
FOUND = """
new Promise((resolve, reject) => {
  const look = times => {
    const found = document.querySelectorAll('#search-results li a');
    if (found.length) resolve([...found].map(each => each.textContent));
    else if (times) setTimeout(look, 100, times - 1);
    else resolve([]);
  };
  look(50);
})
"""


@pytest.fixture(scope="module")
def page(tmp_path_factory) -> Iterator[Page]:
    with browser(tmp_path_factory.mktemp("profile")) as opened:
        yield opened


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("language", ["en", "zh"])
def test_no_page_overflows_or_fetches_anything(page: Page, language: str, width: str) -> None:
    page.resize(WIDTHS[width], 900)
    pages = sorted((SITE / language).rglob("*.html"))
    assert len(pages) > 25
    wrong = {}
    for path in pages:
        page.open(path.as_uri())
        seen = page.run(LOOK)
        if seen["wide"] > 0 or seen["fetched"]:
            wrong[path.name] = seen
    assert wrong == {}
    assert page.complaints == []


@pytest.mark.parametrize(("language", "words"), [(language, each) for language, of in SEARCHES.items() for each in of])
def test_search_finds_words_of_both_languages(page: Page, language: str, words: str) -> None:
    page.open(f"{(SITE / language / 'search.html').as_uri()}?q={words}")
    assert page.run(FOUND)


@pytest.mark.parametrize("language", ["en", "zh"])
def test_a_page_leads_to_its_twin_in_the_other_language(page: Page, language: str) -> None:
    other = {"en": "zh", "zh": "en"}[language]
    for name in ("index", "vendor-of-files", "families/assets-gltf", "ids", "commands"):
        page.open((SITE / language / f"{name}.html").as_uri())
        link = page.run("document.querySelector('.sidebar-language a').href")
        assert link == (SITE / other / f"{name}.html").as_uri()
