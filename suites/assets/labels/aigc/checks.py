"""Checks of implicit labels of AI generation: GB 45438-2025, its practice guides and the coding of providers."""

from __future__ import annotations

import binascii
import re
from collections.abc import Iterator
from typing import Any

from conformance.authoring import Blocked, Finding, Findings, check
from conformance.readers.json_schema import kind_of
from conformance_suites.assets.labels.reader.aigc import (
    MEMBERS,
    PRODUCER_MEMBERS,
    PROPAGATOR_MEMBERS,
    PROVIDER_CODE_LENGTH,
    credit_code_check,
    signed_message,
)
from conformance_suites.assets.labels.reader.bounds import SIGNATURES_VERIFIED
from conformance_suites.assets.labels.reader.sm2 import public_keys, sm3, verifies

from .view import Found, Labelled

SM2_WITH_SM3 = "1.2.156.10197.1.501"
# The guide has Md; producers also write the other two.
SIGNED_LABEL = ("Md", "LabelMataData", "LabelMetaData")
# The quotation mark is among them: Annex E allows it after the backslash of its JSON escape.
ALLOWED = re.compile(r"[\x21-\x5B\x5D-\x7E]*")


@check("AST-AIG-001")
def file_has_one_label(file: Labelled) -> Findings:
    for found in file.labels[1:]:
        yield Finding(found.offset, site=found.site, first=file.labels[0].offset)


@check("AST-AIG-002")
def label_is_a_json_object(file: Labelled) -> Findings:
    for found in file.labels:
        if found.label.members is None:
            cut = ("objects", "marked", "organisations", "propagated", "secured")
            yield Finding(found.offset, "yaml" if file.is_text else "json", site=found.site).cutting(*cut)


@check("AST-AIG-003")
def member_names_of_the_label_are_unique(file: Labelled) -> Findings:
    for found in file.objects:
        for problem in found.label.text.of_kind("duplicate"):
            yield Finding(found.offset, name=problem.detail)


@check("AST-AIG-004")
def the_labelling_side_is_named(file: Labelled) -> Findings:
    for found in file.objects:
        # A platform that labels what it only suspects knows only itself, not the producer.
        by_propagator = all(found.members.get(name, "") != "" for name in PROPAGATOR_MEMBERS)
        for name in PRODUCER_MEMBERS[:1] if by_propagator else PRODUCER_MEMBERS:
            if found.members.get(name, "") == "":
                finding = Finding(found.offset, "empty" if name in found.members else "missing", name=name)
                yield finding.cutting("secured", *(("marked",) if name == "Label" else ()))


@check("AST-AIG-005")
def members_are_strings(file: Labelled) -> Findings:
    for found in file.objects:
        for name, value in found.members.items():
            if name in MEMBERS and not isinstance(value, str):
                yield Finding(found.offset, name=name, received=kind_of(value)).cutting("secured", "marked")


@check("AST-AIG-006")
def members_are_those_of_the_standard(file: Labelled) -> Findings:
    for found in file.objects:
        for name in found.members:
            if name not in MEMBERS:
                yield Finding(found.offset, received=name[:80])


@check("AST-AIG-007")
def label_is_one_of_three(file: Labelled) -> Findings:
    for found in file.marked:
        if found.text("Label") and found.text("Label") not in ("1", "2", "3"):
            yield Finding(found.offset, received=found.text("Label")[:80], expected=["1", "2", "3"])


@check("AST-AIG-008")
def values_use_the_allowed_characters(file: Labelled) -> Findings:
    for found in file.objects:
        for name in (*PRODUCER_MEMBERS[1:], *PROPAGATOR_MEMBERS):
            text = found.text(name)
            end = len(ALLOWED.match(text)[0])  # type: ignore[index]  # it matches the empty text as well
            if end < len(text):
                yield Finding(found.offset, name=name, received=f"U+{ord(text[end]):04X}", position=end + 1)


@check("AST-AIG-009")
def label_stands_where_the_guide_puts_it(file: Labelled) -> Findings:
    for site in file.strayed:
        yield Finding(site.offset, received=site.name)


@check("AST-AIG-010")
def provider_codes_have_27_characters(file: Labelled) -> Findings:
    for found, name, code in file.organisations:
        if len(code) != PROVIDER_CODE_LENGTH:
            yield Finding(found.offset, name=name, received=len(code), expected=PROVIDER_CODE_LENGTH)


@check("AST-AIG-011")
def credit_codes_end_in_their_check_character(file: Labelled) -> Findings:
    for found, name, code in file.organisations:
        expected = credit_code_check(code[4:22])
        if len(code) == PROVIDER_CODE_LENGTH and expected != code[21]:
            yield Finding(
                found.offset, "check" if expected else "alphabet", name=name, received=code[4:22], check=expected
            )


@check("AST-AIG-012")
def propagation_members_go_together(file: Labelled) -> Findings:
    for found in file.propagated:
        given = [name for name in PROPAGATOR_MEMBERS if found.members.get(name) not in (None, "")]
        if len(given) == 1:
            (missing,) = set(PROPAGATOR_MEMBERS) - set(given)
            yield Finding(found.offset, given=given[0], missing=missing)


@check("AST-AIG-013")
def propagation_members_are_filled_in(file: Labelled) -> Findings:
    for found in file.objects:
        produced = all(found.text(name) for name in PRODUCER_MEMBERS)
        if produced and all(found.members.get(name) in (None, "") for name in PROPAGATOR_MEMBERS):
            yield Finding(found.offset)


@check("AST-AIG-014")
def signature_of_the_label_verifies(file: Labelled) -> Findings:
    unknown, left = 0, SIGNATURES_VERIFIED
    for found, entries in file.secured:
        others, before = 0, left
        for keys, signature in _signatures(entries):
            if keys is None:
                others += 1
            elif not keys or not left:
                unknown += 1
            else:
                left -= 1
                if not any(_verifies(found, key, signature) for key in keys):
                    yield Finding(found.offset)
        unknown += others if left == before else 0  # signatures over content may accompany one over the label
    if unknown:
        raise Blocked("unknown_signature", cause="specification", count=unknown)


def _signatures(entries: list[dict[str, Any]]) -> Iterator[tuple[tuple[bytes, ...] | None, bytes]]:
    """(keys that may verify it, signature) of every signature; None for other kinds and those not over the label."""
    keys = {
        str(each.get("KeyID", 0)): public_keys(_bytes(each.get("KeyValue")))
        for each in reversed(entries)
        if each.get("Type") == "PubKey"
    }
    for each in entries:
        signed = each.get("TBSData")
        if each.get("Type") == "DS" and isinstance(signed, dict):
            known = each.get("AlgID") == SM2_WITH_SM3 and signed.get("Type") in SIGNED_LABEL
            yield keys.get(str(each.get("KeyID", 0)), ()) if known else None, _bytes(each.get("Signature"))


def _verifies(found: Found, key: bytes, signature: bytes) -> bool:
    """Producers sign the text of the three members, or its SM3 digest: the guide allows both."""
    message = signed_message({name: found.text(name) for name in PRODUCER_MEMBERS})
    return verifies(key, message, signature) or verifies(key, sm3(message), signature)


def _bytes(value: object) -> bytes:
    try:
        return bytes.fromhex(value) if isinstance(value, str) else b""
    except (ValueError, binascii.Error):
        return b""


@check("AST-AIG-015")
def trained_media_are_labelled(file: Labelled) -> Findings:
    if not file.labels:
        for offset in file.trained[:1]:
            yield Finding(offset)
