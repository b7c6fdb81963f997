"""Checks of the log of a did:webvh (did:webvh 1.0), each entry by what the ones before it left in force."""

from __future__ import annotations

import re

from conformance.authoring import Finding, Findings, capped, check
from conformance.readers.json_schema import kind_of
from conformance_suites.identity.did_method.reader.hashes import entry_hash, hashed, scid_of
from conformance_suites.identity.did_method.reader.log import DID, MEMBERS, SCID, texts

from .types import KNOWN, has_its_type
from .view import History, host_of, is_of_method, is_signed, key_of_proof, prior_names

OF_ENTRIES = (
    *("numbered", "whole", "first", "hashed", "identified", "successive", "parameters", "defined", "versioned"),
    *("proven", "signed", "rotating", "named", "moved", "later", "ended"),
)
ADDRESS = re.compile(r"[0-9]+(?:\.[0-9]+){3}|\[.*")


@check("ID-DWH-001")
def lines_are_objects(document: History) -> Findings:
    if not document.lines:
        yield Finding("", "none")
    for line in document.lines:
        for problem in line.text.of_kind("bom", "utf8", "utf16", "syntax", "empty", "duplicate"):
            received = capped(problem.detail or problem.kind)
            yield Finding(line.where(problem.pointer or "", problem.byte), received=received).cutting(
                "entries", *OF_ENTRIES
            )
        if line.text.usable and not isinstance(line.text.document, dict):
            received = kind_of(line.text.document)
            yield Finding(line.where(), "other", received=received).cutting("entries", *OF_ENTRIES)


@check("ID-DWH-002")
def entries_have_their_members(document: History) -> Findings:
    for entry in document.entries:
        for name, fits in MEMBERS.items():
            if name not in entry.value:
                yield Finding(entry.where(), "missing", name=name).cutting(*OF_ENTRIES)
            elif not fits(entry.value[name]):
                yield Finding(entry.where(f"/{name}"), received=kind_of(entry.value[name])).cutting(*OF_ENTRIES)


@check("ID-DWH-003")
def versions_count_from_one(document: History) -> Findings:
    for at, entry in document.numbered:
        if entry.version is None:
            yield Finding(entry.where("/versionId"), "form", received=capped(entry.text("versionId"))).cutting("hashed")
        elif entry.version[0] != at:
            yield Finding(entry.where("/versionId"), received=entry.version[0], expected=at)


@check("ID-DWH-004")
def versions_have_the_hash_of_their_entry(document: History) -> Findings:
    for entry, given, before in document.hashed:
        expected = entry_hash(entry.value, before)
        if given != expected:
            yield Finding(entry.where("/versionId"), received=capped(given), expected=expected)


@check("ID-DWH-005")
def the_first_entry_names_the_identifier(document: History) -> Findings:
    for entry in document.whole:
        given, is_first = entry.value["parameters"].get("scid"), entry.previous is None
        if is_first and not (isinstance(given, str) and SCID.fullmatch(given)):
            yield Finding(entry.where("/parameters"), received=capped(str(given))).cutting(
                "hashed", "identified", "named", "moved"
            )
        elif not is_first and "scid" in entry.value["parameters"]:
            yield Finding(entry.where("/parameters/scid"), "again")


@check("ID-DWH-006")
def the_identifier_is_that_of_the_first_entry(document: History) -> Findings:
    for entry in document.identified:
        expected = scid_of(entry.value, document.log.scid)
        if document.log.scid != expected:
            yield Finding(entry.where("/parameters/scid"), received=document.log.scid, expected=expected)


@check("ID-DWH-007")
def times_are_in_utc(document: History) -> Findings:
    for entry in document.whole:
        if entry.instant is None:
            yield Finding(entry.where("/versionTime"), received=capped(entry.text("versionTime"))).cutting("successive")


@check("ID-DWH-008")
def times_increase(document: History) -> Findings:
    for before, after, passed in document.successive:
        if passed <= 0:
            received, previous = after.text("versionTime"), before.text("versionTime")
            yield Finding(after.where("/versionTime"), received=received, previous=previous)


