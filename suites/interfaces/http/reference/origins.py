"""Which pages may read the answers of the reference product (Fetch, CORS protocol)."""

from __future__ import annotations

from .messages import Asked, Reply

ALLOWED = "https://app.reference.example"


def shared(asked: Asked, reply: Reply) -> Reply:
    """The answer as it is sent to a page of the origin that the request names."""
    vary = reply.headers.get("vary", "")
    reply = reply.with_headers(x_content_type_options="nosniff", vary=vary or "Origin")
    if asked.headers.get("origin") != ALLOWED:
        return reply
    reply = reply.with_headers(access_control_allow_origin=ALLOWED, access_control_allow_credentials="true")
    if asked.method == "OPTIONS" and "access-control-request-method" in asked.headers:
        return reply.with_headers(
            access_control_allow_methods="GET, HEAD, PUT, DELETE",
            access_control_allow_headers="Content-Type, If-Match",
            access_control_max_age="600",
        )
    return reply.with_headers(access_control_expose_headers="ETag, Link")
