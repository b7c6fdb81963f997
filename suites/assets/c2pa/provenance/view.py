"""The C2PA manifest of a media file as its rows see it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from conformance.readers.source import Source
from conformance_suites.assets.c2pa.reader.manifest import ManifestStore, Status, manifest_store

BINDING = tuple(
    f"assertion.{kind}Hash.{fault}"
    for kind in ("data", "bmff", "boxes", "multiAsset", "collection")
    for fault in ("mismatch", "unknownBox", "missingPart", "incorrectFileCount")
)
SIGNATURE = ("claimSignature.mismatch", "claimSignature.missing")
ASSERTIONS = ("assertion.hashedURI.", "assertion.missing", "assertion.undeclared", "assertion.outsideManifest")
INGREDIENTS = ("ingredient.manifest.", "ingredient.claimSignature.", "ingredient.hashedURI.")
VALIDITY = ("claimSignature.outsideValidity", "signingCredential.expired")
CREDENTIAL = ("signingCredential.invalid",)
ACTIONS = ("assertion.action.malformed",)
STAMPED = "timeStamp.validated"
# Whom to trust is up to the validator, and nothing is downloaded.
NOT_JUDGED = ("signingCredential.untrusted", "assertion.inaccessible", "manifest.inaccessible")
FIRST = ("c2pa.created", "c2pa.opened")


@dataclass(frozen=True)
class Provenance:
    """A media file with its manifest store, if it has one."""

    store: ManifestStore | None

    @property
    def stores(self) -> list[ManifestStore]:
        """The manifest store."""
        return [self.store] if self.store else []

    @property
    def manifests(self) -> list[dict[str, Any]]:
        """The active manifest, if the store could be read."""
        return [store.active for store in self.stores if store.active is not None]

    @property
    def bindings(self) -> list[dict[str, Any]]:
        """The active manifest, if the content it is bound to is available."""
        return self.manifests if self.store and self.store.asset else []

    @property
    def detached(self) -> list[ManifestStore]:
        """The manifest store, if it is a separate file."""
        return [store for store in self.stores if store.detached]

    @property
    def offset(self) -> int:
        """Where the store begins in the file."""
        return self.store.offset if self.store else 0

    def failed(self, *codes: str) -> Iterator[Status]:
        """The failures with a code that starts with one of these."""
        return (each for store in self.stores for each in store.failures if each.code.startswith(codes))

    @property
    def other_failures(self) -> Iterator[Status]:
        """The failures that no other row reports."""
        told = (*BINDING, *SIGNATURE, *ASSERTIONS, *INGREDIENTS, *VALIDITY, *CREDENTIAL, *NOT_JUDGED)
        known = (*told, *ACTIONS) if self.action_faults else told
        return (each for store in self.stores for each in store.failures if not each.code.startswith(known))

    @property
    def signatures(self) -> list[dict[str, Any]]:
        """The active manifest, if its signature verifies: time-stamps are bound to it or to what it signs."""
        return [] if any(self.failed(*SIGNATURE)) else self.manifests

    @property
    def stamped(self) -> bool:
        """Whether the active manifest has a time-stamp that validates."""
        return any(each.code == STAMPED for store in self.stores for each in store.successes)

    @property
    def ingredients(self) -> list[dict[str, Any]]:
        """The ingredients of the active manifest that have a manifest themselves."""
        listed = [each for manifest in self.manifests for each in manifest.get("ingredients") or ()]
        return [each for each in listed if isinstance(each, dict) and each.get("active_manifest")]

    @property
    def ingredient_faults(self) -> Iterator[Status]:
        """The failures of the manifests of ingredients, and those of integrity that the signer did not record."""
        changed = (*INGREDIENTS, *BINDING, *SIGNATURE, *ASSERTIONS)
        for store in self.stores:
            yield from (each for each in store.failures if each.code.startswith(INGREDIENTS))
            yield from (each for each in store.ingredient_failures if each.code.startswith(changed))

    @property
    def acting(self) -> list[dict[str, Any]]:
        """The active manifest, if it is a standard one of the second claim version, which must list its actions."""
        found = [store.active for store in self.stores if store.active is not None and store.hard_bound]
        return [each for each in found if each.get("claim_version") == 2]

    @property
    def created(self) -> list[dict[str, Any]]:
        """The actions that created the content of a manifest that must list them."""
        stores = self.stores if self.acting else ()
        return [each for store in stores for each in store.actions if each.get("action") == "c2pa.created"]

    @property
    def typed(self) -> list[str]:
        """The digital source types that actions name."""
        named = [each.get("digitalSourceType") for store in self.stores for each in store.actions]
        return [each for each in named if isinstance(each, str)]

    @cached_property
    def action_faults(self) -> dict[str, str]:
        """The rules on actions that are broken, where the library agrees that one is: rule -> actual actions."""
        faults: dict[str, str] = {}
        if self.store is None or not self.acting or not any(self.failed(*ACTIONS)):
            return faults
        names = [str(each.get("action")) for each in self.store.actions]
        starts = [name for name in names if name in FIRST]
        if not names:
            faults["none"] = ""
        elif names[0] not in FIRST:
            faults["first"] = names[0]
        if len(starts) > 1:
            faults["once"] = ", ".join(starts)
        if any(not each.get("digitalSourceType") for each in self.created):
            faults["source"] = ""
        return faults


def view(source: Source) -> Provenance:
    """The manifest of a media file. Raises NotRun where the library is missing, Blocked beyond a bound."""
    return Provenance(source.once(manifest_store))
