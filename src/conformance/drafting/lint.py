"""Wording, references and terms: of the rows of suites, and of a committee's draft in Word, Markdown or plain text."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from conformance.catalogue import Catalogue
from conformance.catalogue.tables import Table, read_text, read_toml
from conformance.catalogue.traces import split_reference
from conformance.drafting.terms import missing_terms
from conformance.drafting.wording import Remark, codes, review, review_text
from conformance.model.requirement import Requirement, Suite
from conformance.model.text import Text
from conformance.model.trace import Standard
from conformance.paper.office import read_office

KINDS = (".docx", ".md", ".txt")
PARAGRAPH = Text("paragraph {number}", "第 {number} 段")
LINE = Text("line {number}", "第 {number} 行")
WITHDRAWN = Text("{standard} is withdrawn", "{standard} 已废止")
UNDATED = Text(
    "a clause of {standard} is cited, but not its edition: the number of a clause changes with editions",
    "引用了 {standard} 的具体条款而未注日期：条款编号随版本变化",
)
EDITION = Text("{received} is cited; the edition in force is {expected}", "引用的是 {received}，现行版本为 {expected}")
UNREAD = Text("the text of {standard} was not read", "未阅读 {standard} 的原文")
OWN_CODES = ("R-WITHDRAWN", "R-UNDATED", "R-EDITION", "R-UNREAD", "T-TERM")
STALE = Text("{place}: {code} is explained, but no longer found", "{place}：已说明 {code}，但不再出现")
_HAN = re.compile("[一-鿿]")
_YEAR = re.compile(r"(?:19|20)\d\d")
_NUMBERED = re.compile(r"\d")
_FENCE = re.compile(r"\s{0,3}(?:```|~~~)")
_LEAD = re.compile(r"\s{0,12}(?:#{1,6}|>|[-*+]|\d{1,3}[.)])\s")
_CITED = re.compile(
    r"(?<![A-Za-z0-9/])((?:GB|SJ|YD|GA|T|DB\d\d|ISO|IEC|ISO/IEC|IEEE)(?:/[A-Z]{1,8})?)[ \u00a0]?"
    r"(\d{2,6}(?:[.-]\d{1,3}(?!\d))?|1\.\d)(?:[:：—–-]{1,2}((?:19|20)\d\d))?"
)
_CLAUSE = re.compile(
    r"[ ，,]{0,2}(?:中的?|的)?(?:第 ?|clause |annex |附录 ?)?"
    r"(?:\d{1,2}(?:\.\d{1,2}){1,4}|[A-Z]\.\d|(?:(?<=第)|(?<=第 )|(?<=clause ))\d)",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Finding:
    """A finding: its place (a requirement, or a paragraph of a file), the words, what is wrong and what to write."""

    place: Text
    code: str
    found: str
    message: Text
    hint: Text | None = None


@dataclass(frozen=True)
class Explained:
    """Findings that were looked at and kept: a requirement, or words of the sentence, with the code and the reason."""

    place: str
    code: str
    reason: str

    def covers(self, finding: Finding, sentence: str) -> bool:
        """Whether it is this finding that is explained."""
        return self.code == finding.code and (self.place == finding.place.en or self.place in sentence)


def read_explained(path: Path) -> list[Explained]:
    """The [[explained]] of a file. Raises CatalogueError."""
    table = Table(path, read_toml(path))
    found = []
    for row in table.tables("explained", "place"):
        code = row.choice("code", (*codes(), *OWN_CODES))
        found.append(Explained(row.get("place", str), code, row.get("reason", str)))
        row.done()
    table.done()
    return found


Found = Iterator[tuple[Finding, str]]


def lint_suites(suites: Iterable[Suite], catalogue: Catalogue) -> Found:
    """The findings on the rows of suites that are not withdrawn, each with the English statement."""
    for row in (row for suite in suites for row in suite.requirements if not row.withdrawn):
        place = Text(row.id, row.id)
        for remark in review(en=row.statement.en, zh=row.statement.zh, obligation=row.obligation.value):
            text = row.statement["zh" if remark.language == "zh" else "en"]
            yield _of(remark, place, text[slice(*remark.place)]), row.statement.en
        for code, message in _references(row, catalogue):
            yield Finding(place, code, "", message), row.statement.en
        for term, message in missing_terms(row):
            yield Finding(place, "T-TERM", term.en, message), row.statement.en


def _references(row: Requirement, catalogue: Catalogue) -> Iterator[tuple[str, Text]]:
    """What is wrong with the standards that a row is based on, unless a note says why it is so."""
    for key in dict.fromkeys(split_reference(basis)[0] for basis in row.basis):
        standard = catalogue.standards[key]
        if standard.note:
            continue
        said = {"standard": standard.title}
        if standard.status == "withdrawn":
            yield "R-WITHDRAWN", WITHDRAWN.filled(said)
        if standard.text == "unread":
            yield "R-UNREAD", UNREAD.filled(said)
        if not _NUMBERED.search(standard.edition):
            yield "R-UNDATED", UNDATED.filled(said)


def lint_file(path: Path, catalogue: Catalogue) -> Found:
    """The findings on the provisions of a draft, each with its paragraph. Raises Problem for what cannot be read."""
    place = PARAGRAPH if path.suffix.lower() == ".docx" else LINE
    listed = _listed(catalogue)
    for number, text in _paragraphs(path):
        language = "zh" if _HAN.search(text) else "en"
        at = place.filled({"number": number})
        for remark in review_text(text, language):
            yield _of(remark, at, text[slice(*remark.place)]), text
        for cited in _CITED.finditer(text):
            if finding := _citation(cited, text, listed, at):
                yield finding, text


def _of(remark: Remark, place: Text, found: str) -> Finding:
    both = [Text(said("en"), said("zh")) for said in (remark.message, remark.hint)]
    return Finding(place, remark.code, found, *both)


def _paragraphs(path: Path) -> Iterator[tuple[int, str]]:
    """The paragraphs of a Word document, or the lines of a text without code, by number from 1; no empty ones."""
    if path.suffix.lower() == ".docx":
        paragraphs = read_office(path).paragraphs
    else:
        paragraphs, code = [], False
        for line in read_text(path).splitlines():
            fence = _FENCE.match(line) is not None
            paragraphs.append("" if code or fence else _LEAD.sub("", line, count=1))
            code ^= fence
    return ((number, text) for number, text in enumerate(paragraphs, 1) if text.strip())


def _year(edition: str) -> str:
    found = _YEAR.search(edition.partition(" (")[0])
    return found[0] if found else ""


def _listed(catalogue: Catalogue) -> dict[str, Standard]:
    """The standards with a designation that a draft may cite, by it without the year."""
    found: dict[str, Standard] = {}
    for standard in catalogue.standards.values():
        if cited := _CITED.match(standard.edition):
            key = f"{cited[1]} {cited[2]}"
            if key not in found or standard.status == "in force":
                found[key] = standard
    return found


def _citation(cited: re.Match[str], text: str, listed: dict[str, Standard], at: Text) -> Finding | None:
    key, year = f"{cited[1]} {cited[2]}", cited[3]
    standard = listed.get(key)
    if year is None:
        if _CLAUSE.match(text, cited.end()):
            return Finding(at, "R-UNDATED", cited[0], UNDATED.filled({"standard": key}))
        return None
    if standard is None:
        return None
    ours = _year(standard.edition)
    if standard.status == "withdrawn" and ours == year:
        return Finding(at, "R-WITHDRAWN", cited[0], WITHDRAWN.filled({"standard": cited[0]}))
    if standard.status == "in force" and ours and year < ours:
        said = {"received": cited[0], "expected": standard.edition.partition(" (")[0]}
        return Finding(at, "R-EDITION", cited[0], EDITION.filled(said))
    return None


def unexplained(found: Found, explained: Iterable[Explained]) -> tuple[list[Finding], int, list[Explained]]:
    """The findings without an explanation, the number of those with one, and explanations of nothing."""
    left: list[Finding] = []
    known, used = 0, set()
    reasons = list(explained)
    for finding, sentence in found:
        covering = [each for each in reasons if each.covers(finding, sentence)]
        used.update(covering)
        known += bool(covering)
        if not covering:
            left.append(finding)
    return left, known, [each for each in reasons if each not in used]


def stale_lines(explained: Iterable[Explained]) -> list[Text]:
    """That explanations explain nothing."""
    return [STALE.filled({"place": each.place, "code": each.code}) for each in explained]
