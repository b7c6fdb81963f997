"""A device that a family finds and asks itself, such as on a bus: what it says is one session."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from conformance.listening.desk import Desk
from conformance.listening.session import VANISHED, Session, Why
from conformance.model.finding import NotRun
from conformance.model.outcome import Cause
from conformance.recordings.convert import Refused

if TYPE_CHECKING:
    from conformance.recordings.capture import Source

JOIN_SECONDS = 5.0


@contextmanager
def asked(source: Source, address: str | None, begin: Callable[[], Session], desk: Desk) -> Iterator[None]:
    """Hear what the device says within the block."""
    thread = threading.Thread(target=_hear, args=(source, address, begin, desk), daemon=True)
    thread.start()
    try:
        yield
    finally:
        desk.over = desk.over or VANISHED
        thread.join(JOIN_SECONDS)


def _hear(source: Source, address: str | None, begin: Callable[[], Session], desk: Desk) -> None:
    """Give the messages to one session until it or the command ends, or the device is gone."""
    session: Session | None = None

    def over() -> bool:
        return bool(desk.over or (session and session.ended))

    try:
        for message in source.messages(address, over):
            session = session or begin()
            session.peer = session.peer or source.TITLE.en
            session.hear(message)
    except Refused as refused:
        session = session or begin()
        session.end(Why(refused.text, "not_converted", {"sentence": refused.text}))
    except NotRun as lacking:
        session = session or begin()
        session.end(Why(source.TITLE, lacking.key, lacking.values, Cause.CONFIGURATION))
    if session and not desk.over:
        session.end(Why(VANISHED))
