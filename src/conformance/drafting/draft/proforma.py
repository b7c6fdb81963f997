"""The proforma of a vendor's statement (ICS, IXIT): an annex with a field for each answer, and what it belongs to."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from conformance.catalogue import Catalogue
from conformance.drafting.draft.references import sources
from conformance.model.digest import digest
from conformance.model.requirement import Obligation, Question, Requirement, Suite
from conformance.model.text import Text
from conformance.paper.blocks import Document

SECTIONS = ("product", "statement", "information")
"""The tables of a plan that a proforma answers."""
PRODUCT = {
    "name": (Text("name of the product", "产品名称"), True),
    "version": (Text("version of the product", "产品版本"), True),
    "producer": (Text("vendor", "供应方"), False),
}
ITEM = re.compile(r"(product|statement|information)\.([A-Za-z0-9_-]+)")
"""An item of a proforma: the table of the plan that the answer belongs to, and its name there."""
COLUMNS = (("item", 25), ("question", 33), ("status", 12), ("reference_column", 16), ("support", 14))
ANSWER = len(COLUMNS) - 1
"""The column of the answers."""
_DIGEST = re.compile(r"sha256:[0-9a-f]{64}")


class Identity(NamedTuple):
    """What a proforma says of its set: suite, version, digest of all it asks."""

    suite: str
    version: str
    digest: str


def identity_in(texts: Iterable[str]) -> Identity | None:
    """The first identity of a proforma in these texts."""
    for text in texts:
        words = text.replace("：", " ").split()
        for at, word in enumerate(words):
            if at > 1 and _DIGEST.fullmatch(word):
                return Identity(words[at - 2], words[at - 1], word)
    return None


def proforma_digest(suite: Suite) -> str:
    """The digest of what a proforma asks and of the requirements that depend on it."""
    asked = [[section, *_asked(item)] for section in SECTIONS[1:] for item in questions(suite, section).values()]
    rows = [[row.id, row.obligation, row.when] for row in suite.requirements if not row.withdrawn]
    return digest(json.dumps([asked, rows], ensure_ascii=False).encode())


def questions(suite: Suite, section: str) -> Mapping[str, Question]:
    """What a proforma of the suite asks for a table of the plan."""
    if section == SECTIONS[0]:
        return {name: Question(name, title, "text", "", needed) for name, (title, needed) in PRODUCT.items()}
    found: Mapping[str, Question] = getattr(suite, section)
    return found


def _asked(item: Question) -> list[object]:
    return [item.name, item.title.en, item.title.zh, item.type, list(item.one_of), item.required, item.when]


def add_proforma(made: Document, catalogue: Catalogue, suite: Suite, rows: Iterable[Requirement]) -> None:
    """Add the annex: the questions with a field for each answer, and which requirements apply."""
    made.annex("ics", "normative")
    made.say("ics_lead", table=made.next_table)
    made.say("ics_identity", suite=suite.id, version=suite.version, digest=proforma_digest(suite))
    made.subclause(made.word("ics_questions"))
    made.say("ics_questions_lead")
    asked = [(section, item) for section in SECTIONS for item in questions(suite, section).values()]
    made.table("ics_table", COLUMNS, (_line(made, suite, *each) for each in asked))
    made.subclause(made.word("ics_rows"))
    made.say("ics_rows_lead")
    columns = [("requirement", 17), ("question", 29), ("status", 17), ("reference_column", 37)]
    made.table("ics_rows_table", columns, _rows(made, catalogue, rows))


def _line(made: Document, suite: Suite, section: str, item: Question) -> tuple[str, ...]:
    """An item with the rows that depend on it; a question of yes or no may be answered either way."""
    expected = made.word(f"answer_{item.type}")
    if item.one_of:
        expected = made.word("answer_one_of", known=("、" if made.language == "zh" else ", ").join(item.one_of))
    question = made.word("ics_question", question=item.title[made.language], expected=expected)
    status = made.word("c", when=item.when) if item.when else "m" if item.required else "o"
    rows = suite.requirements if section == "statement" else ()
    depending = [row.id for row in rows if item.name in re.findall(r"[\w-]+", row.when or "")]
    return f"{section}.{item.name}", question, status, "\n".join(depending) or "—", ""


def _rows(made: Document, catalogue: Catalogue, rows: Iterable[Requirement]) -> Iterator[tuple[str, ...]]:
    for row in rows:
        status = "m" if row.obligation is Obligation.SHALL else "o"
        if row.excluded:
            status = "n/a"
        elif row.when:
            status = made.word("c_row", status=status, when=row.when)
        yield row.id, row.title[made.language], status, sources(catalogue, row, made.language)
