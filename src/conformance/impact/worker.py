"""One side of an impact: judges bundles again by its own harness and suites, one request and one answer a line.

`{"suites": [...]}` is the first request: further suites folders. The answer has the version of the harness.
`{"bundle": ..., "journal": ..., "subjects": [...]}` writes a journal; the answer has what the bundle lacks, and a
number for what it was judged by. `{"plan": number, "rows": [suite ids]}` answers with the frozen parts of these
suites' rows.
An answer with `refused` is a sentence in both languages.
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterable, Mapping
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from conformance.catalogue import Catalogue, load_catalogue
from conformance.catalogue.row_parts import RowParts
from conformance.engine.bundle import Bundle, catalogue_digest
from conformance.engine.plan import Plan, Selection
from conformance.engine.private import Untrusted, unpack_private
from conformance.engine.rejudge import Lacking, rejudge, rejudge_files, selection_of
from conformance.engine.run_service import resolve
from conformance.model.problem import Problem
from conformance.model.system import sentence
from conformance.model.text import Text
from conformance.version import __version__

PROTOCOL = 1
Answer = dict[str, Any]


OWN_CODE = Text(
    "the evidence brings suites with code, which is not run here: name your own copy of them with --suites DIR",
    "证据自带含代码的测试套，此处不予运行：请以 --suites DIR 指定自有副本",
)


class Side:
    """The catalogue of this side, read once, and the plans that bundles asked for."""

    def __init__(self, folders: Iterable[str]) -> None:
        self._folders = tuple(folders)
        self._catalogue = load_catalogue(self._folders)
        self._by_selection: dict[Selection, Plan] = {}
        self._numbered: dict[Selection, tuple[int, Plan]] = {}

    def judge(self, path: Path, journal: Path, supplied: Iterable[str]) -> Answer:
        """Write the journal of a bundle by this side's harness and requirements. Raises Problem or OSError."""
        with Bundle(path) as bundle, TemporaryDirectory(prefix="conformance-") as folder:
            folders, profile = unpack_private(bundle, Path(folder), (), self._folders)
            catalogue = self._catalogue if folders == self._folders else None
            lacking = Lacking([], {})
            if bundle.of_files:
                plan = self._plan(selection_of(bundle, folders, profile), catalogue, private=profile is not None)
                lacking = rejudge_files(bundle, plan, journal, map(Path, supplied), workers=1)
            else:
                told = bundle.test_plan
                told = told.model_copy(update={"profile": profile or told.profile})
                plan = resolve(told, folders, path, catalogue)
                same = bundle.index["catalogue"]["digest"] == catalogue_digest(plan)
                rejudge(bundle, told, plan, journal, same_catalogue=same)
        return {"plan": self._number(plan), "subjects": lacking.subjects, "files": lacking.files}

    def _plan(self, selection: Selection, catalogue: Catalogue | None, *, private: bool) -> Plan:
        """The plan of a selection; those that the catalogue of this side can answer are kept with their code."""
        if private or catalogue is None:
            return Plan(selection, catalogue)
        if selection not in self._by_selection:
            self._by_selection[selection] = Plan(selection, catalogue)
        return self._by_selection[selection]

    def _number(self, plan: Plan) -> int:
        """A number by which the rows of a plan can be asked for: the same for the same profile and level."""
        profile = plan.profile.digest if plan.profile else None
        key = plan.selection._replace(folders=(), profile=profile)
        return self._numbered.setdefault(key, (len(self._numbered), plan))[0]

    def rows(self, number: int, suites: Iterable[str]) -> Answer:
        """The frozen parts of the rows of these suites under the plan with this number, and the digests of their code.

        A suite that this side does not have is left out.
        """
        plan = next(plan for known, plan in self._numbered.values() if known == number)
        parameters: Mapping[str, Any] = plan.profile.parameters if plan.profile else {}
        found: Answer = {"rows": {}, "code": {}}
        for name in suites:
            if (suite := plan.catalogue.suites.get(name)) is not None:
                parts = RowParts(suite, parameters)
                found["rows"] |= {row.id: parts.of(row) for row in suite.requirements}
                found["code"][name] = plan.catalogue.code_digest(suite)
        return found


def main() -> None:
    """Answer every line of standard input. What suites print goes to standard error."""
    out = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(2, 1)
    side: Side | None = None
    for line in sys.stdin:
        told = json.loads(line)
        try:
            if side is None:
                side = Side(told["suites"])
                answer: Answer = {"protocol": PROTOCOL, "version": __version__}
            elif "bundle" in told:
                answer = side.judge(Path(told["bundle"]), Path(told["journal"]), told["subjects"])
            else:
                answer = side.rows(told["plan"], told["rows"])
        except Untrusted:
            answer = _refused(OWN_CODE)
        except Problem as error:
            answer = _refused(error.text)
        except OSError as error:
            answer = _refused(sentence(error))
        except Exception as error:  # a bug of this side, which costs this bundle alone
            said = f"{type(error).__name__}: {error}"
            answer = _refused(Text(f"internal error: {said}", f"测试系统内部出错：{said}"))
        out.write(json.dumps(answer) + "\n")
        out.flush()


def _refused(text: Text) -> Answer:
    return {"refused": {"en": text.en, "zh": text.zh}}