@check("ID-DWH-009")
def parameters_are_known(document: History) -> Findings:
    for where, name, _, _ in document.defined:
        if name not in KNOWN:
            yield Finding(where, name=capped(name))


@check("ID-DWH-010")
def parameters_have_their_types(document: History) -> Findings:
    for where, name, value, _ in document.defined:
        if name in KNOWN and name != "scid" and not has_its_type(name, value):
            yield Finding(where, name=name, received=kind_of(value)).cutting("versioned")


@check("ID-DWH-011")
def the_first_entry_names_method_and_keys(document: History) -> Findings:
    for entry in document.first:
        for name in ("method", "updateKeys"):
            if name not in entry.value["parameters"]:
                yield Finding(entry.where("/parameters"), name=name).cutting("signed")


@check("ID-DWH-012")
def versions_of_the_method_do_not_go_back(document: History) -> Findings:
    for parameter, given, before in document.versioned:
        if given < before:
            expected = parameter.entry.before.get("method")
            yield Finding(parameter.where, received=parameter.value, expected=expected)


@check("ID-DWH-013")
def dids_become_portable_at_first(document: History) -> Findings:
    for entry in document.later:
        if entry.parameters.get("portable") is True and not entry.before.get("portable"):
            yield Finding(entry.where("/parameters/portable"))


@check("ID-DWH-014")
def entries_have_a_proof_of_the_method(document: History) -> Findings:
    for entry in document.whole:
        if not any(is_of_method(proof) for proof in entry.proofs):
            yield Finding(entry.where("/proof"))


@check("ID-DWH-015")
def keys_are_authorized(document: History) -> Findings:
    for entry, proof in document.proven:
        key = key_of_proof(proof)
        if key not in entry.active_keys:
            yield Finding(entry.where(f"{proof.pointer}/verificationMethod"), received=capped(key))


@check("ID-DWH-016")
def signatures_verify(document: History) -> Findings:
    for entry, proof in document.signed:
        if not is_signed(proof):
            yield Finding(entry.where(f"{proof.pointer}/proofValue"))


@check("ID-DWH-017")
def announced_keys_follow(document: History) -> Findings:
    for entry in document.rotating:
        announced = texts(entry.before.get("nextKeyHashes"))
        for name in ("updateKeys", "nextKeyHashes"):
            if name not in entry.parameters:
                yield Finding(entry.where("/parameters"), "missing", name=name)
        for at, key in enumerate(texts(entry.parameters.get("updateKeys"))):
            if hashed(key.encode()) not in announced:
                yield Finding(entry.where(f"/parameters/updateKeys/{at}"), received=capped(key))


@check("ID-DWH-018")
def documents_are_of_the_did(document: History) -> Findings:
    for entry in document.named:
        if not entry.did.startswith(f"{DID}{document.log.scid}:") or not host_of(entry.did):
            yield Finding(entry.where("/state/id"), received=capped(entry.did), expected=document.log.scid)


@check("ID-DWH-019")
def hosts_have_names(document: History) -> Findings:
    for entry in document.named:
        host = host_of(entry.did).replace("%3a", "%3A").partition("%3A")[0]
        if ADDRESS.fullmatch(host):
            yield Finding(entry.where("/state/id"), received=capped(host))


@check("ID-DWH-020")
def only_portable_dids_move(document: History) -> Findings:
    for entry, before in document.moved:
        if entry.before.get("portable") is not True:
            yield Finding(entry.where("/state/id"), received=capped(entry.did), previous=capped(before))


@check("ID-DWH-021")
def moved_dids_keep_their_former_name(document: History) -> Findings:
    for entry, before in document.moved:
        if before not in prior_names(entry):
            yield Finding(entry.where("/state"), expected=capped(before))


@check("ID-DWH-022")
def deactivated_dids_are_not_updated(document: History) -> Findings:
    for entry in document.later:
        if entry.before.get("deactivated") is True:
            yield Finding(entry.where("/versionId"), received=capped(entry.text("versionId")))


@check("ID-DWH-023")
def deactivated_dids_have_no_keys(document: History) -> Findings:
    for entry in document.ended:
        if texts(entry.after.get("updateKeys")):
            yield Finding(entry.where("/parameters"), received=len(texts(entry.after.get("updateKeys"))))
