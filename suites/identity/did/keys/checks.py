"""Checks of public keys that a schema cannot express."""

from __future__ import annotations

from collections.abc import Iterable

from conformance.authoring import Finding, Findings, check
from conformance_suites.identity.keys.reader.jwk import fits
from conformance_suites.identity.keys.reader.mistakes import Mistake, number_mistakes, operation_mistakes
from conformance_suites.identity.keys.reader.names import (
    CURVES,
    KEY_TYPES,
    is_collision_resistant,
    registered_spelling,
)

from .view import DidKeys, Key

LONGEST_SHOWN = 100


@check("ID-DPK-002")
def key_types_are_registered(keys: DidKeys) -> Findings:
    for pointer, members in keys.typed_keys:
        if (kind := members["kty"]) not in KEY_TYPES and not is_collision_resistant(kind):
            yield Finding(f"{pointer}/kty", received=_shown(kind), expected=list(KEY_TYPES))


@check("ID-DPK-003")
def curves_belong_to_the_key_type(keys: DidKeys) -> Findings:
    for pointer, members in keys.curve_keys:
        kind, curve = members["kty"], members["crv"]
        written, where = registered_spelling(curve), f"{pointer}/crv"
        if written in CURVES[kind]:
            if written != curve:
                yield Finding(where, "spelling", received=_shown(curve), expected=written)
        # Other specifications may name further curves of EC keys, but OKP is limited to the registry.
        elif kind == "OKP" or written is not None:
            yield Finding(where, "type", received=_shown(curve), type=kind, expected=list(CURVES[kind]))


@check("ID-DPK-004")
def algorithms_belong_to_the_key_type(keys: DidKeys) -> Findings:
    for pointer, members in keys.labelled_keys:
        if fits(members, members["alg"]) is False:
            of = " ".join(str(members[name]) for name in ("kty", "crv") if name in members)
            yield Finding(f"{pointer}/alg", received=_shown(of), algorithm=members["alg"])


@check("ID-DPK-005")
def values_are_those_of_a_key(keys: DidKeys) -> Findings:
    for key in keys.valued_keys:
        yield from _told(key, number_mistakes(key.members))


@check("ID-DPK-006")
def operations_do_not_contradict(keys: DidKeys) -> Findings:
    for key in keys.did.jwks:
        yield from _told(Key(*key), operation_mistakes(key[1]))


def _told(key: Key, mistakes: Iterable[Mistake]) -> Findings:
    for mistake in mistakes:
        where = f"{key.pointer}/{mistake.member}" if mistake.member else key.pointer
        yield Finding(where, mistake.sentence, **mistake.values)


def _shown(text: str) -> str:
    return text if len(text) <= LONGEST_SHOWN else f"{text[: LONGEST_SHOWN - 1]}…"
