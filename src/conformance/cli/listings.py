"""What the catalogue holds, as records; only what has to do with chosen requirements, where some are chosen."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from itertools import chain
from typing import Any

from conformance.catalogue import Catalogue
from conformance.model.journal.to_json import text
from conformance.model.profile import Profile
from conformance.model.requirement import Suite

Records = Iterator[dict[str, Any]]


class Chosen:
    """The requirements that count: those of a suite, those of a profile at any level, those of both, or all."""

    def __init__(self, catalogue: Catalogue, suite: str | None, profile: str | None) -> None:
        self.catalogue = catalogue
        self.profile: Profile | None = catalogue.profile(profile) if profile is not None else None
        self._suite = catalogue.suite(suite) if suite is not None else None
        self.level_of = (
            {row: level for level, rows in self.profile.levels.items() for row in rows} if self.profile else {}
        )

    def __contains__(self, requirement: str) -> bool:
        of_suite = self._suite is None or requirement.startswith(f"{self._suite.prefix}-")
        return of_suite and (self.profile is None or requirement in self.level_of)

    @property
    def all(self) -> bool:
        """Whether nothing is left out."""
        return self._suite is None and self.profile is None

    @property
    def suites(self) -> list[Suite]:
        """The suites of the requirements."""
        if self.all:
            return list(self.catalogue.suites.values())
        return [suite for suite in self.catalogue.suites.values() if any(row.id in self for row in suite.requirements)]


def families(chosen: Chosen) -> Records:
    suites = {suite.id for suite in chosen.suites}
    for family in chosen.catalogue.families.values():
        own = [name for name in chosen.catalogue.suites if name.rpartition("/")[0] == family.id and name in suites]
        if own or chosen.all:
            yield {
                "id": family.id,
                "title": text(family.title),
                "owner": family.owner,
                "uses": list(family.uses),
                "extras": list(family.extras),
                "suites": own,
            }


def suites(chosen: Chosen) -> Records:
    for suite in chosen.suites:
        yield {
            "id": suite.id,
            "version": suite.version,
            "prefix": suite.prefix,
            "kind": suite.kind,
            "requirements": sum(row.id in chosen for row in suite.requirements),
            "title": text(suite.title),
            "owner": suite.owner,
        }


def requirements(chosen: Chosen) -> Records:
    for suite in chosen.suites:
        for row in suite.requirements:
            if row.id in chosen:
                yield {
                    "id": row.id,
                    "suite": suite.id,
                    "obligation": row.obligation.value,
                    "origin": row.origin.value,
                    "title": text(row.title),
                    "level": chosen.level_of.get(row.id),
                    "excluded": row.excluded and text(row.excluded),
                }


def profiles(chosen: Chosen) -> Records:
    catalogue = chosen.catalogue
    for name, profile in chain(catalogue.profiles(), catalogue.frozen_profiles()):
        required = [row for rows in profile.levels.values() for row in rows]
        if name == getattr(chosen.profile, "id", name) and any(row in chosen for row in required):
            yield {
                "id": name,
                "version": profile.version,
                "title": text(profile.title),
                "role": text(profile.role),
                "kinds": list(profile.kinds),
                "levels": {level: len(profile.requirements(level)) for level in profile.levels},
            }


def kinds(chosen: Chosen) -> Records:
    of_kind: dict[str, list[str]] = {}
    for suite in chosen.suites:
        of_kind.setdefault(suite.kind, []).append(suite.id)
    for name, kind in chosen.catalogue.kinds.items():
        if name in of_kind or (chosen.profile and name in chosen.profile.kinds):
            yield {
                "id": name,
                "title": text(kind.title),
                "judge": kind.judge,
                "of": kind.of,
                "suites": of_kind.get(name, []),
            }


def standards(chosen: Chosen) -> Records:
    rows = [row for row in chosen.catalogue.requirements.values() if row.id in chosen]
    cited = {basis.rpartition(":")[0] for row in rows for basis in row.basis}
    for standard in chosen.catalogue.standards.values():
        if chosen.all or standard.key in cited:
            yield {
                "key": standard.key,
                "title": text(standard.title),
                "edition": standard.edition,
                "publisher": standard.publisher,
                "country": standard.country,
                "status": standard.status,
                "text": standard.text,
                "cited": standard.key in cited,
            }


def codes(chosen: Chosen) -> Records:
    from conformance.drafting.official_codes import official_codes

    for each in official_codes(chosen.catalogue):
        covering = [row for row in each.rows if row in chosen]
        if chosen.all or covering:
            yield {
                "tool": each.tool,
                "code": each.code,
                "severity": text(each.severity),
                "requirements": covering,
                "reason": each.reason and text(each.reason),
            }


LISTINGS: Mapping[str, Callable[[Chosen], Records]] = {
    "families": families,
    "suites": suites,
    "requirements": requirements,
    "profiles": profiles,
    "kinds": kinds,
    "standards": standards,
    "codes": codes,
}
