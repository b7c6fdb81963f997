"""DSSE envelopes (protocol 1.0.2) around in-toto statements: what is signed, and by which keys."""

from __future__ import annotations

import base64
import binascii
import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any, NamedTuple

from conformance.model.text import Text
from conformance.programme.keys import SM2
from conformance.programme.libraries import canonical
from conformance.programme.signers import Signer
from conformance.programme.statuses import Refusal, Status
from conformance.readers.json import parse

PAYLOAD_TYPE = "application/vnd.in-toto+json"
BY_SOFTWARE = "sm2SignedBy"
STATEMENT = "https://in-toto.io/Statement/v1"
ENVELOPE_BYTES = 512 << 10
SIGNATURES = 8
"""No envelope of ours has more."""
MALFORMED = Text(
    "{path} is not a DSSE envelope around an in-toto statement", "{path} 不是封装 in-toto 声明的 DSSE 信封"
)

OTHER_RECORD = Text(
    "{path} is not a record of its kind: restore it from the history of the folder",
    "{path} 不是该类记录：请由文件夹的版本历史恢复",
)


class Signature(NamedTuple):
    """A signature, and the name of its key."""

    key: str
    value: bytes


class Envelope(NamedTuple):
    """A statement as it was signed, byte for byte, and its signatures."""

    payload: bytes
    signatures: tuple[Signature, ...]

    @property
    def statement(self) -> dict[str, Any]:
        """The in-toto statement."""
        told: dict[str, Any] = json.loads(self.payload)
        return told

    @property
    def predicate(self) -> dict[str, Any]:
        told: dict[str, Any] = self.statement["predicate"]
        return told

    @property
    def digests(self) -> dict[str, str]:
        """By the name of each subject, its digest."""
        return {
            each["name"]: f"{name}:{value}"
            for each in self.statement["subject"]
            for name, value in each["digest"].items()
        }

    @property
    def signed(self) -> bytes:
        """What the signatures are over."""
        return encoded(PAYLOAD_TYPE, self.payload)

    def also_by(self, signers: Iterable[Signer]) -> Envelope:
        """The envelope with further signatures; a key signs once."""
        there = {each.key for each in self.signatures}
        more = [Signature(each.key.id, each.sign(self.signed)) for each in signers if each.key.id not in there]
        return self._replace(signatures=(*self.signatures, *more))

    @property
    def text(self) -> str:
        """The envelope as JSON."""
        told = {
            "payloadType": PAYLOAD_TYPE,
            "payload": base64.b64encode(self.payload).decode(),
            "signatures": [
                {"keyid": each.key, "sig": base64.b64encode(each.value).decode()} for each in self.signatures
            ],
        }
        return json.dumps(told, indent=1) + "\n"


def encoded(kind: str, body: bytes) -> bytes:
    """The pre-authentication encoding: type and body, each after its length."""
    return b"DSSEv1 %d %b %d %b" % (len(kind.encode()), kind.encode(), len(body), body)


def statement(kind: str, subjects: dict[str, str], predicate: dict[str, Any]) -> dict[str, Any]:
    """An in-toto statement about subjects by name and digest."""
    named = [
        {"name": name, "digest": {told.partition(":")[0]: told.partition(":")[2]}} for name, told in subjects.items()
    ]
    return {"_type": STATEMENT, "subject": named, "predicateType": kind, "predicate": predicate}


def sealed(content: dict[str, Any], signers: Iterable[Signer]) -> Envelope:
    """The statement in its canonical form, signed; that a program signs by SM2 is stated in it."""
    signing = list(signers)
    if any(each.software and each.key.algorithm == SM2 for each in signing):
        content = {**content, "predicate": {**content["predicate"], BY_SOFTWARE: "software"}}
    return Envelope(canonical(content), ()).also_by(signing)


def by_software(envelopes: Iterable[Envelope]) -> bool:
    """Whether any of these was signed by SM2 without an approved cryptographic product."""
    return any(each.predicate.get(BY_SOFTWARE) == "software" for each in envelopes)


def read_envelope(path: Path) -> Envelope:
    """The envelope in a file. Raises Refusal for anything else, OSError."""
    with path.open("rb") as file:
        found = envelope_of(file.read(ENVELOPE_BYTES + 1))
    if found is None:
        raise Refusal(Status.SIGNATURE, MALFORMED.filled({"path": str(path)}))
    return found


def read_record(path: Path, kind: str, *members: str) -> Envelope:
    """The envelope in a file of a programme: of this kind, with these members. Raises Refusal for another, OSError."""
    found = read_envelope(path)
    if found.statement["predicateType"] != kind or not all(found.predicate.get(each) for each in members):
        raise Refusal(Status.SIGNATURE, OTHER_RECORD.filled({"path": str(path)}))
    return found


def envelope_of(data: bytes) -> Envelope | None:
    """The envelope in these bytes; None where they are not one, or a member is not what it has to be."""
    told = parse(data) if len(data) <= ENVELOPE_BYTES else None
    if told is None or told.problems or not isinstance(told.document, dict):
        return None
    given = told.document
    try:
        if given["payloadType"] != PAYLOAD_TYPE or not 0 < len(given["signatures"]) <= SIGNATURES:
            return None
        payload = base64.b64decode(given["payload"], validate=True)
        signatures = tuple(
            Signature(str(each["keyid"]), base64.b64decode(each["sig"], validate=True)) for each in given["signatures"]
        )
    except (KeyError, TypeError, ValueError, binascii.Error):
        return None
    return Envelope(payload, signatures) if _is_statement(payload) else None


def _is_statement(payload: bytes) -> bool:
    told = parse(payload)
    if told.problems or not isinstance(told.document, dict) or told.document.get("_type") != STATEMENT:
        return False
    content = told.document
    subjects = content.get("subject")
    return (
        isinstance(content.get("predicateType"), str)
        and isinstance(content.get("predicate"), dict)
        and isinstance(subjects, list)
        and all(isinstance(each, dict) and _is_subject(each) for each in subjects)
        and len({each["name"] for each in subjects}) == len(subjects)
    )


def _is_subject(given: dict[str, Any]) -> bool:
    digests = given.get("digest")
    return (
        isinstance(given.get("name"), str)
        and isinstance(digests, dict)
        and len(digests) == 1
        and all(isinstance(each, str) for each in digests.values())
    )


def sigstore_bundle(envelope: Envelope) -> str | None:
    """The envelope as a Sigstore bundle with its first Ed25519 signature alone, since more are refused there.

    None where no key is named with one; the verifier has to be given the public key.
    """
    first = next((each for each in envelope.signatures if len(each.value) == 64), None)
    if first is None:
        return None
    own = json.loads(envelope._replace(signatures=(first,)).text)
    told = {
        "mediaType": "application/vnd.dev.sigstore.bundle.v0.3+json",
        "verificationMaterial": {"publicKey": {"hint": first.key}, "tlogEntries": []},
        "dsseEnvelope": own,
    }
    return json.dumps(told, indent=1) + "\n"
