"""Comments on a draft and what became of them, as the table that a committee keeps (意见汇总处理表).

[[comment]]
clause = "4.3"          # or the id of a requirement
by = "A vendor"
comment = "The limit is too strict."
proposal = "20 ms"
decision = "partly"     # accepted, partly, rejected; left out while it is open
reason = "15 ms was measured."
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

from conformance.catalogue.errors import CatalogueError, Mistakes
from conformance.catalogue.tables import Table, read_toml
from conformance.model.nearest import UnknownName
from conformance.model.requirement import Suite
from conformance.model.text import Text
from conformance.paper.blocks import Cover, Document
from conformance.reporting.words import COLONS

DECISIONS = ("accepted", "partly", "rejected")
OPEN = "open"
NO_REASON = Text("a comment that is not accepted as it is needs a reason", "未全部采纳的意见应说明理由")
NO_COMMENTS = Text("holds no [[comment]]", "不含 [[comment]]")
_ID = re.compile(r"[A-Z][A-Z0-9-]*-\d+")


class Comment(NamedTuple):
    """A comment; `decision` is one of DECISIONS or open."""

    clause: str
    by: str
    comment: str
    proposal: str
    decision: str
    reason: str


def read_comments(path: Path, suite: Suite) -> list[Comment]:
    """The comments in a file. Raises CatalogueError with all mistakes."""
    table, mistakes = Table(path, read_toml(path)), Mistakes()
    known = {row.id: row for row in suite.requirements}
    found = []
    for row in table.tables("comment", "clause"):
        with mistakes.gathered():
            made = Comment(
                clause=row.get("clause", str),
                by=row.get("by", str),
                comment=row.get("comment", str),
                proposal=row.get("proposal", str, ""),
                decision=row.choice("decision", (*DECISIONS, OPEN), OPEN),
                reason=row.get("reason", str, ""),
            )
            row.done()
            if _ID.fullmatch(made.clause) and made.clause not in known:
                raise CatalogueError(row.place, UnknownName("requirement", made.clause, known).text)
            if made.decision in DECISIONS[1:] and not made.reason:
                raise CatalogueError(row.place, NO_REASON)
            found.append(made)
    with mistakes.gathered():
        table.done()
        if "comment" not in table.given:
            raise CatalogueError(path, NO_COMMENTS)
    mistakes.report()
    return found


def compose_comments(comments: Iterable[Comment], suite: Suite, language: str) -> Document:
    """The table of all comments in their order, and how many were decided how."""
    other = "en" if language == "zh" else "zh"
    made = Document(language, Cover((), suite.title[language], suite.title[other], ()))
    made.cover = made.cover._replace(below=(made.word("comments"),))
    made.chapter("comments")
    listed = list(comments)
    counted = Counter(each.decision for each in listed)
    made.say("comments_counted", all=len(listed), **{name: counted[name] for name in (*DECISIONS, OPEN)})
    columns = [("number", 7), ("clause", 15), ("comment", 32), ("by", 14), ("decision", 20), ("note", 12)]
    made.table("comments", columns, (_row(made, number, each) for number, each in enumerate(listed, 1)))
    return made


def _row(made: Document, number: int, each: Comment) -> tuple[str, ...]:
    proposal = f"{made.word('proposal')}{COLONS[made.language]}{each.proposal}" if each.proposal else ""
    decided = "\n".join(filter(None, (made.word(each.decision), each.reason)))
    return str(number), each.clause, "\n".join(filter(None, (each.comment, proposal))), each.by, decided, ""
