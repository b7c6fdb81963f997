"""Challenges: fresh vectors for a product that nobody else can run, answered once and in time.

What is expected is written nowhere: the vectors are drawn by a seed that only the key of the programme gives, and are
drawn again when the answers are judged.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from datetime import datetime
from hashlib import sha256
from pathlib import Path
from typing import Any, Literal, NamedTuple, Protocol

from conformance.model.digest import digest
from conformance.model.problem import Problem
from conformance.model.text import Text
from conformance.programme.config import Line, Table
from conformance.programme.envelope import Envelope, read_envelope, sealed, statement
from conformance.programme.keys import ED25519
from conformance.programme.ledger import of_issuer
from conformance.programme.moments import moment, written
from conformance.programme.pilot import Pilot
from conformance.programme.result import signed_at
from conformance.programme.signers import Signer
from conformance.programme.statuses import Refusal

KIND, RESULT = "urn:metaverse-conformance:challenge:1", "urn:metaverse-conformance:challenge-result:1"
FOLDER, TOLD, JUDGED, ANSWERS = "challenges", "challenge.dsse.json", "result.dsse.json", "answers.json"
PURPOSE = b"metaverse-conformance challenge seed\0"
"""What the key signs for a seed begins so; no envelope, certificate or token does."""
ANSWERS_BYTES = 1 << 20
NOT_ED25519 = Text(
    "a challenge takes an Ed25519 key of the issuer, whose signatures are always the same",
    "挑战应使用颁发方的 Ed25519 密钥，其签名始终相同",
)
UNKNOWN = Text("there is no challenge {number}: {path} is missing", "没有挑战 {number}：缺少 {path}")
USED = Text(
    "{number} was judged on {when}, and a challenge is used once: make a new one",
    "{number} 已于 {when} 判定，挑战仅可使用一次：请生成新的挑战",
)
LATE = Text(
    "{number} ended on {until}, and the answers come after it: make a new one",
    "{number} 已于 {until} 截止，答复逾期：请生成新的挑战",
)
OTHER_VECTORS = Text(
    "{number} was made with another version of the harness or its suites, or with another key: judge it with {version} "
    "and that key",
    "{number} 由其他版本的测试系统、测试套或其他密钥生成：请以 {version} 和该密钥判定",
)
NOT_ANSWERS = Text(
    "{path} holds no answers: expected are challenge, and answers with accept or refuse for each vector",
    "{path} 不含答复：应有 challenge，以及 answers 中每个向量的 accept 或 refuse",
)
OF_ANOTHER = Text(
    "{path} answers {received}, not {expected}: name the file for this challenge",
    "{path} 答复的是 {received}，而非 {expected}：请指定此挑战的文件",
)
NOT_ITS = Text("{path} answers {names}, which the challenge does not have", "{path} 答复了挑战中没有的 {names}")
PAST = Text("{until} is over: name a day until which answers are taken", "{until} 已过：请指定接收答复的截止日期")


class Vector(Protocol):
    """A file, and what is expected of it."""

    @property
    def data(self) -> bytes: ...
    @property
    def suffix(self) -> str: ...
    @property
    def accept(self) -> bool: ...
    @property
    def rows(self) -> tuple[str, ...]: ...


Draw = Callable[[str, int, int], list[Any]]
"""Vectors of a suite: (suite, count, seed)."""


class Asked(Table):
    """What a challenge is about: a version of a product, the suite, and how many vectors."""

    holder: Line
    product: Line
    version: Line
    suite: Line
    count: int


class Answers(NamedTuple):
    """What a product said of the vectors, and how right that is; `rows` are violated in what it accepted wrongly."""

    right: int
    accepted_wrongly: int
    refused_wrongly: int
    missing: int
    rows: list[str]

    @property
    def passed(self) -> bool:
        """Whether every answer is right."""
        return not (self.accepted_wrongly or self.refused_wrongly or self.missing)


def new_challenge(
    pilot: Pilot, asked: Asked, harness: str, until: datetime, signers: list[Signer], draw: Draw, at: datetime
) -> tuple[str, dict[str, bytes | str], dict[Path, bytes | str]]:
    """The number of a challenge, what the product gets by name, and what stays in the folder.

    Raises Problem where the key may not, or there are too few vectors; OSError.
    """
    signer = _signer(pilot, signers, at)
    if until <= at:
        raise Problem(PAST.filled({"until": written(until)}))
    number = f"X-{len(list((pilot.folder / FOLDER).glob(f'*/{TOLD}'))) + 1:06d}"
    named = _named(draw(asked.suite, asked.count, _seed(signer, number, asked)))
    predicate = {
        **asked.model_dump(),
        "number": number,
        "harness": harness,
        "signed": written(at),
        "until": written(until),
    }
    digests = {name: digest(each.data) for name, each in named.items()}
    told = sealed(statement(KIND, digests, predicate), [signer]).text
    blank = {"challenge": number, "answers": dict.fromkeys(named)}
    given: dict[str, bytes | str] = {f"vectors/{name}": each.data for name, each in named.items()}
    given |= {ANSWERS: json.dumps(blank, indent=1) + "\n", TOLD: told}
    return number, given, {pilot.folder / FOLDER / number / TOLD: told}


def judged_challenge(
    pilot: Pilot, number: str, answers: Path, signers: list[Signer], draw: Draw, at: datetime
) -> tuple[Answers, dict[Path, bytes | str]]:
    """How right the answers are, and the record of that. Raises Problem for a second use or a late one; OSError."""
    signer, path = _signer(pilot, signers, at), pilot.folder / FOLDER / number / TOLD
    if not path.is_file():
        raise Problem(UNKNOWN.filled({"number": number, "path": str(path)}))
    envelope = read_envelope(path)
    pilot.trust.vouching(path.name, envelope, "certify", signed_at(path.name, envelope.predicate), at)
    told = envelope.predicate
    if (result := path.with_name(JUDGED)).exists():
        raise Problem(USED.filled({"number": number, "when": read_envelope(result).predicate["signed"]}))
    if at >= moment(told["until"]):
        raise Problem(LATE.filled({"number": number, "until": told["until"]}))
    given = _read(answers, number, {*envelope.digests})
    asked = Asked(**{name: told[name] for name in Asked.model_fields})
    named = _named(draw(asked.suite, asked.count, _seed(signer, number, asked)))
    if {name: digest(each.data) for name, each in named.items()} != envelope.digests:
        raise Problem(OTHER_VECTORS.filled({"number": number, "version": told["harness"]}))
    found = _compared(named, given)
    predicate = {
        **asked.model_dump(),
        "number": number,
        **found._asdict(),
        "passed": found.passed,
        "signed": written(at),
    }
    digests = {TOLD: digest(envelope.payload), ANSWERS: digest(answers.read_bytes())}
    return found, {result: sealed(statement(RESULT, digests, predicate), [signer]).text}


def passed(pilot: Pilot, key: tuple[str, str, str], at: datetime) -> bool:
    """Whether a version of a product (holder, product, version) passed a challenge. Raises OSError."""
    return any(
        envelope.predicate.get("passed") is True
        and tuple(envelope.predicate.get(name) for name in ("holder", "product", "version")) == key
        for envelope in _results(pilot, at)
    )


def _results(pilot: Pilot, at: datetime) -> Iterator[Envelope]:
    """The results that the issuer signed."""
    for path in sorted((pilot.folder / FOLDER).glob(f"*/{JUDGED}")):
        try:
            envelope = read_envelope(path)
            pilot.trust.vouching(path.name, envelope, "certify", signed_at(path.name, envelope.predicate), at)
        except Refusal:
            continue
        if envelope.statement["predicateType"] == RESULT:
            yield envelope


def _signer(pilot: Pilot, signers: list[Signer], at: datetime) -> Signer:
    keys = of_issuer(pilot, signers, "certify", at)
    found = next((each for each in keys if each.key.algorithm == ED25519), None)
    if found is None:
        raise Problem(NOT_ED25519)
    return found


def _seed(signer: Signer, number: str, asked: Asked) -> int:
    """What only the key gives, the same each time: Ed25519 has no chance in its signatures (RFC 8032, 5.1.6)."""
    about = json.dumps([number, *asked.model_dump().values()]).encode()
    return int.from_bytes(sha256(signer.sign(PURPOSE + about)).digest()[:8], "big")


def _named(drawn: list[Vector]) -> dict[str, Vector]:
    return {f"{number:03d}{each.suffix}": each for number, each in enumerate(drawn, 1)}


class _AnswersFile(Table):
    challenge: Line
    answers: dict[Line, Literal["accept", "refuse"] | None]


def _read(path: Path, number: str, names: set[str]) -> dict[str, str | None]:
    try:
        with path.open("rb") as file:
            told = _AnswersFile.model_validate_json(file.read(ANSWERS_BYTES))
    except ValueError:
        raise Problem(NOT_ANSWERS.filled({"path": str(path)})) from None
    if told.challenge != number:
        raise Problem(OF_ANOTHER.filled({"path": str(path), "received": told.challenge, "expected": number}))
    if surplus := sorted(told.answers.keys() - names):
        raise Problem(NOT_ITS.filled({"path": str(path), "names": surplus}))
    return dict(told.answers)


def _compared(named: Mapping[str, Vector], given: Mapping[str, str | None]) -> Answers:
    said = {name: given.get(name) for name in named}
    wrong = {
        name: each for name, each in named.items() if said[name] not in (None, "accept" if each.accept else "refuse")
    }
    accepted = [each for each in wrong.values() if not each.accept]
    missing = sum(each is None for each in said.values())
    rows = sorted({row for each in accepted for row in each.rows})
    right = len(named) - len(wrong) - missing
    return Answers(right, len(accepted), len(wrong) - len(accepted), missing, rows)
