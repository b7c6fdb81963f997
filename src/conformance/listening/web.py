"""The page for the device and the WebSocket of its frames, at one port, behind one token for each device."""

from __future__ import annotations

import asyncio
import socket
import ssl
import sys
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, Any

from conformance.listening.desk import TAKEN, Desk, Files
from conformance.listening.session import DONE, VANISHED, Session, Why, bounded
from conformance.model.text import Text
from conformance.readers.bounds import RECORDING_LINE_BYTES

if TYPE_CHECKING:
    from starlette.applications import Starlette
    from starlette.requests import Request
    from starlette.responses import Response
    from starlette.websockets import WebSocket

TELLING_SECONDS = 0.02
SWITCH_SECONDS = 0.0005
LAST_VERDICT_SECONDS = 0.5
NORMAL, TOO_BIG = (1000, 1001), 1009
REFUSED = 4403
HEADERS = {
    "Cache-Control": "no-store",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "Content-Security-Policy": "default-src 'self'; img-src data:; connect-src 'self' ws: wss:; frame-ancestors 'none'",
    "Permissions-Policy": "xr-spatial-tracking=(self)",
}


def application(desk: Desk, files: Files) -> Starlette:
    """What is served: the files of a page, if there are any, and one WebSocket for each token."""
    from starlette.applications import Starlette
    from starlette.responses import PlainTextResponse, RedirectResponse, Response
    from starlette.routing import Route, WebSocketRoute

    async def page(request: Request) -> Response:
        token, name = request.path_params["token"], request.path_params.get("name", "")
        refusal = desk.refusal(token) if not name else None
        if refusal or not desk.knows(token):
            said = refusal or desk.refusal(token)
            status = 409 if said is TAKEN else 403
            return PlainTextResponse(f"{said['en']}\n{said['zh']}\n" if said else "", status, HEADERS)
        if name not in files:
            return PlainTextResponse("", 404, HEADERS)
        media, data = files[name]
        return Response(data, 200, HEADERS, media)

    async def frames(ws: WebSocket) -> None:
        client = ws.client
        admitted = desk.admit(ws.path_params["token"], client.host if client else "")
        if isinstance(admitted, Text):
            await ws.accept()
            await ws.close(REFUSED, admitted.en)
            return
        await _converse(ws, admitted, desk)

    async def slash(request: Request) -> Response:
        return RedirectResponse(f"/{request.path_params['token']}/")

    return Starlette(
        routes=[
            WebSocketRoute("/{token}/frames", frames),
            Route("/{token}/{name}", page),
            Route("/{token}/", page),
            Route("/{token}", slash),
        ]
    )


async def _converse(ws: WebSocket, session: Session, desk: Desk) -> None:
    """Hear the device until it or the command ends, and tell it meanwhile what was heard."""
    await ws.accept()
    telling = asyncio.create_task(_tell(ws, session, desk))
    try:
        while not session.ended:
            event = await ws.receive()
            if event["type"] == "websocket.disconnect":
                session.end(Why(desk.over) if desk.over else _why(event.get("code")))
                break
            text = event.get("text")
            session.hear(text.encode("utf-8", "surrogatepass") if text is not None else event["bytes"])
    finally:
        with suppress(Exception):  # the device has gone
            await asyncio.wait_for(asyncio.shield(telling), 1.0)
        telling.cancel()


async def _tell(ws: WebSocket, session: Session, desk: Desk) -> None:
    """Tell the device what is new, and close at the end, when all of the recording is judged."""
    last, patience = "", LAST_VERDICT_SECONDS
    while True:
        ended = session.ended
        if ended and not session.judged and patience > 0:
            patience -= TELLING_SECONDS
            await asyncio.sleep(TELLING_SECONDS)
            continue
        told = session.told(desk.over)
        if told != last:
            await ws.send_text(told)
            last = told
        if ended or desk.over:
            await ws.close(NORMAL[0])
            return
        await asyncio.sleep(TELLING_SECONDS)


def _why(code: int | None) -> Why:
    if code == TOO_BIG:
        return bounded("message_too_large", RECORDING_LINE_BYTES)
    return Why(DONE if code in NORMAL else VANISHED)


def bound_socket(address: str, port: int) -> socket.socket:
    """A listening socket. Raises OSError."""
    family = socket.AF_INET6 if ":" in address else socket.AF_INET
    made = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    try:
        made.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        made.bind((address, port))
        made.listen(64)
    except BaseException:
        made.close()
        raise
    return made


@contextmanager
def serving(app: Any, listener: socket.socket, tls: ssl.SSLContext | None = None) -> Iterator[None]:
    """Serve the application in a thread within the block."""
    import uvicorn

    options: Mapping[str, Any] = {
        "ws": "wsproto",
        "ws_max_size": RECORDING_LINE_BYTES,
        "ws_per_message_deflate": False,
        "ws_ping_interval": 5.0,
        "ws_ping_timeout": 10.0,
        "limit_concurrency": 64,
        "timeout_graceful_shutdown": 2,
    }
    config = uvicorn.Config(app, log_level="critical", access_log=False, lifespan="off", **options)
    config.load()
    config.ssl = tls
    server = uvicorn.Server(config)
    # While a thread judges, the one that hears waits this long for its turn at each call to the system.
    usual = sys.getswitchinterval()
    sys.setswitchinterval(SWITCH_SECONDS)
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]}, daemon=True)
    thread.start()
    try:
        yield
    finally:
        server.should_exit = True
        thread.join(5.0)
        listener.close()
        sys.setswitchinterval(usual)
