"""Recording what a device says while it says it: the interface of a family's listen/, and devices in our format.

A module of listen/ is a protocol. Where BY is "page", its FILES are served to the device, the page itself under the
empty name, and what the page sends over a WebSocket is captured; where it is "messages", what arrives over a WebSocket,
of whoever sends it; where it is "datagrams", what arrives at a port, by default its PORT; where it is "source", the
module finds a device and asks it by its `messages`. NEEDS are the libraries it cannot do without, each after its extra.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import NamedTuple, Protocol

from conformance.model.text import Text


class Heard(NamedTuple):
    """One line of a recording; `framed` unless it was not a frame and is kept as it came, to be judged."""

    line: bytes
    framed: bool = True


class Capture(Protocol):
    """What one device says, as the lines of a recording. Made anew for each device."""

    @property
    def header(self) -> bytes | None:
        """The header by now; None until something was heard."""

    @property
    def streams(self) -> Sequence[str]:
        """The streams that were declared since the first header or with it, in their order; frames before lack them."""

    @property
    def lag(self) -> float | None:
        """Milliseconds from sending a frame to its acknowledgement, if the device measures them."""

    @property
    def dropped(self) -> int:
        """Frames that the device says it did not send, since too many were not acknowledged yet."""

    def hear(self, message: bytes) -> Iterator[Heard]:
        """The lines of a message. Raises Refused."""


class Listener(Protocol):
    """A module of a family's listen/. PROFILES are those that it is for where no protocol is named."""

    TITLE: Text
    BY: str
    PROFILES: Sequence[str]

    def capture(self) -> Capture: ...


class Page(Listener, Protocol):
    """A protocol with a page: its files by name, each with its media type."""

    FILES: Mapping[str, tuple[str, bytes]]


class Source(Listener, Protocol):
    """A protocol by which devices are found: LOOKED_FOR says what they are."""

    LOOKED_FOR: Text

    def messages(self, address: str | None, over: Callable[[], bool]) -> Iterator[bytes]:
        """What a device says, until it is gone or `over`; it is looked for on this machine, or at an address of it.

        Raises NotRun without the library for it, Refused for a device that cannot be understood.
        """


class AsItIs:
    """A device that speaks the recording format: its first line is the header, each other line a frame."""

    streams: Sequence[str] = ()
    lag: float | None = None
    dropped = 0

    def __init__(self) -> None:
        self.header: bytes | None = None

    def hear(self, message: bytes) -> Iterator[Heard]:
        """The lines of a message, which may have several; the last of them may end with a line feed."""
        for line in message.removesuffix(b"\n").split(b"\n"):
            if self.header is None:
                self.header = line
            else:
                yield Heard(line)
