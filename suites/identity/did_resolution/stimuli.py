"""What the generative cases try: malformed DIDs, and histories of registered DIDs."""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st

from .registrar import CREATE, DEACTIVATE, UPDATE
from .view import DidResolver

METHODS = st.text("abcdefghijklmnopqrstuvwxyz0123456789", min_size=1, max_size=8)
IDS = st.text("ABCXYZabcxyz0189.-_", min_size=1, max_size=8)
# Characters that a URL path may hold as they are and a DID may not: what arrives is what was sent.
NO_METHOD = st.sampled_from("ABZ-_.!$+")
NO_ID = st.sampled_from("!$'()*+,@")


def malformed_dids(resolver: DidResolver) -> Any:
    """Texts that begin as a DID does and leave the grammar in one place; some are the DID that resolves, spoilt."""
    known = resolver.did
    prefix = known[: known.index(":", 4) + 1] if known.count(":") > 1 else "did:example:"
    return st.one_of(
        METHODS.map("did:{}".format),
        METHODS.map("did:{}:".format),
        IDS.map("did::{}".format),
        st.builds("did:{}{}:{}".format, METHODS, NO_METHOD, IDS),
        st.builds("did:{}{}:{}".format, NO_METHOD, METHODS, IDS),
        st.builds("{}{}{}{}".format, st.just(prefix), IDS, NO_ID, IDS),
        st.builds("{}{}:".format, st.just(prefix), IDS),
        st.just(f"{known}:"),
        NO_ID.map(lambda character: f"{known}{character}"),
    )


def _histories(*steps: str) -> Any:
    return st.lists(st.tuples(st.sampled_from(steps), st.sampled_from("ab")), max_size=5).map(
        lambda rest: [[CREATE, "a"], *rest]
    )


def creations(resolver: DidResolver) -> Any:
    """Histories of two DIDs, with the operations that the statement says are there."""
    said = resolver.service.statement
    return _histories(
        CREATE, *([UPDATE] if said["updates"] else []), *([DEACTIVATE] if said["deactivation"] else [])
    )


def updates(resolver: DidResolver) -> Any:
    """Histories with an update at least."""
    return _histories(CREATE, UPDATE).map(lambda history: [*history, [UPDATE, "a"]])


def deactivations(resolver: DidResolver) -> Any:
    """Histories with a deactivation at least."""
    return _histories(CREATE, DEACTIVATE).map(lambda history: [*history, [DEACTIVATE, "a"], [CREATE, "b"]])


STIMULI = {
    "ID-DRS-011": malformed_dids,
    "ID-DRS-021": creations,
    "ID-DRS-022": updates,
    "ID-DRS-023": deactivations,
}
