"""The phrases of status codes: of RFC 9110 first, then those that earlier editions recommended."""

from __future__ import annotations

PHRASES: dict[int, tuple[str, ...]] = {
    400: ("Bad Request",),
    402: ("Payment Required",),
    403: ("Forbidden",),
    404: ("Not Found",),
    405: ("Method Not Allowed",),
    406: ("Not Acceptable",),
    408: ("Request Timeout",),
    409: ("Conflict",),
    410: ("Gone",),
    411: ("Length Required",),
    412: ("Precondition Failed",),
    413: ("Content Too Large", "Payload Too Large", "Request Entity Too Large"),
    414: ("URI Too Long", "Request-URI Too Long"),
    415: ("Unsupported Media Type",),
    416: ("Range Not Satisfiable", "Requested Range Not Satisfiable"),
    417: ("Expectation Failed",),
    421: ("Misdirected Request",),
    422: ("Unprocessable Content", "Unprocessable Entity"),
    426: ("Upgrade Required",),
    500: ("Internal Server Error",),
    501: ("Not Implemented",),
    502: ("Bad Gateway",),
    503: ("Service Unavailable",),
    504: ("Gateway Timeout",),
    505: ("HTTP Version Not Supported",),
}
