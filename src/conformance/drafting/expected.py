"""samples/expected.toml of a suite: the findings that each bad sample or fault has to lead to, reviewed in the diff.

    "ID-DID-016_private_key.json" = { place = "/keys/0/d", sentence = "finding", values = { name = "d" } }

Several findings are an array, with a line for each. Two tables at the end are written by hand: `[also]` lists the other
rows that a sample violates, because they judge the same place, and `[cannot]` gives, by row, why no sample can show a
sentence or condition. Only proofs read the file.
"""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from conformance.catalogue.errors import CatalogueError
from conformance.catalogue.tables import not_toml
from conformance.drafting.findings import Finding, fits, text_of, toml
from conformance.drafting.row_proof import Misfit, RowProof
from conformance.model.requirement import Suite
from conformance.model.text import Text

HEAD = "# The expected findings of each bad sample, written by `conformance prove {suite} --accept`: review the diff.\n"
_ENTRY = re.compile(r'^"((?:[^"\\]|\\.)+)"\s*=')
_TABLES = re.compile(r"^\[(?:also|cannot)", re.MULTILINE)


@dataclass(frozen=True)
class Expected:
    """The file as it is. Raises CatalogueError if it is not TOML or has a line that belongs to no row."""

    suite: Suite
    path: Path
    text: str

    @staticmethod
    def of(suite: Suite) -> Expected:
        """That of a suite; one that is missing expects nothing."""
        path = suite.folder / "samples" / "expected.toml"
        return Expected(suite, path, path.read_text(encoding="utf-8") if path.is_file() else "")

    @cached_property
    def _tables_at(self) -> int:
        """Where the tables written by hand begin, with the comment above them."""
        found = _TABLES.search(self.text)
        if found is None:
            return len(self.text)
        above = self.text[: found.start()].splitlines(keepends=True)
        while above and above[-1].startswith("#"):
            above.pop()
        return sum(map(len, above))

    @cached_property
    def entries(self) -> Mapping[str, tuple[int, str]]:
        """By sample the number of its line and its text."""
        found: dict[str, tuple[int, str]] = {}
        name = ""
        for number, line in enumerate(self.text[: self._tables_at].splitlines(keepends=True), 1):
            if start := _ENTRY.match(line):
                name = str(json.loads(f'"{start[1]}"'))
                found[name] = (number, line)
                if all(row.id != _row(name) for row in self.suite.requirements):
                    problem = Text(
                        f"the name must start with the id of a row and _, not {name}",
                        f"名称应以要求编号和 _ 开头，实际为 {name}",
                    )
                    raise CatalogueError(f"{self.path}:{number}", problem)
            elif name and line.strip() and not line.startswith("#"):
                found[name] = (found[name][0], found[name][1] + line)
            else:
                name = ""
        return found

    @cached_property
    def _read(self) -> dict[str, Any]:
        try:
            return tomllib.loads(self.text)
        except tomllib.TOMLDecodeError as error:
            raise not_toml(self.path, self.text, error) from None

    def findings(self, sample: str) -> list[Finding]:
        """What the sample is to be found for; nothing without a line."""
        value = self._read.get(sample, [])
        return value if isinstance(value, list) else [value]

    def compare(self, proofs: Iterable[RowProof]) -> None:
        """Note at each row where its samples and its lines disagree."""
        for proof in proofs:
            row = proof.requirement.id
            proof.also = {name: ids for name, ids in self._read.get("also", {}).items() if _row(name) == row}
            proof.cannot = dict(self._read.get("cannot", {}).get(row, {}))
            if proof.extras:
                continue
            own = {name: line for name, (line, _) in self.entries.items() if _row(name) == row}
            for name, caught in proof.caught.items():
                if name not in own and caught.findings:
                    proof.misfits.append(Misfit("no_line", name, self.path, 0, text_of(caught.findings)))
                elif name in own and not fits(self.findings(name), caught.findings):
                    received, expected = text_of(caught.findings), text_of(self.findings(name))
                    proof.misfits.append(Misfit("other_finding", name, self.path, own[name], received, expected))
            for name in sorted((own.keys() | proof.also.keys()) - proof.caught.keys()):
                proof.misfits.append(Misfit("no_sample", name, self.path, own.get(name) or self._line(name)))
            left = [mark.name for mark in proof.marks if not proof.shows(mark)]
            for name in proof.cannot:
                if name not in left:
                    proof.misfits.append(Misfit("not_left", name, self.path, self._line(name)))

    def _line(self, name: str) -> int:
        """The line in the tables that begins with the name."""
        for number, line in enumerate(self.text.splitlines(), 1):
            if line.startswith((toml(name), name)):
                return number
        return 1

    def accepting(self, proofs: Iterable[RowProof]) -> Expected:
        """The file as these rows would have it. Lines of other rows, lines that fit and the tables stay as they are."""
        rows = {proof.requirement.id: proof for proof in proofs if not proof.extras}
        kept = {name: text for name, (_, text) in self.entries.items() if _row(name) not in rows}
        for proof in rows.values():
            for name, caught in proof.caught.items():
                if name in self.entries and fits(self.findings(name), caught.findings):
                    kept[name] = self.entries[name][1]
                elif caught.findings:
                    kept[name] = f"{toml(name)} = {text_of(caught.findings)}\n"
        tables = self.text[self._tables_at :]
        text = HEAD.format(suite=self.suite.id) + "".join(kept[name] for name in sorted(kept))
        return Expected(self.suite, self.path, text + ("\n" + tables if tables else ""))

    def changes(self, before: Expected) -> int:
        """How many entries are new, gone or different."""
        names = self.entries.keys() | before.entries.keys()
        return sum(self.entries.get(name, (0, ""))[1] != before.entries.get(name, (0, ""))[1] for name in names)

    def write(self) -> None:
        """Write the file, with line feeds on every system."""
        self.path.parent.mkdir(exist_ok=True)
        self.path.write_text(self.text, encoding="utf-8", newline="\n")


def _row(sample: str) -> str:
    return sample.split("_", 1)[0].split(".", 1)[0]
