"""Running chosen tests on a copy of the checkout that has one mutation."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from conformance.drafting.strength.code import Mutation
from tests.mutants.chosen import Round
from tests.mutants.warm import UNFIT

MEMORY = 6 << 30
WAIT_SECONDS = 90
SOUND = "tests/model/test_digest.py::test_another_algorithm_says_so"
START_SECONDS = 10  # CPU time of imports and of collecting; a mutant may take many times what the tests take
MOST_AGAIN = 8  # CPU seconds of the tests that are tried where all is imported anew
ENDLESS = "no end"


@dataclass(frozen=True)
class Mutant:
    """A mutation of a file of the checkout, with the line before and after, and the function that it is in."""

    file: str
    mutation: Mutation
    before: str
    after: str
    function: str = ""

    def __str__(self) -> str:
        return f"{self.file}:{self.mutation.line}: {self.before.strip()}  ->  {self.after.strip()}"


class Copy:
    """A copy of the checkout in which one mutant at a time is tried."""

    def __init__(self, checkout: Path, place: Path) -> None:
        listed = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
        for name in subprocess.run(listed, cwd=checkout, check=True, capture_output=True, text=True).stdout.split("\0"):
            if name and (checkout / name).is_file():
                (place / name).parent.mkdir(parents=True, exist_ok=True)
                shutil.copy2(checkout / name, place / name)
        self._place = place
        self._stamp = 1_000_000_000  # no archive holds files of before 1980
        self._sound: dict[tuple[str, str], bool] = {}
        self._nests = {name: self._nest(name) for name in ("warm", "nest")}  # they end when their input does
        for name in self._nests:
            if how := self._run(name, "", Round([SOUND], START_SECONDS)):
                raise RuntimeError(f"without a mutation {SOUND} does not pass: {how}")

    def _nest(self, name: str) -> subprocess.Popen[str]:
        own = {"PYTHONPATH": str(self._place / "src"), "CONFORMANCE_MUTANT": "1", "OPENBLAS_NUM_THREADS": "1"}
        return subprocess.Popen(
            [sys.executable, "-m", f"tests.mutants.{name}"],
            cwd=self._place,
            env={**os.environ, **own},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
        )

    def caught(self, mutant: Mutant, rounds: Iterable[Round]) -> str:
        """How the tests of one of these rounds catch the mutant ("" where none does).

        What changes a function is tried where all has been imported, since that takes less time. It may also change
        what was made then, so the first round is tried once more where all is imported anew.
        """
        tried, fits = [], mutant.function != ""
        for tests in rounds:
            tried.append(tests)
            how = self._caught("warm", mutant, tests) if fits else None
            fits = how is not None
            if how := how or ("" if fits else self._caught("nest", mutant, tests)):
                return how
        again = (tests for tests in tried if fits and tests.seconds <= MOST_AGAIN)
        return next(filter(None, (self._caught("nest", mutant, tests) for tests in again)), "")

    def _caught(self, name: str, mutant: Mutant, tests: Round) -> str | None:
        """A test that fails without the mutation, or not again, has caught nothing. None where it cannot be tried."""
        left = Round(list(tests.tests), tests.seconds)
        while left.tests:
            how = self._with(name, mutant, left)
            if how == ENDLESS:
                return "" if self._run(name, "", left) == ENDLESS else how
            failed = (each for each in left.tests if (how or "").startswith((f"FAILED {each}", f"ERROR {each}")))
            test = next(failed, None)
            if test is None or (self._is_sound(name, test) and self._with(name, mutant, Round([test], tests.seconds))):
                return how
            left.tests.remove(test)
        return ""

    def _is_sound(self, name: str, test: str) -> bool:
        """Whether the test passes on the checkout as it is."""
        if (name, test) not in self._sound:
            self._sound[name, test] = self._run(name, "", Round([test], START_SECONDS)) == ""
        return self._sound[name, test]

    def _with(self, name: str, mutant: Mutant, tests: Round) -> str | None:
        path = self._place / mutant.file
        text, times = path.read_text(encoding="utf-8"), path.stat()
        path.write_text(mutant.mutation.applied(text), encoding="utf-8")
        self._stamp += 1  # compiled files are told apart by the second and the size of their source
        os.utime(path, (self._stamp, self._stamp))
        try:
            return self._run(name, str(path), tests)
        finally:
            path.write_text(text, encoding="utf-8")
            os.utime(path, (times.st_atime, times.st_mtime))

    def _run(self, name: str, file: str, tests: Round) -> str | None:
        limit = int(START_SECONDS + 4 * tests.seconds)
        asked = {"seconds": limit, "wait": int(WAIT_SECONDS + 20 * tests.seconds), "memory": MEMORY}
        nest = self._nests[name]
        assert nest.stdin
        assert nest.stdout
        nest.stdin.write(json.dumps({**asked, "file": file, "tests": tests.tests}) + "\n")
        nest.stdin.flush()
        told = json.loads(nest.stdout.readline())
        ended, output = told["status"], told["output"]
        failed = [line[:300] for line in output.splitlines() if line.startswith(("FAILED", "ERROR"))]
        if ended == UNFIT:
            return None
        # An item that the mutation renamed or removed has not tested it.
        if ended == 0 or (failed and all(line.startswith("ERROR: not found") for line in failed)):
            return ""
        if ended < 0:
            return ENDLESS
        if failed:
            return failed[0]
        return "" if name == "warm" else f"status {ended}: {output[-300:].strip()}"
