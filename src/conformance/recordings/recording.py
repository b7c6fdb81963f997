"""A recording as suites see it: its header at once, its frames block by block, and the results over all blocks.

The parts that the `at` of a row may name are its attributes, and the parts of streams. They say whether the recording
has such a part at all, and raise Blocked if the header does not describe the frames.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from conformance.model.finding import Blocked
from conformance.readers.bounds import RECORDING_LINE_BYTES, RECORDING_STREAMS
from conformance.readers.json import JsonText, parse
from conformance.readers.source import Source
from conformance.recordings.header import Header, read_header
from conformance.recordings.layout import KINDS
from conformance.recordings.parts import chooses
from conformance.recordings.pieces import open_pieces
from conformance.recordings.precise import HEADER, Trouble, text_troubles


@dataclass(eq=False)
class Recording:
    """The recording in a source. `tracked` counts, after all were read, the frames in which each stream has numbers.

    `defined` are the kinds of streams that suites define, each with the members of its declaration beside the format's.
    `fault` is why the frames cannot be read if the header does not describe them.
    """

    source: Source
    header_text: JsonText
    header: Header | None
    parameters: Mapping[str, Any] = field(default_factory=dict)
    defined: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    line_count: int = 0
    frame_count: int = 0
    numbered: int = 0
    tracked: dict[str, int] = field(default_factory=dict)
    measured: dict[str, dict[str, Any]] = field(default_factory=dict)
    plots: dict[str, Any] | None = None
    fault: Blocked = field(default_factory=lambda: Blocked("no_header"))

    def define(self, kinds: Mapping[str, tuple[str, ...]]) -> None:
        """Read the streams of these kinds as well; a header with a stream of any other does not describe the frames."""
        self.defined = kinds
        header = read_header(self.header_text.document) if self.header_text.usable else None
        known = header is not None and all(each.kind in KINDS or each.kind in kinds for each in header.streams)
        self.header = header if known else None

    def reset(self) -> None:
        """Discard the results of a pass over the frames before another one."""
        self.line_count = self.frame_count = self.numbered = 0
        self.tracked, self.measured, self.plots = {}, {}, None

    @property
    def document(self) -> Any:
        """The document of the header, for schemas and pointers. Raises Blocked if the first line is not JSON."""
        return self.header_text.judged()

    @property
    def header_troubles(self) -> list[Trouble]:
        """What the strict JSON reader found wrong with the first line."""
        found = text_troubles(self.header_text)
        return [replace(each, stream=None if self.header_text.usable else HEADER) for each in found]

    @property
    def lines(self) -> int:
        """The number of lines, including the header."""
        return self.line_count

    @property
    def frame_lines(self) -> int:
        """The number of lines after the header."""
        return max(0, self._readable.line_count - 1)

    @property
    def frames(self) -> int:
        return self._readable.frame_count

    @property
    def steps(self) -> int:
        """The number of pairs of consecutive frames."""
        return max(0, self._readable.frame_count - 1)

    @property
    def sequence(self) -> int:
        """The number of frames with a sequence number."""
        return self._readable.numbered

    @property
    def streams(self) -> list[str]:
        """The names of the declared streams."""
        header = self._readable.header
        return [stream.id for stream in header.streams] if header else []

    @property
    def declared_hands(self) -> list[str]:
        """The streams declared as hands, tracked or not."""
        return self._declared("hand")

    @property
    def declared_sources(self) -> list[str]:
        """The streams of input sources that aim: controllers and gazes."""
        return self._declared("controller", "gaze")

    def _declared(self, *kinds: str) -> list[str]:
        document = self.header_text.document if self.header_text.usable else None
        streams = document.get("streams") if isinstance(document, dict) else None
        declared = streams.items() if isinstance(streams, dict) else ()
        return [name for name, each in declared if isinstance(each, dict) and each.get("kind") in kinds]

    def __getattr__(self, name: str) -> list[str]:
        """The streams that have the part and are tracked in at least one frame."""
        has = chooses(name)
        if has is None:
            raise AttributeError(name)
        header = self._readable.header
        streams = header.streams if header else ()
        return [stream.id for stream in streams if has(stream) and self.tracked.get(stream.id)]

    @property
    def _readable(self) -> Recording:
        if self.header is None:
            raise self.fault
        return self


def read_recording(source: Source) -> Recording:
    """The recording in a source: its first line is read now, the frames when they are judged.

    Raises Blocked for a first line beyond the limits of the harness.
    """
    with open_pieces(source) as pieces:
        lines = pieces.read(0).lines
    first = lines[0] if lines else b""
    if len(first) > RECORDING_LINE_BYTES:
        raise Blocked("line_too_long", line=1, bound=RECORDING_LINE_BYTES)
    text = parse(first).within_bounds()
    declared = text.document.get("streams") if isinstance(text.document, dict) else None
    if isinstance(declared, dict) and len(declared) > RECORDING_STREAMS:
        raise Blocked("too_many_streams", bound=RECORDING_STREAMS)
    return Recording(source, text, read_header(text.document) if text.usable else None)
