"""The typed view of a list of asset identifiers: the names of chains, accounts and assets in it, and their parts."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import NamedTuple

from conformance.readers.json import json_text
from conformance.readers.json_document import JsonDocument
from conformance.readers.json_values import values_at
from conformance.readers.source import Source

LIST = "/assetIdentifiers/*"
_CHAIN = r"(?P<namespace>[-a-z0-9]{3,8}):(?P<reference>[-_a-zA-Z0-9]{1,32})"
CHAIN = re.compile(_CHAIN)
ACCOUNT = re.compile(rf"(?P<chain>{_CHAIN}):(?P<address>[-.%a-zA-Z0-9]{{1,128}})")
ASSET = re.compile(
    rf"(?P<chain>{_CHAIN})/(?P<kind>[-a-z0-9]{{3,8}}):(?P<of>[-.%a-zA-Z0-9]{{1,128}})"
    r"(?:/(?P<token>[-.%a-zA-Z0-9]{1,78}))?"
)
EVM = "eip155"
CONTRACTS = ("erc20", "erc721", "erc1155")


class Name(NamedTuple):
    """A well-formed identifier, its place and its parts."""

    pointer: str
    text: str
    parts: re.Match[str]


class Content(NamedTuple):
    """A reference to content: the CID in it, and the file next to the document that is declared to hold the content."""

    pointer: str
    cid: str
    file: str | None


@dataclass(frozen=True)
class AssetIdentifiers(JsonDocument):
    """A list of asset identifiers."""

    folder: Path | None

    def strings_at(self, *ways: str) -> Iterator[tuple[str, str]]:
        """(pointer, text) of the strings at these places."""
        for pointer, value in values_at(self.document, *ways):
            if isinstance(value, str):
                yield pointer, value

    def _names(self, form: re.Pattern[str], *members: str) -> list[Name]:
        found = self.strings_at(*(f"{LIST}/{member}" for member in members))
        return [Name(pointer, text, parts) for pointer, text in found if (parts := form.fullmatch(text))]

    @cached_property
    def chains(self) -> list[Name]:
        """The names of chains."""
        return self._names(CHAIN, "chain")

    @cached_property
    def accounts(self) -> list[Name]:
        """The names of accounts."""
        return self._names(ACCOUNT, "issuer", "owner")

    @cached_property
    def assets(self) -> list[Name]:
        """The names of assets that have an asset reference."""
        return self._names(ASSET, "asset")

    @cached_property
    def evm_references(self) -> list[tuple[str, str]]:
        """(pointer, reference) of every chain of the namespace eip155."""
        names = (*self.chains, *self.accounts, *self.assets)
        return [(name.pointer, name.parts["reference"]) for name in names if name.parts["namespace"] == EVM]

    @cached_property
    def evm_addresses(self) -> list[tuple[str, str, str]]:
        """(pointer, chain, address) of every account and contract of the namespace eip155."""
        accounts = [(name.pointer, name.parts, name.parts["address"]) for name in self.accounts]
        contracts = [
            (name.pointer, name.parts, name.parts["of"]) for name in self.assets if name.parts["kind"] in CONTRACTS
        ]
        found = [
            (pointer, parts, part) for pointer, parts, part in (*accounts, *contracts) if parts["namespace"] == EVM
        ]
        return [(pointer, parts["reference"], part) for pointer, parts, part in found]

    @cached_property
    def contents(self) -> list[Content]:
        """Every reference to content by a CID."""
        found = []
        for pointer, item in values_at(self.document, f"{LIST}/content/*"):
            uri, file = (item.get("uri"), item.get("file")) if isinstance(item, dict) else (None, None)
            if isinstance(uri, str):
                path = uri.removeprefix("ipfs://").removeprefix("ipfs/")
                name = re.split(r"[/?#]", path, maxsplit=1)[0]
                whole = name == path  # a path below the CID refers to something other than the CID
                found.append(Content(pointer, name, file if isinstance(file, str) and whole else None))
        return found


def view(source: Source) -> AssetIdentifiers:
    """The list of identifiers. Never raises: a row reports text that is not JSON."""
    return AssetIdentifiers(source.once(json_text), source.folder)
