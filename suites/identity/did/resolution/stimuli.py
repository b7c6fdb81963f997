"""What the generative cases try: malformed DIDs, and histories of registered DIDs."""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st

from conformance.authoring import stimuli

from .registrar import CREATE, DEACTIVATE, UPDATE
from .view import DidResolver

METHODS = st.text("abcdefghijklmnopqrstuvwxyz0123456789", min_size=1, max_size=8)
IDS = st.text("ABCXYZabcxyz0189.-_", min_size=1, max_size=8)
# Characters that a URL path may contain unencoded and a DID may not: they arrive as they were sent.
NO_METHOD = st.sampled_from("ABZ-_.!$+")
NO_ID = st.sampled_from("!$'()*+,@")


@stimuli("ID-DRS-011")
def malformed_dids(resolver: DidResolver) -> Any:
    """Strings that start like a DID, each violating the grammar in another way; some are the DID that resolves."""
    known = resolver.did
    method = ":".join(known.split(":")[:2]) if known.startswith("did:") else "did:example"
    return st.tuples(
        METHODS.map("did:{}".format),
        METHODS.map("did:{}:".format),
        IDS.map("did::{}".format),
        st.builds("did:{}{}:{}".format, METHODS, NO_METHOD, IDS),
        st.builds("did:{}{}:{}".format, NO_METHOD, METHODS, IDS),
        st.builds("{}:{}{}{}".format, st.just(method), IDS, NO_ID, IDS),
        st.builds("{}:{}:".format, st.just(method), IDS),
        st.just(f"{known}:"),
        NO_ID.map(lambda character: f"{known}{character}"),
    )


def _histories(steps: list[str], *end: list[str]) -> Any:
    """Histories of two DIDs that begin with a creation and end with the given steps."""
    step = st.tuples(st.sampled_from(steps), st.sampled_from("ab"))
    return st.lists(step, max_size=4).map(lambda middle: [[CREATE, "a"], *middle, *end])


@stimuli("ID-DRS-021")
def creations(resolver: DidResolver) -> Any:
    """Histories of the operations that the statement declares."""
    said = resolver.service.statement
    known = {CREATE: True, UPDATE: said["updates"], DEACTIVATE: said["deactivation"]}
    return _histories([name for name, there in known.items() if there], [CREATE, "b"])


@stimuli("ID-DRS-022")
def updates(resolver: DidResolver) -> Any:
    """Histories with at least two updates."""
    return _histories([CREATE, UPDATE], [UPDATE, "a"], [UPDATE, "a"])


@stimuli("ID-DRS-023")
def deactivations(resolver: DidResolver) -> Any:
    """Histories with at least one deactivation."""
    return _histories([CREATE, DEACTIVATE], [DEACTIVATE, "a"], [CREATE, "b"])
