"""The rows of all suites by id."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Mapping

from conformance.model.requirement import Requirement, Suite


class Rows(Mapping[str, Requirement]):
    """Looking up a row reads only its own suite, which its prefix names."""

    def __init__(self, suites: Iterable[Suite]) -> None:
        self._suites = list(suites)
        self._by_prefix = {suite.prefix: suite for suite in self._suites}
        self._read: dict[str, dict[str, Requirement]] = {}

    @property
    def prefixes(self) -> Container[str]:
        """The prefixes of ids that suites have."""
        return self._by_prefix

    def __getitem__(self, requirement: str) -> Requirement:
        prefix = requirement.rpartition("-")[0]
        if prefix not in self._read:
            self._read[prefix] = {row.id: row for row in self._by_prefix[prefix].requirements}
        return self._read[prefix][requirement]

    def __iter__(self) -> Iterator[str]:
        return (row.id for suite in self._suites for row in suite.requirements)

    def __len__(self) -> int:
        return sum(len(suite.requirements) for suite in self._suites)
