"""The reference product for digital identity: a DID resolver with a registrar, and an OpenID provider.

Honest by default. `python -m conformance.reference.identity` serves it on loopback.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from conformance.reference import provider, resolver
from conformance.reference.serving import Fault, loopback, serve

FAULTS = (*resolver.FAULTS, *provider.FAULTS)


def application(base: str, fault: Fault) -> Any:
    """The Starlette application that answers at the URL `base`."""
    from starlette.applications import Starlette

    return Starlette(routes=[*resolver.routes(base, fault), *provider.routes(base, fault)])


def plan(base: str) -> Mapping[str, Any]:
    """The plan of this product, as plan.toml would have it."""
    return {
        "profile": "identity-service",
        "level": "mutual_recognition",
        "product": {"name": "Reference identity service", "version": "1.0.0"},
        "endpoints": {**resolver.endpoints(base), **provider.endpoints(base)},
        "statement": {**resolver.STATEMENT, **provider.STATEMENT},
        "information": {**resolver.INFORMATION, **provider.INFORMATION},
        "limits": {"writing": True, "stimuli": 10},
    }


if __name__ == "__main__":
    listener, switched = loopback(), Fault()
    serve(application(f"http://127.0.0.1:{listener.getsockname()[1]}", switched), switched, listener)
