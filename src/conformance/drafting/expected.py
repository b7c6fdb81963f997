"""samples/expected.toml of a suite: the findings that each bad sample or fault has to lead to, reviewed in the diff.

    "ID-DID-016_private_key.json" = { place = "/keys/0/d", sentence = "finding", values = { name = "d" } }

Several findings are an array, with a line for each. Two tables at the end are written by hand: `[also]` lists the other
rows that a sample violates, because they judge the same place, and `[cannot]` gives, by row, why no sample can show a
sentence or condition. Only proofs read the file.
"""

from __future__ import annotations

import os
import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from conformance.catalogue.errors import CatalogueError, Mistakes
from conformance.catalogue.tables import parse_toml, read_text
from conformance.drafting.findings import Finding, fits, text_of, toml
from conformance.drafting.row_proof import Misfit, RowProof
from conformance.drafting.whole_files import write_whole
from conformance.model.requirement import Suite
from conformance.model.text import Text

HEAD = "# The expected findings of each bad sample, written by `conformance prove {suite} --accept`: review the diff.\n"
FOREIGN = Text("the name must start with the id of a row and _, not {name}", "名称应以要求编号和 _ 开头，实际为 {name}")
UNWRITTEN = Text('{name}: write it in a line that begins with "{name}" = ', '{name}：应写在以 "{name}" = 开头的一行')
SHAPE = Text(
    "{name}: expected {{ place, sentence, values }}, or an array of such tables",
    "{name}：应为 {{ place, sentence, values }} 或由其组成的数组",
)
ALSO = Text("[also] must have an array of ids by sample: {name}", "[also] 应按样例列出由编号组成的数组：{name}")
CANNOT = Text(
    "[cannot.ID] must have a reason by sentence or condition: {name}", "[cannot.编号] 应按语句或条件写明原因：{name}"
)
MEMBERS: Mapping[str, tuple[type, ...]] = {"place": (str, dict), "sentence": (str,), "values": (dict,)}
_ENTRY = re.compile(r'"(?:[^"\\]|\\.)+"(?=\s*=)')
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
        found = Expected(suite, path, read_text(path) if os.path.lexists(path) else "")
        found.check()
        return found

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
        """By sample the number of its line and its text, up to the next one or the comments before that."""
        lines = self.text[: self._tables_at].split("\n")  # no other character ends a line of TOML
        starts = [(number, key[0]) for number, line in enumerate(lines) if (key := _ENTRY.match(line))]
        ends = [*(number for number, _ in starts), len(lines)][1:] if starts else []
        found: dict[str, tuple[int, str]] = {}
        for (start, quoted), end in zip(starts, ends, strict=True):
            found[_unquoted(quoted)] = (start + 1, _entry(lines[start:end]))
        return found

    @cached_property
    def _read(self) -> dict[str, Any]:
        return parse_toml(self.path, self.text)

    def check(self) -> None:
        """Raises CatalogueError with all lines that belong to no row, or have another shape."""
        mistakes = Mistakes()
        for name in self._read:
            with mistakes.gathered():
                if name == "also":
                    self._check_also()
                elif name == "cannot":
                    self._check_cannot()
                else:
                    self._check_entry(name)
        mistakes.report()

    def _check_entry(self, name: str) -> None:
        line = self.entries.get(name, (0, ""))[0]
        place = f"{self.path}:{line}" if line else self.path
        if all(row.id != _row(name) for row in self.suite.requirements):
            raise CatalogueError(place, FOREIGN.filled({"name": name}))
        if not line:
            raise CatalogueError(place, UNWRITTEN.filled({"name": name}))
        if not all(map(_is_finding, self.findings(name))):
            raise CatalogueError(place, SHAPE.filled({"name": name}))

    def _check_also(self) -> None:
        also = self._read["also"]
        for name, ids in also.items() if isinstance(also, dict) else [("also", None)]:
            if not isinstance(ids, list) or not all(isinstance(each, str) for each in ids):
                raise CatalogueError(f"{self.path}:{self._line(name)}", ALSO.filled({"name": name}))

    def _check_cannot(self) -> None:
        cannot = self._read["cannot"]
        for row, reasons in cannot.items() if isinstance(cannot, dict) else [("cannot", None)]:
            if not isinstance(reasons, dict):
                raise CatalogueError(f"{self.path}:{self._line(row)}", CANNOT.filled({"name": row}))

    def findings(self, sample: str) -> list[Finding]:
        """What the sample is to be found for; nothing without a line."""
        value = self._read.get(sample, [])
        return value if isinstance(value, list) else [value]

    @property
    def cannot(self) -> Mapping[str, Mapping[str, str]]:
        """By row, what no sample can show, with the reason."""
        found: Mapping[str, Mapping[str, str]] = self._read.get("cannot", {})
        return found

    def compare(self, proofs: Iterable[RowProof]) -> None:
        """Note at each row where its samples and its lines disagree."""
        for proof in proofs:
            row = proof.requirement.id
            proof.also = {name: ids for name, ids in self._read.get("also", {}).items() if _row(name) == row}
            proof.cannot = dict(self.cannot.get(row, {}))
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
        for number, line in enumerate(self.text.split("\n"), 1):
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
        """Write the file; where that fails, it stays as it was."""
        write_whole({self.path: self.text})


def _is_finding(value: object) -> bool:
    return (
        isinstance(value, Mapping)
        and value.keys() == MEMBERS.keys()
        and all(isinstance(value[name], types) for name, types in MEMBERS.items())
    )


def _entry(lines: list[str]) -> str:
    """The text of an entry, without the empty lines and comments after it."""
    while not lines[-1].strip() or lines[-1].startswith("#"):
        lines.pop()
    return "".join(f"{line}\n" for line in lines)


def _unquoted(quoted: str) -> str:
    """The key that is written like this; a file that was parsed has valid ones only."""
    return next(iter(tomllib.loads(f"{quoted} = 0")))


def _row(sample: str) -> str:
    return sample.split("_", 1)[0].split(".", 1)[0]
