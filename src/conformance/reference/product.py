"""The embedded product of one or several families, with all their faults.

A family's reference/ has `FAULTS`, names that begin with the id of the row they violate; `routes(base, fault)`, the
Starlette routes below the URL `base`; and the contents of its plan: `endpoints(base)`, STATEMENT and INFORMATION. What
does not speak HTTP is in `SERVERS`; see reference/servers.py. Where INFORMATION has secrets, `ENVIRONMENT` has their
values, which everybody may know; `AUTHORITIES` is a PEM file with the certificates of what is encrypted.
"""

from __future__ import annotations

from collections.abc import Container, Mapping, Sequence
from typing import Any, Protocol

from conformance.catalogue import Catalogue
from conformance.catalogue.packages import import_code
from conformance.model.family import Family
from conformance.reference.process import ReferenceProcess
from conformance.reference.serving import Fault

PART = "reference"


class Reference(Protocol):
    """The contents of a family's reference/."""

    FAULTS: Sequence[str]
    STATEMENT: dict[str, Any]
    INFORMATION: dict[str, Any]

    def routes(self, base: str, fault: Fault) -> list[Any]: ...

    def endpoints(self, base: str) -> dict[str, str]: ...


def families_with_products(catalogue: Catalogue, kinds: Container[str]) -> list[Family]:
    """The families with a reference product for a service of one of the kinds, each once."""
    services = {name: kind for name, kind in catalogue.kinds.items() if kind.endpoint and name in kinds}
    found = {family.id: family for name in services if (family := catalogue.family_of(catalogue.recogniser(name)))}
    return [family for family in found.values() if family.has(PART)]


def environment_of(part: Reference) -> dict[str, str]:
    """The environment variables that hold the secrets of its plan; most products need none."""
    return dict(getattr(part, "ENVIRONMENT", {}))


def trust_of(part: Reference) -> dict[str, Any]:
    """The table of its plan that names whom to trust; empty if nothing is encrypted."""
    authorities = getattr(part, "AUTHORITIES", None)
    return {} if authorities is None else {"tls": {"authorities": str(authorities)}}


class ReferenceProduct:
    """The parts of some families as one product; `profile` is the profile in its plan."""

    def __init__(self, families: Sequence[Family], profile: str) -> None:
        self._families = families
        self._parts: list[Reference] = [import_code(each.package, each.folder, PART) for each in families]
        self._profile = profile

    @property
    def faults(self) -> list[str]:
        """The faults of all its parts."""
        return [fault for part in self._parts for fault in part.FAULTS]

    @property
    def environment(self) -> dict[str, str]:
        """The environment variables of its plan."""
        return {name: value for part in self._parts for name, value in environment_of(part).items()}

    def plan(self, base: str, servers: Mapping[str, str]) -> dict[str, Any]:
        """The plan of the product at `base`, with other servers at their URLs, as in plan.toml."""
        merged: dict[str, dict[str, Any]] = {"endpoints": dict(servers), "statement": {}, "information": {}}
        for part in self._parts:
            merged["endpoints"] |= part.endpoints(base)
            merged["statement"] |= part.STATEMENT
            merged["information"] |= part.INFORMATION
        return {
            "profile": self._profile,
            "level": "mutual_recognition",
            "product": {"name": "Reference product", "version": "1.0.0"},
            **merged,
            **{name: table for part in self._parts for name, table in trust_of(part).items()},
            "authorisation": {"by": "-", "scope": "-", "starts": "2000-01-01", "ends": "2999-12-31"},
            "limits": {"writing": True, "stimuli": 10},
        }

    def start(self) -> ReferenceProcess:
        """The product in a separate process on loopback. Raises OSError if it does not start."""
        roots = list(dict.fromkeys(str(each.folder.parents[1]) for each in self._families))
        return ReferenceProcess([each.package for each in self._families], roots)
