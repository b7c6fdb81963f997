"""States in MCAP: messages sensor_msgs/JointState in CDR or JSON, with what the container says of itself."""

from __future__ import annotations

import contextlib
import io
import zlib
from collections.abc import Callable, Iterator
from typing import Any

from conformance.authoring import Blocked
from conformance.readers.extra import missing
from conformance.readers.json import parse
from conformance_suites.terminals.robot.reader.bounds import CHUNK_BYTES, CHUNKS_BYTES, RECORD_BYTES, RECORDS
from conformance_suites.terminals.robot.reader.states import SECOND, Problem, State, States, state_of

MAGIC = b"\x89MCAP0\r\n"
SCHEMAS = ("sensor_msgs/msg/JointState", "sensor_msgs/JointState")
METADATA = "joint_states"
HEAD = 9
"""Bytes of a record before its content."""
MESSAGES = 100
"""Messages that are kept as unreadable."""


def read_container(data: bytes) -> States:
    """The states of all channels, in the order of the file. Raises NotRun without the extra `mcap`."""
    try:
        from mcap.exceptions import McapError
        from mcap.records import Message, Metadata, Statistics
        from mcap.stream_reader import CRCValidationError
    except ImportError:
        raise missing("mcap") from None
    found = States(is_container=True)
    channels = _Channels()
    messages = 0
    try:
        for record in _records(data):
            channels.note(record)
            if isinstance(record, Message):
                messages += 1
                _add(found, channels, record)
            elif isinstance(record, Metadata) and record.name == METADATA:
                found.header = {name: _value(text) for name, text in record.metadata.items()}
            elif isinstance(record, Statistics):
                found.counted = (record.message_count, messages)
    except CRCValidationError as error:
        found.problems.append(Problem("crc", None, type(error.record).__name__))
    except (McapError, EOFError) as error:
        found.problems.append(Problem("cut", None, type(error).__name__))
    except Blocked:
        raise
    except Exception as error:  # the library fails in many ways on what is not as it expects
        found.problems.append(Problem("container", None, type(error).__name__))
    return found


def _records(data: bytes) -> Iterator[Any]:
    """All records, those of chunks after the chunk is decompressed within its bound and its checksum is right."""
    from mcap.records import Chunk
    from mcap.stream_reader import StreamReader, breakup_chunk

    stream = io.BytesIO(data)
    reader = StreamReader(stream, emit_chunks=True, validate_crcs=True, record_size_limit=RECORD_BYTES)
    records, size = _counted(data, len(MAGIC), 0), 0
    for record in reader.records:
        if isinstance(record, Chunk):
            plain = Chunk(**{**vars(record), "compression": "", "data": _decompressed(record)})
            records, size = _counted(plain.data, 0, records), size + len(plain.data)
            if size > CHUNKS_BYTES:
                raise Blocked("chunks_bound", bound=CHUNKS_BYTES)
            yield from breakup_chunk(plain, validate_crc=True)
        else:
            yield record
    if stream.tell() != len(data):
        raise EOFError


def _counted(data: bytes, at: int, records: int) -> int:
    """`records` and those of the data, each an opcode and a length before its content. Raises Blocked for too many."""
    while at + HEAD <= len(data):
        at += HEAD + int.from_bytes(data[at + 1 : at + HEAD], "little")
        records += 1
        if records > RECORDS:
            raise Blocked("records_bound", bound=RECORDS)
    return records


def _decompressed(chunk: Any) -> bytes:
    """The data of a chunk. Raises Blocked if it is larger than the harness reads."""
    if chunk.uncompressed_size > CHUNK_BYTES:
        raise Blocked("chunk_bound", bound=CHUNK_BYTES)
    most = chunk.uncompressed_size + 1
    if chunk.compression == "zstd":
        import zstandard

        return bytes(zstandard.ZstdDecompressor().stream_reader(chunk.data).read(most))
    if chunk.compression == "lz4":
        import lz4.frame  # type: ignore[import-untyped]  # it has no types

        return bytes(lz4.frame.LZ4FrameDecompressor().decompress(chunk.data, max_length=most))
    if chunk.compression:
        raise zlib.error(chunk.compression)
    return bytes(chunk.data)


class _Channels:
    """Which channels hold states, and how their messages are decoded."""

    def __init__(self) -> None:
        self._schemas: dict[int, Any] = {}
        self._decoders: dict[int, Callable[[bytes], Any]] = {}

    def note(self, record: Any) -> None:
        """Remember a schema or a channel."""
        from mcap.records import Channel, Schema

        if isinstance(record, Schema):
            self._schemas[record.id] = record
        elif isinstance(record, Channel):
            schema = self._schemas.get(record.schema_id)
            if schema is not None and schema.name in SCHEMAS:
                self._decoders[record.id] = _decoder(record.message_encoding, schema)

    def decoder(self, channel: int) -> Callable[[bytes], Any] | None:
        """What decodes the messages of a channel; None if it holds something else."""
        return self._decoders.get(channel)


def _decoder(encoding: str, schema: Any) -> Callable[[bytes], Any]:
    if encoding == "json":
        return lambda data: state_of(parse(data).document, None)
    from mcap_ros2.decoder import DecoderFactory

    with contextlib.redirect_stderr(io.StringIO()):  # the library prints a definition that it cannot read
        decode = DecoderFactory().decoder_for(encoding, schema)
    return lambda data: _from_cdr(decode(data)) if decode else None


def _from_cdr(message: Any) -> State:
    stamp = message.header.stamp
    lists = (tuple(message.position), tuple(message.velocity), tuple(message.effort))
    return State(None, float(stamp.sec), float(stamp.nanosec), tuple(message.name), *lists)


def _add(found: States, channels: _Channels, record: Any) -> None:
    decode = channels.decoder(record.channel_id)
    if decode is None or len(found.problems) >= MESSAGES:
        return
    try:
        state = decode(record.data)
    except Exception:  # the decoder fails in many ways on other bytes
        state = None
    if state is None:
        found.problems.append(Problem("message", None, f"{record.log_time / SECOND:.6f}"))
    else:
        found.add(state)


def _value(text: str) -> Any:
    """The value of a metadata entry: an object where it is written as JSON, otherwise the text."""
    read = parse(text.encode()) if text.startswith("{") else None
    return read.document if read is not None and read.usable else text
