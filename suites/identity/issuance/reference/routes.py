"""Where the reference issuer answers."""

from __future__ import annotations

from typing import Any

from conformance.reference.serving import Fault
from conformance_suites.identity.issuance.reference.issuer import PATH, Issuer


def endpoints(base: str) -> dict[str, str]:
    """The endpoints of the plan when the product answers at the URL `base`."""
    return {"credential_issuer": f"{base}{PATH}"}


def routes(base: str, fault: Fault) -> list[Any]:
    """The Starlette routes below the URL `base`."""
    from starlette.responses import Response
    from starlette.routing import Route

    issuer = Issuer(base, fault)
    known = "/.well-known/openid-credential-issuer"

    def where(appended: bool) -> Any:
        async def metadata(request: Any) -> Any:
            here = appended == fault.is_("ID-VIF-005_appended")
            return await issuer.metadata(request) if here else Response("", 404)

        return metadata

    return [
        Route(f"{known}{PATH}", where(False)),
        Route(f"{PATH}{known}", where(True)),
        Route(f"/.well-known/oauth-authorization-server{PATH}", issuer.server),
        Route(f"{PATH}/offers", issuer.offer, methods=["POST"]),
        Route(f"{PATH}/offers/{{name}}", issuer.offered),
        Route(f"{PATH}/authorize", issuer.people.authorize),
        Route(f"{PATH}/login", issuer.people.login, methods=["POST"]),
        Route(f"{PATH}/par", issuer.people.push, methods=["POST"]),
        *(
            Route(f"{PATH}/{name}", getattr(issuer, name), methods=["POST"])
            for name in ("token", "nonce", "credential", "deferred", "notification")
        ),
    ]
