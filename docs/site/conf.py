"""Sphinx over one language of the staged pages; `build_site.py` says which."""

from __future__ import annotations

import os
import sys
from pathlib import Path

SITE = Path(__file__).resolve().parent
sys.path.insert(0, str(SITE))

from chinese_search import PairsOfCharacters  # noqa: E402 - beside this file

project = "Metaverse conformance"
language = {"en": "en", "zh": "zh_CN"}[os.environ["CONFORMANCE_DOCS_LANGUAGE"]]
chinese = language == "zh_CN"
author = project
html_title = "元宇宙标准一致性测试" if chinese else project
html_short_title = html_title

extensions = ["myst_parser"]
source_suffix = {".md": "markdown"}
myst_heading_anchors = 3
myst_enable_extensions = ["attrs_block", "deflist", "fieldlist"]
nitpicky = True
suppress_warnings = ["myst.header"]  # the page of a family goes from suite to row

html_theme = "furo"
html_static_path = [str(SITE / "static")]
html_css_files = ["site.css"]
templates_path = [str(SITE / "templates")]
html_sidebars = {
    "**": [
        "sidebar/brand.html",
        "sidebar/language.html",
        "sidebar/search.html",
        "sidebar/scroll-start.html",
        "sidebar/navigation.html",
        "sidebar/scroll-end.html",
    ]
}
html_context = {
    "other_language": {"folder": "en", "title": "English"} if chinese else {"folder": "zh", "title": "中文"},
}
html_show_sourcelink = False
html_copy_source = False
html_show_sphinx = False
html_show_copyright = False
html_use_index = False
html_domain_indices = False
pygments_style = "friendly"
pygments_dark_style = "monokai"


def setup(app: object) -> None:
    """Without a dictionary of words, which would be a dependency nobody maintains, Chinese is searched by pairs."""
    from sphinx.search import languages

    languages["zh"] = PairsOfCharacters
