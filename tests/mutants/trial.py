"""Running chosen tests on a copy of the checkout that has one mutation."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from conformance.drafting.strength.code import Mutation

MEMORY = 6 << 30
WAIT_SECONDS = 300
SOUND = "tests/model/test_digest.py"
START_SECONDS = 15  # CPU time of imports and of collecting; a mutant may take many times what the tests take


@dataclass(frozen=True)
class Mutant:
    """A mutation of a file of the checkout, with the line before and after."""

    file: str
    mutation: Mutation
    before: str
    after: str

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
        self._stamp = 0
        self._sound: dict[str, bool] = {}
        self._nest = subprocess.Popen(
            [sys.executable, "-m", "tests.mutants.nest"],
            cwd=place,
            env={
                **os.environ,
                "PYTHONPATH": str(place / "src"),
                "CONFORMANCE_MUTANT": "1",
                "OPENBLAS_NUM_THREADS": "1",
            },
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )  # it ends when its input does
        if how := self._run([SOUND], START_SECONDS):
            raise RuntimeError(f"without a mutation {SOUND} does not pass: {how}")

    def caught(self, mutant: Mutant, tests: list[str], seconds: float) -> str:
        """How these tests catch the mutant ("" where they do not); they take so many CPU seconds where all is well.

        A test that fails without the mutation as well has caught nothing.
        """
        left = list(tests)
        while left:
            how = self._with(mutant, left, seconds)
            test = next((each for each in left if how.startswith((f"FAILED {each}", f"ERROR {each}"))), None)
            if test is None or self._is_sound(test):
                return how
            left.remove(test)
        return ""

    def _is_sound(self, test: str) -> bool:
        """Whether the test passes on the checkout as it is."""
        if test not in self._sound:
            self._sound[test] = self._run([test], START_SECONDS) == ""
        return self._sound[test]

    def _with(self, mutant: Mutant, tests: list[str], seconds: float) -> str:
        path = self._place / mutant.file
        text, times = path.read_text(encoding="utf-8"), path.stat()
        path.write_text(mutant.mutation.applied(text), encoding="utf-8")
        self._stamp += 1  # compiled files are told apart by the second and the size of their source
        os.utime(path, (self._stamp, self._stamp))
        try:
            return self._run(tests, seconds)
        finally:
            path.write_text(text, encoding="utf-8")
            os.utime(path, (times.st_atime, times.st_mtime))

    def _run(self, tests: list[str], seconds: float) -> str:
        quiet = ("-Wignore::ResourceWarning", "-Wignore::pytest.PytestAssertRewriteWarning")
        options = ["-x", "-q", "--tb=no", "-p", "no:cacheprovider", "-p", "no:randomly", *quiet]
        limit = int(START_SECONDS + 6 * seconds)
        asked = {"tests": [*options, *tests], "seconds": limit, "wait": int(WAIT_SECONDS + 40 * seconds)}
        assert self._nest.stdin
        assert self._nest.stdout
        self._nest.stdin.write(json.dumps({**asked, "memory": MEMORY}) + "\n")
        self._nest.stdin.flush()
        told = json.loads(self._nest.stdout.readline())
        ended, output = told["status"], told["output"]
        failed = [line[:300] for line in output.splitlines() if line.startswith(("FAILED", "ERROR"))]
        # An item that the mutation renamed or removed has not tested it.
        if ended == 0 or (failed and all(line.startswith("ERROR: not found") for line in failed)):
            return ""
        if ended < 0:
            return "no end"
        return failed[0] if failed else f"status {ended}"
