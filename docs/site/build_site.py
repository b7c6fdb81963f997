"""Builds the site in both languages, without a network: `python docs/site/build_site.py FOLDER`.

Written pages are docs/*.md and docs/zh/*.md; they are staged with the generated ones in FOLDER/source/<language>, and
Sphinx writes FOLDER/html/<language>. Every warning is an error: a broken link, an anchor or a reference nobody knows.
"""

from __future__ import annotations

import argparse
import os
import re
import shutil
import sys
from pathlib import Path

from command_page import commands_section
from conformance.catalogue import Catalogue, load_catalogue
from family_pages import generated_pages
from markup import label

SITE = Path(__file__).resolve().parent
CHECKOUT = SITE.parents[1]
PAGES = {"en": CHECKOUT / "docs", "zh": CHECKOUT / "docs" / "zh"}
# Documents that live with the suites, and the page each one becomes.
BORROWED = {"suites/README.md": "authoring", "suites/terminals/recording/RECORDING.md": "recording-format"}
READING = {
    ("Tutorials", "教程"): (
        "vendor-of-files",
        "vendor-of-a-service",
        "headset",
        "face-and-gaze",
        "signals",
        "platform",
        "wallets",
        "programme",
        "participant",
        "register",
        "twin",
        "identity",
        "laboratory",
        "lab-record",
        "paper",
        "drafter",
        "mutation",
        "publishing",
        "document",
        "ci",
    ),
    ("Reference", "参考"): ("families", "ids", "commands", "glossary", "performance", "recording-format"),
    ("Extending", "扩展"): ("authoring", "adding-a-family", "embedding", "architecture"),
}
COUNTERPART = re.compile(r"^\[(?:English|中文)\]\([^)]+\)\n\n", re.MULTILINE)  # the site has its own switch
LINK = re.compile(r"(!?)\[((?:[^\]\\]|\\.)*)\]\(([^()\s]+)\)")
FENCED = re.compile(r"^( *```.*?^ *```$)", re.DOTALL | re.MULTILINE)
CHINESE_LINE_END = re.compile(r"(?<=[\u3000-\u9fff\uff00-\uffef])\n *(?=[\u3000-\u9fff\uff00-\uffef])")
START = """<!doctype html><meta charset="utf-8"><title>Metaverse conformance · 元宇宙标准一致性测试</title>
<meta http-equiv="refresh" content="0; url=en/index.html">
<p><a href="en/index.html">English</a> · <a href="zh/index.html">中文</a>
"""


def stage(language: str, catalogue: Catalogue, folder: Path) -> None:
    """Write all pages of a language into `folder`, with what they show or offer beside them."""
    for path in sorted(PAGES[language].glob("*.md")):
        write_page(path, folder / path.name, folder)
    for name, page in BORROWED.items():
        path = CHECKOUT / name
        chinese = path.with_suffix(".zh.md")
        note = "" if language == "en" or chinese.is_file() else f"{label('english_only', language)}\n\n"
        write_page(chinese if language == "zh" and chinese.is_file() else path, folder / f"{page}.md", folder, note)
    for name, text in {**generated_pages(catalogue, language), "commands.md": commands_section(language)}.items():
        page = folder / name
        page.parent.mkdir(exist_ok=True)
        with page.open("a", encoding="utf-8") as file:
            file.write(f"\n{text}" if file.tell() else text)
    with (folder / "index.md").open("a", encoding="utf-8") as home:
        for titles, pages in READING.items():
            caption = titles[("en", "zh").index(language)]
            home.write("\n".join(["", "```{toctree}", ":hidden:", f":caption: {caption}", *pages, "```", ""]))


def write_page(path: Path, page: Path, folder: Path, note: str = "") -> None:
    """A written page with its links as they are on the site."""

    def moved(link: re.Match[str]) -> str:
        image, text, target = link.groups()
        place, _, anchor = target.partition("#")
        if not place or ":" in place:
            return link[0]
        source = (path.parent / place).resolve()
        name = source.relative_to(CHECKOUT).as_posix().replace(".zh.md", ".md")
        anchor = f"#{anchor}" if anchor else ""
        if name in BORROWED:
            return f"{image}[{text}]({BORROWED[name]}.md{anchor})"
        if source.parent in PAGES.values() and source.suffix == ".md":
            return f"{image}[{text}]({source.name}{anchor})"
        if source.is_dir():
            return text
        (folder / "files").mkdir(exist_ok=True)
        shutil.copyfile(source, folder / "files" / source.name)
        return f"{image}[{text}](files/{source.name})"

    text = LINK.sub(moved, joined(COUNTERPART.sub("", path.read_text(encoding="utf-8"))))
    heading, _, rest = text.partition("\n")
    page.write_text(f"{heading}\n\n{note}{rest.lstrip()}", encoding="utf-8")


def joined(text: str) -> str:
    """The text without the line ends between Chinese characters, which a browser would show as spaces."""
    parts = FENCED.split(text)
    return "".join(part if index % 2 else CHINESE_LINE_END.sub("", part) for index, part in enumerate(parts))


def build(language: str, source: Path, target: Path) -> int:
    """Run Sphinx, quietly; its exit status is 1 where it warned."""
    from sphinx.cmd.build import main as sphinx

    os.environ["CONFORMANCE_DOCS_LANGUAGE"] = language
    trees = str(source.parents[1] / "trees" / language)
    return sphinx(["-q", "-W", "--keep-going", "-E", "-c", str(SITE), "-d", trees, str(source), str(target)])


def main() -> int:
    """Build both languages into the named folder."""
    parser = argparse.ArgumentParser(description=main.__doc__)
    parser.add_argument("folder", type=Path, help="the site is in its subfolder html")
    folder = parser.parse_args().folder.resolve()
    for part in ("source", "trees", "html"):
        shutil.rmtree(folder / part, ignore_errors=True)
    catalogue = load_catalogue()
    status = 0
    for language in PAGES:
        source = folder / "source" / language
        source.mkdir(parents=True)
        stage(language, catalogue, source)
        status = build(language, source, folder / "html" / language) or status
    (folder / "html" / "index.html").write_text(START, encoding="utf-8")
    print(folder / "html" / "index.html")
    return status


if __name__ == "__main__":
    sys.exit(main())
