"""One process that has collected all tests: a trial is a copy of it in which the functions of one file are replaced.

What was made of the file when it was imported stays as it was, so a mutant that is not caught here is tried once more
where it is imported anew (nest.py). Reads and writes lines as nest.py does; `file` is the path of the mutated file.
"""

from __future__ import annotations

import ast
import gc
import json
import os
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from types import CodeType, FunctionType
from typing import Any

import pytest

from tests.mutants.nest import OPTIONS, limit, trial

UNFIT = 99  # the status where a function cannot be replaced


def function_of(text: str, line: int) -> str:
    """The name of the function in whose body the line is, which runs when it is called; "" for what imports run."""
    functions = (each for each in ast.walk(ast.parse(text)) if isinstance(each, ast.FunctionDef | ast.AsyncFunctionDef))
    names = [each.name for each in functions if each.body[0].lineno <= line <= (each.end_lineno or 0)]
    return names[-1] if names else ""


class Trials:
    """Takes the place of running the tests that were collected."""

    def __init__(self, answers: int) -> None:
        self._answers = answers
        self._functions: dict[str, list[FunctionType]] = {}

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        items = {item.nodeid: item for item in session.items}
        for each in gc.get_objects():
            if isinstance(each, FunctionType):
                self._functions.setdefault(each.__code__.co_filename, []).append(each)
        for line in sys.stdin:
            asked = json.loads(line)
            told = trial(self._run(asked, [items[each] for each in asked["tests"] if each in items]))
            os.write(self._answers, (json.dumps(told) + "\n").encode())
        return True

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        if report.failed:
            os.write(1, f"\nFAILED {report.nodeid}\n".encode())
            os._exit(1)

    def _run(self, asked: dict[str, Any], items: list[pytest.Item]) -> Callable[[], int]:
        def run() -> int:
            limit(asked)
            if asked["file"]:
                try:
                    self._replace(asked["file"])
                except ValueError:
                    return UNFIT
            for at, item in enumerate(items, 1):
                following = items[at] if at < len(items) else None
                item.config.hook.pytest_runtest_protocol(item=item, nextitem=following)
            return 0 if items else UNFIT

        return run

    def _replace(self, file: str) -> None:
        """Give each function of the file its new code. Raises ValueError where it uses other names of outside."""
        text = Path(file).read_text(encoding="utf-8")
        codes = list(_codes(compile(text, file, "exec", dont_inherit=True)))
        alike = Counter(map(_name, codes))  # lambdas of one line cannot be told apart
        now = {_name(code): code for code in codes if alike[_name(code)] == 1}
        for function in self._functions.get(file, ()):
            if code := now.get(_name(function.__code__)):
                function.__code__ = code


def _codes(code: CodeType) -> Iterator[CodeType]:
    for each in code.co_consts:
        if isinstance(each, CodeType):
            yield each
            yield from _codes(each)


def _name(code: CodeType) -> tuple[str, int]:
    return code.co_qualname, code.co_firstlineno


def main() -> None:
    answers = os.dup(1)
    os.dup2(2, 1)  # what pytest itself says
    pytest.main(
        [*OPTIONS, "-s", "--no-summary", "--ignore=tests/reporting/test_in_browser.py", "tests"], [Trials(answers)]
    )


if __name__ == "__main__":
    main()
