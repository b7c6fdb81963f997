"""Checks of asset identifiers beyond the schema: CAIP-2, CAIP-10, CAIP-19, ERC-55 and content identifiers."""

from __future__ import annotations

import re

from conformance.authoring import Blocked, Finding, Findings, NotApplicable, check
from conformance.readers.beside import file_beside, sha256_of_file
from conformance.readers.json_document import object_findings
from conformance_suites.assets.tokens.reader.cid import RAW, SHA2_256, Cid, read_cid
from conformance_suites.assets.tokens.reader.eip55 import ADDRESS, checksummed, letter_case_decides

from .view import EVM, LIST, AssetIdentifiers, Name

SINGLE_ITEMS = ("erc721", "erc1155")
# Only its profile defines `nft`, as a token of many items; elsewhere the reference may already identify the item.
HEDERA = "hedera"
MEMBERS = ("asset", "issuer", "owner")


@check("AST-CID-001")
def text_is_a_json_object(listed: AssetIdentifiers) -> Findings:
    yield from object_findings(listed.json_text)


@check("AST-CID-007")
def single_items_have_a_token_id(listed: AssetIdentifiers) -> Findings:
    items = [name for name in listed.assets if name.parts["kind"] in _kinds_of_items(name.parts["namespace"])]
    if not items:
        raise NotApplicable("no_single_item")
    for name in items:
        if name.parts["token"] is None:
            yield Finding(name.pointer, received=name.text)


def _kinds_of_items(namespace: str) -> tuple[str, ...]:
    """The asset namespaces on a chain of this namespace whose assets have many items."""
    return (*SINGLE_ITEMS, "nft") if namespace == HEDERA else SINGLE_ITEMS


@check("AST-CID-008")
def evm_chains_are_numbers(listed: AssetIdentifiers) -> Findings:
    for pointer, reference in listed.evm_references:
        # A reference has at most 32 characters, so its number is in the range of uint256.
        if not re.fullmatch("0|[1-9][0-9]*", reference):
            yield Finding(pointer, received=reference)


@check("AST-CID-009")
def evm_addresses_have_40_digits(listed: AssetIdentifiers) -> Findings:
    for pointer, _, address in listed.evm_addresses:
        if not ADDRESS.fullmatch(address):
            yield Finding(pointer, received=address)


@check("AST-CID-010")
def checksums_hold(listed: AssetIdentifiers) -> Findings:
    for pointer, chain, address in listed.evm_addresses:
        if ADDRESS.fullmatch(address) and letter_case_decides(address):
            expected = checksummed(address, chain)
            if address != expected:
                yield Finding(pointer, received=address, expected=expected)


@check("AST-CID-011")
def checksums_are_written(listed: AssetIdentifiers) -> Findings:
    for pointer, chain, address in listed.evm_addresses:
        if ADDRESS.fullmatch(address) and not letter_case_decides(address):
            corrected = checksummed(address, chain)
            if address != corrected:
                yield Finding(pointer, received=address, corrected=corrected)


@check("AST-CID-012")
def chain_is_that_of_the_asset(listed: AssetIdentifiers) -> Findings:
    chains = {name.pointer.rpartition("/")[0]: name.text for name in listed.chains}
    pairs = [(name, chains[item]) for name in listed.assets if (item := name.pointer.rpartition("/")[0]) in chains]
    if not pairs:
        raise NotApplicable("no_chain_beside_asset")
    for name, chain in pairs:
        if name.parts["chain"] != chain:
            yield Finding(f"{name.pointer.rpartition('/')[0]}/chain", received=chain, expected=name.parts["chain"])


@check("AST-CID-013")
def assets_are_listed_once(listed: AssetIdentifiers) -> Findings:
    first: dict[str, str] = {}
    for name in listed.assets:
        same = _comparable(name)
        if same in first:
            yield Finding(name.pointer, received=name.text, first=first[same])
        first.setdefault(same, name.pointer)


def _comparable(name: Name) -> str:
    """The identifier with the address in one letter case, where case has no meaning in its namespace."""
    if name.parts["namespace"] != EVM or not ADDRESS.fullmatch(name.parts["of"]):
        return name.text
    return name.text.replace(name.parts["of"], name.parts["of"].lower())


@check("AST-CID-014")
def percent_encoding_is_whole(listed: AssetIdentifiers) -> Findings:
    for pointer, text in listed.strings_at(*(f"{LIST}/{member}" for member in MEMBERS)):
        if found := re.search("%(?![0-9A-F]{2}).{0,2}", text):
            yield Finding(pointer, received=found[0])


@check("AST-CID-015")
def content_is_named_by_a_cid(listed: AssetIdentifiers) -> Findings:
    for pointer, cid, _ in listed.contents:
        if read_cid(cid) is None:
            yield Finding(f"{pointer}/uri", received=cid[:120])


@check("AST-CID-016")
def files_are_beside_the_list(listed: AssetIdentifiers) -> Findings:
    for pointer, name in listed.strings_at(f"{LIST}/content/*/file"):
        if listed.folder is None:
            raise NotApplicable("no_folder")
        place = file_beside(listed.folder, name)
        if isinstance(place, str):
            yield Finding(pointer, place, received=name)


@check("AST-CID-017")
def files_have_the_digest_of_their_cid(listed: AssetIdentifiers) -> Findings:
    digests: dict[str, bytes] = {}  # a file is read once, however often it is listed
    for pointer, text, name in listed.contents:
        cid = read_cid(text) if name is not None else None
        place = file_beside(listed.folder, name) if listed.folder and name is not None else "missing"
        if cid is None or isinstance(place, str) or not _names_the_bytes(cid):
            continue
        try:
            digest = digests.get(str(place)) or sha256_of_file(place)
        except OSError as error:
            raise Blocked("unreadable", cause="environment", reason=str(error.strerror)) from None
        digests[str(place)] = digest
        if digest != cid.digest:
            yield Finding(f"{pointer}/file", received=digest.hex(), expected=cid.digest.hex())
    if not digests:
        raise NotApplicable("no_file_with_raw_cid")


def _names_the_bytes(cid: Cid) -> bool:
    """Whether the digest in the CID is that of the raw bytes."""
    return (cid.codec, cid.hash_code, len(cid.digest)) == (RAW, SHA2_256, 32)
