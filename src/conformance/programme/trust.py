"""Who may vouch for what: parties with their keys, as a user or a programme lists them."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date, datetime
from pathlib import Path
from typing import Annotated, Literal, NamedTuple

from pydantic import AfterValidator, BaseModel, ConfigDict, Field
from pydantic_core import PydanticCustomError

from conformance.engine.plan_mistakes import NAMED
from conformance.model.text import Text
from conformance.programme.envelope import Envelope
from conformance.programme.keys import PublicKey, read_public_key
from conformance.programme.moments import CLOCKS_DIFFER, start_of, written
from conformance.programme.statuses import Refusal, Status

Act = Literal["test", "review", "waive", "certify", "register", "dispute"]
FILE = "trust.toml"
UNKNOWN = Text(
    "{name}: signed by a key that nobody here vouches for ({keys}); name the folder of keys you trust with --trust",
    "{name}：签名密钥不在受信任之列（{keys}）；请用 --trust 指定所信任密钥的文件夹",
)
UNSIGNED = Text("{name}: nobody has signed it", "{name}：没有任何签名")
INVALID = Text(
    "{name}: the signature of {party} does not verify: it was changed after it was signed",
    "{name}：{party} 的签名未通过验证：签名之后被改动",
)
NOT_ENTITLED = Text(
    "{name}: {party} signed it, but may not {act}; ask whoever listed the party",
    "{name}：由 {party} 签名，但其无权 {act}；请咨询列出该方的机构",
)
OUT_OF_TIME = Text(
    "{name}: the key of {party} is valid from {starts} until {ends}, and it was signed on {moment}",
    "{name}：{party} 的密钥自 {starts} 至 {ends} 有效，而签名时间为 {moment}",
)
LATER = Text(
    "{name}: dated {moment}, which is later than {at}: one of the two clocks is wrong",
    "{name}：所署时间 {moment} 晚于 {at}：其中一个时钟有误",
)
ACTS: dict[str, Text] = {
    "test": Text("vouch for results", "为测试结果作证"),
    "review": Text("review", "评审"),
    "waive": Text("grant waivers", "准予豁免"),
    "certify": Text("issue certificates", "颁发证明"),
    "register": Text("keep the register", "维护登记册"),
    "dispute": Text("dispute verdicts", "对结论提出异议"),
}
ALWAYS = Text("always", "始终")


class KeyTable(BaseModel):
    """A key of a party: its file, and from which day to which it signs."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    file: str
    starts: date | None = None
    ends: date | None = None


class PartyTable(BaseModel):
    """A party: an organisation, never a person; its URL or DID, what it may do, and its keys."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    id: Annotated[str, Field(min_length=1)]
    name: Annotated[str, Field(min_length=1)]
    acts: tuple[Act, ...]
    keys: tuple[KeyTable, ...]


def _address(text: str) -> str:
    if not re.fullmatch(r"https?://[^\s/]+(/[^\s]*)?", text):
        told = {"en": "a URL that begins with http:// or https://", "zh": "以 http:// 或 https:// 开头的网址"}
        raise PydanticCustomError(NAMED, "another value is expected", told)
    return text


class TimestampTable(BaseModel):
    """Whose time-stamps of the register count: files of root certificates, and the URL of a service to ask."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    roots: Annotated[tuple[str, ...], Field(min_length=1, max_length=20)]
    url: Annotated[str, Field(max_length=500), AfterValidator(_address)] | None = None


class TrustFile(BaseModel):
    """trust.toml."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    party: tuple[PartyTable, ...]
    timestamp: TimestampTable | None = None


class Party(NamedTuple):
    """A party, and one of its keys."""

    id: str
    name: str
    acts: frozenset[str]
    key: PublicKey
    starts: date | None = None
    ends: date | None = None


class Trust:
    """The parties that are trusted, by the names of their keys."""

    def __init__(self, parties: Iterable[Party]) -> None:
        self.parties = {each.key.id: each for each in parties}

    def last_keys(self) -> list[Party]:
        """Each party with that of its keys that ends last."""
        found: dict[str, Party] = {}
        for each in self.parties.values():
            known = found.get(each.id)
            if known is None or (known.ends or date.max) < (each.ends or date.max):
                found[each.id] = each
        return list(found.values())

    def vouching(self, name: str, envelope: Envelope, act: str, signed: datetime, at: datetime) -> list[Party]:
        """The parties whose signatures say what an envelope says, and who may. Raises Refusal if there are none.

        Signatures by keys that nobody here knows are ignored; one by a known key has to verify. `signed` is the moment
        that the statement names, `at` the one it is looked at.
        """
        if not envelope.signatures:
            raise Refusal(Status.NOBODY, UNSIGNED.filled({"name": name}))
        given = dict.fromkeys(envelope.signatures)
        known = [(self.parties[each.key], each.value) for each in given if each.key in self.parties]
        if not known:
            keys = [each.key for each in envelope.signatures]
            raise Refusal(Status.UNKNOWN, UNKNOWN.filled({"name": name, "keys": keys}))
        for party, signature in known:
            if not party.key.verifies(envelope.signed, signature):
                raise Refusal(Status.SIGNATURE, INVALID.filled({"name": name, "party": party.name}))
        return self.entitled(name, [party for party, _ in known], act, signed, at)

    def entitled(self, name: str, parties: list[Party], act: str, signed: datetime, at: datetime) -> list[Party]:
        """Those of the parties that may do this, with keys that were valid. Raises Refusal if there are none."""
        told: dict[str, object] = {"name": name, "moment": written(signed), "at": written(at)}
        if signed > at + CLOCKS_DIFFER:
            raise Refusal(Status.EXPIRED, LATER.filled(told))
        entitled = [each for each in parties if act in each.acts]
        if not entitled:
            values = {**told, "party": parties[0].name, "act": ACTS[act]}
            raise Refusal(Status.UNKNOWN, NOT_ENTITLED.filled(values))
        for each in entitled:
            if not is_valid(each, signed):
                days = {"party": each.name, "starts": each.starts or ALWAYS, "ends": each.ends or ALWAYS}
                raise Refusal(Status.EXPIRED, OUT_OF_TIME.filled({**told, **days}))
        return entitled


def is_valid(party: Party, moment: datetime) -> bool:
    """Whether the key of a party may sign at a moment."""
    begun = party.starts is None or start_of(party.starts) <= moment
    return begun and (party.ends is None or moment.date() <= party.ends)


def parties_of(tables: Iterable[PartyTable], folder: Path) -> list[Party]:
    """The parties in the tables, one for each key; its files are relative to the folder. Raises Problem, OSError."""
    return [
        Party(each.id, each.name, frozenset(each.acts), read_public_key(folder / key.file), key.starts, key.ends)
        for each in tables
        for key in each.keys
    ]
