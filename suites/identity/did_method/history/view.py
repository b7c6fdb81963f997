"""The log of a did:webvh as the rows see it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from typing import Any, NamedTuple

from conformance.authoring import Where
from conformance.readers.source import Source
from conformance_suites.identity.data_integrity.reader.keys import (
    DID_KEY,
    ED25519,
    SIGNATURE_OCTETS,
    Key,
    base58,
    key_of,
    method_of,
)
from conformance_suites.identity.data_integrity.reader.secured import EDDSA_JCS, Proof
from conformance_suites.identity.data_integrity.reader.verifying import verifies
from conformance_suites.identity.did_method.reader.log import DID, MEMBERS, METHOD, Entry, Line, Log, read_log, texts

PURPOSE = "assertionMethod"


class Parameter(NamedTuple):
    """A parameter that an entry sets, as it is written."""

    where: Where
    name: str
    value: Any
    entry: Entry


@dataclass(frozen=True)
class History:
    """A log whose entries are judged one after the other."""

    log: Log

    @property
    def logs(self) -> list[Log]:
        return [self.log]

    @property
    def lines(self) -> list[Line]:
        return self.log.lines

    @cached_property
    def entries(self) -> list[Entry]:
        return self.log.entries

    @cached_property
    def whole(self) -> list[Entry]:
        """The entries that have every member in the right type."""
        wanted = MEMBERS.items()
        return [
            each for each in self.entries if all(name in each.value and fits(each.value[name]) for name, fits in wanted)
        ]

    @property
    def numbered(self) -> list[tuple[int, Entry]]:
        """The entries with a version, with the numbers that they should have."""
        return [each for each in enumerate(self.entries, 1) if isinstance(each[1].value.get("versionId"), str)]

    @property
    def first(self) -> list[Entry]:
        """The first entry, if it has every member."""
        return [each for each in self.whole if each.previous is None]

    @property
    def hashed(self) -> list[tuple[Entry, str, str]]:
        """(entry, its hash, the version before it) of entries that have a number and a hash."""
        found = []
        for each in self.whole:
            before = each.previous.text("versionId") if each.previous else self.log.scid
            if each.version is not None and before:
                found.append((each, each.version[1], before))
        return found

    @property
    def identified(self) -> list[Entry]:
        """The first entry, if it names the SCID."""
        return self.first if self.log.scid else []

    @property
    def successive(self) -> list[tuple[Entry, Entry, float]]:
        """Neighbours that both say when they were made, with the seconds between them."""
        pairs = [(before, after, before.instant, after.instant) for before, after in pairwise(self.whole)]
        return [(one, two, end - at) for one, two, at, end in pairs if at is not None and end is not None]

    @property
    def parameters(self) -> list[Parameter]:
        """Every parameter that an entry sets."""
        return [
            Parameter(each.where(f"/parameters/{name}"), name, value, each)
            for each in self.whole
            for name, value in each.value["parameters"].items()
        ]

    @property
    def defined(self) -> list[Parameter]:
        """Those of entries that follow version 1.0 of the method: other versions define others."""
        return [each for each in self.parameters if _version(each.entry.after.get("method")) in (None, (1, 0))]

    @property
    def versioned(self) -> list[tuple[Parameter, tuple[int, int], tuple[int, int]]]:
        """(parameter, its version of the method, the one in force) of entries that name a version."""
        found = []
        for each in self.parameters:
            given = _version(each.value) if each.name == "method" else None
            before = _version(each.entry.before.get("method")) or (0, 0)
            if given is not None:
                found.append((each, given, before))
        return found

    @property
    def proven(self) -> list[tuple[Entry, Proof]]:
        """The proofs that this method uses, by a did:key whose fragment is its value."""
        return [(each, proof) for each in self.whole for proof in each.proofs if is_of_method(proof)]

    @property
    def signed(self) -> list[tuple[Entry, Proof]]:
        """Those made with a key that is authorized."""
        return [(each, proof) for each, proof in self.proven if key_of_proof(proof) in each.active_keys]

    @property
    def rotating(self) -> list[Entry]:
        """The entries whose keys were announced before."""
        return [each for each in self.whole if each.rotates]

    @property
    def named(self) -> list[Entry]:
        """The entries whose document has an identifier, if the log has an SCID."""
        return [each for each in self.whole if each.did and self.log.scid]

    @property
    def moved(self) -> list[tuple[Entry, str]]:
        """(entry, the DID before) of entries that give the DID another name."""
        pairs = [each for each in pairwise(self.named) if each[0].did != each[1].did]
        return [(after, before.did) for before, after in pairs]

    @property
    def later(self) -> list[Entry]:
        """The entries after the first."""
        return [each for each in self.whole if each.previous is not None]

    @property
    def ended(self) -> list[Entry]:
        """The entries that deactivate the DID."""
        return [each for each in self.whole if each.parameters.get("deactivated") is True]


def _version(method: Any) -> tuple[int, int] | None:
    found = METHOD.fullmatch(method) if isinstance(method, str) else None
    return (int(found[1]), int(found[2])) if found else None


def is_of_method(proof: Proof) -> bool:
    """Whether a proof is of the suite and for the purpose of did:webvh 1.0, with a did:key."""
    return (
        proof.cryptosuite == EDDSA_JCS
        and proof.text("proofPurpose") == PURPOSE
        and (proof.text("verificationMethod") or "").startswith(DID_KEY)
    )


def key_of_proof(proof: Proof) -> str:
    """The key of a proof as a multikey."""
    found = method_of(proof.text("verificationMethod") or "")
    return found[0] if found else ""


def is_signed(proof: Proof) -> bool:
    """Whether a proof of the method is the signature of its key, of Ed25519, over the entry."""
    key, value = key_of(key_of_proof(proof)), base58(proof.text("proofValue") or "")
    fits = isinstance(key, Key) and key.curve == ED25519 and value is not None
    return fits and len(value or b"") == SIGNATURE_OCTETS[ED25519] and verifies(proof)


def prior_names(entry: Entry) -> list[str]:
    """The other names in the document of an entry."""
    return texts(entry.value["state"].get("alsoKnownAs"))


def host_of(did: str) -> str:
    """The host of a did:webvh, still percent-encoded, with its port."""
    return did.removeprefix(DID).partition(":")[2].partition(":")[0]


def view(source: Source) -> History:
    """The log in the source. Raises Blocked where it exceeds a limit of the harness."""
    return History(source.once(read_log))
