"""Samples of events: batches, lines, and bytes that no text file in a repository should hold."""

from __future__ import annotations

import json
from typing import Any

DOOR: dict[str, Any] = {
    "specversion": "1.0",
    "id": "A234-1234-1234",
    "source": "https://platform.example/rooms/12",
    "type": "example.platform.door.opened",
    "time": "2026-04-01T09:30:00+08:00",
    "datacontenttype": "application/json",
    "data": {"door": "east", "by": "urn:uuid:6e8bc430-9c3a-11d9-9669-0800200c9a66"},
}
EDGE = 65_536 - len('{"specversion":"1.0","id":"1","source":"urn:x","type":"example.platform.x","data":""}')


def _event(**members: Any) -> dict[str, Any]:
    """The event with these members; None omits one."""
    changed = {**DOOR, **members}
    return {name: value for name, value in changed.items() if value is not None}


def _json(value: Any) -> bytes:
    return json.dumps(value, ensure_ascii=False, indent=1).encode()


def _lines(*events: Any) -> bytes:
    return b"".join(json.dumps(each, ensure_ascii=False).encode() + b"\n" for each in events)


def _large(more: int) -> bytes:
    event = {
        "specversion": "1.0",
        "id": "1",
        "source": "urn:x",
        "type": "example.platform.x",
        "data": "x" * (EDGE + more),
    }
    return _json(event)


def good() -> dict[str, bytes]:
    """File name -> bytes of events that satisfy every row."""
    base64 = _event(data=None, datacontenttype="application/octet-stream", data_base64="AAH/")
    others = [_event(id=f"n{at}", data=None, data_base64=text) for at, text in enumerate(("", "AA==", "AAE=", None))]
    times = ("2026-12-31T23:59:60Z", "2028-02-29t00:00:00.123456z", "0000-02-29 12:00:00-12:30")
    types = ("text/plain; charset=utf-8", 'multipart/mixed; boundary="a \\"b\\""', "application/vnd.example.room+xml")
    return {
        "batch.json": _json(
            [DOOR, base64 | {"id": "2"}, _event(id="3", subject="door/east", dataschema="urn:schema:1")]
        ),
        "empty_batch.cloudevents.json": b"[]",
        "base64.json": _json([base64, *others]),
        "times.cloudevents.jsonl": _lines(*(_event(id=str(at), time=each) for at, each in enumerate(times))),
        "types.json": _json([_event(id=str(at), datacontenttype=each, data="x") for at, each in enumerate(types)]),
        "repeated.jsonl": _lines(DOOR, {**DOOR, "time": None, "sequence": "2"}, _event(id="B"), _event(source="urn:x")),
        "blank_lines.jsonl": b"\n\n".join((_lines(DOOR), _lines(_event(id="B")))),
        "extensions.json": _json(
            _event(comexampleextension1="value", comexampleother=5, ok=True, least=-(2**31), most=2**31 - 1, unset=None)
            | {"unset": None, "subject": None, "a2345678901234567890": "20 characters"}
        ),
        "explicit_null.json": _json({**DOOR, "datacontenttype": "text/plain", "data": None}),
        "other_languages.json": _json(_event(subject="上海 100%", type="上海.平台.门.已开", id="\U0001f6aa")),
        "largest.json": _large(0),
        "largest_in_chinese.json": _json({**DOOR, "data": "上" * 20_000}),
        "surrogate_in_data.json": _json(DOOR).replace(b'"east"', b'"\\udead"'),
    }


def bad() -> dict[str, bytes]:
    """File name -> bytes; the name starts with the only row that the events break."""
    text = _json(DOOR).decode()
    return {
        "IFC-CEV-001_bom.json": b"\xef\xbb\xbf" + text.encode(),
        "IFC-CEV-001_latin_1.cloudevent.json": text.replace("east", "côté").encode("latin-1"),
        "IFC-CEV-001_utf_16.cloudevent.json": text.encode("utf-16"),
        "IFC-CEV-001_empty.cloudevent.json": b"",
        "IFC-CEV-001_cut_off.cloudevent.json": text.encode()[:-1],
        "IFC-CEV-001_second_line.jsonl": _lines(DOOR) + b'{"specversion": "1.0",\n',
        "IFC-CEV-002_id_twice.json": text.replace('"id":', '"id": "B", "id":').encode(),
        "IFC-CEV-002_on_a_line.jsonl": _lines(DOOR) + _lines(_event(id="B")).replace(b'"door":', b'"door": 1, "door":'),
        "IFC-CEV-003_text_of_an_event.json": _json([DOOR, json.dumps(DOOR)]),
        "IFC-CEV-003_array_on_a_line.jsonl": _lines(DOOR, [_event(id="B")]),
        "IFC-CEV-003_number.cloudevent.json": b"1",
        "IFC-CEV-004_no_id.json": _json(_event(id=None)),
        "IFC-CEV-004_no_source.json": _json(_event(source=None)),
        "IFC-CEV-004_no_type.json": _json([DOOR, _event(id="B", type=None)]),
        "IFC-CEV-004_no_specversion.cloudevent.json": _json(_event(specversion=None)),
        "IFC-CEV-004_null.jsonl": _lines(DOOR, {**DOOR, "id": None}),
        "IFC-CEV-005_id_number.json": _json(_event(id=7)),
        "IFC-CEV-005_source_object.json": _json(_event(source={"room": 12})),
        "IFC-CEV-005_version_number.json": _json(_event(specversion=1.0)),
        "IFC-CEV-005_type_array.json": _json(_event(type=["example.platform.door.opened"])),
        "IFC-CEV-005_time_number.json": _json(_event(time=1774999800)),
        "IFC-CEV-005_subject_false.json": _json(_event(subject=False)),
        "IFC-CEV-005_schema_object.json": _json(_event(dataschema={"type": "object"})),
        "IFC-CEV-005_content_type_array.json": _json(_event(datacontenttype=["text/plain"])),
        "IFC-CEV-006_object.json": _json(_event(actor={"name": "A"})),
        "IFC-CEV-006_array.json": _json(_event(tags=["a"])),
        "IFC-CEV-006_fraction.json": _json(_event(ratio=0.5)),
        "IFC-CEV-006_point_zero.json": _json(_event(count=5.0)),
        "IFC-CEV-007_too_large.json": _json(_event(count=2**31)),
        "IFC-CEV-007_too_small.json": _json(_event(count=-(2**31) - 1)),
        "IFC-CEV-008_capital.json": _json(_event(partitionKey="a")),
        "IFC-CEV-008_underscore.json": _json(_event(my_ext="a")),
        "IFC-CEV-008_null.json": _json({**DOOR, "event-time": None}),
        "IFC-CEV-008_empty.json": _json({**DOOR, "": "a"}),
        "IFC-CEV-009_21_characters.json": _json({**DOOR, "a23456789012345678901": "x"}),
        "IFC-CEV-010_empty.json": _json(_event(id="")),
        "IFC-CEV-011_empty.json": _json(_event(source="")),
        "IFC-CEV-011_space.json": _json(_event(source="https://platform.example/room 12")),
        "IFC-CEV-012_path.json": _json(_event(source="/rooms/12")),
        "IFC-CEV-013_0_3.json": _json(_event(specversion="0.3")),
        "IFC-CEV-013_1_0_2.json": _json(_event(specversion="1.0.2")),
        "IFC-CEV-014_empty.json": _json(_event(type="")),
        "IFC-CEV-015_word.json": _json(_event(type="opened")),
        "IFC-CEV-015_one_label.json": _json(_event(type="door.opened")),
        "IFC-CEV-015_hyphen.json": _json(_event(type="com.-example.opened")),
        "IFC-CEV-016_empty.json": _json(_event(subject="")),
        "IFC-CEV-017_empty.json": _json(_event(time="")),
        "IFC-CEV-017_no_offset.json": _json(_event(time="2026-04-01T09:30:00")),
        "IFC-CEV-017_no_seconds.json": _json(_event(time="2026-04-01T09:30Z")),
        "IFC-CEV-017_30_february.json": _json(_event(time="2026-02-30T09:30:00Z")),
        "IFC-CEV-017_month_13.json": _json(_event(time="2026-13-01T09:30:00Z")),
        "IFC-CEV-017_day_0.json": _json(_event(time="2026-04-00T09:30:00Z")),
        "IFC-CEV-017_hour_24.json": _json(_event(time="2026-04-01T24:00:00Z")),
        "IFC-CEV-017_minute_60.json": _json(_event(time="2026-04-01T09:60:00Z")),
        "IFC-CEV-017_second_61.json": _json(_event(time="2026-04-01T09:30:61Z")),
        "IFC-CEV-017_offset_24.json": _json(_event(time="2026-04-01T09:30:00+24:00")),
        "IFC-CEV-017_offset_minute_60.json": _json(_event(time="2026-04-01T09:30:00+08:60")),
        "IFC-CEV-018_no_subtype.json": _json(_event(datacontenttype="json")),
        "IFC-CEV-018_parameter.json": _json(_event(datacontenttype="text/plain; utf-8", data="x")),
        "IFC-CEV-019_empty.json": _json(_event(dataschema="")),
        "IFC-CEV-019_relative.json": _json(_event(dataschema="schemas/door.json")),
        "IFC-CEV-019_brace.json": _json(_event(dataschema="https://platform.example/{door}")),
        "IFC-CEV-020_line_feed.json": _json(_event(subject="door\neast")),
        "IFC-CEV-020_next_line.json": _json(_event(comment="a\x85")),
        "IFC-CEV-020_noncharacter.json": _json(_event(comment="a\ufdd0")),
        "IFC-CEV-020_end_of_a_plane.json": _json(_event(comment="a\U0010ffff")),
        "IFC-CEV-020_surrogate.json": text.replace("A234-1234-1234", "A\\udead").encode(),
        "IFC-CEV-021_both.json": _json({**DOOR, "data_base64": "AAH/"}),
        "IFC-CEV-021_null.json": _json({**DOOR, "data": None, "data_base64": "AAH/"}),
        "IFC-CEV-022_number.json": _json(_event(data=None, data_base64=7)),
        "IFC-CEV-022_url_alphabet.json": _json(_event(data=None, data_base64="AAH_")),
        "IFC-CEV-022_line_break.json": _json(_event(data=None, data_base64="AAH/\nAAH/")),
        "IFC-CEV-022_no_padding.json": _json(_event(data=None, data_base64="AA")),
        "IFC-CEV-022_too_much_padding.json": _json(_event(data=None, data_base64="AAH/====")),
        "IFC-CEV-022_padding_alone.json": _json(_event(data=None, data_base64="==")),
        "IFC-CEV-022_padding_inside.json": _json(_event(data=None, data_base64="AA==AAH/")),
        "IFC-CEV-022_bits_of_two.json": _json(_event(data=None, data_base64="AB==")),
        "IFC-CEV-022_bits_of_three.json": _json(_event(data=None, data_base64="AAF=")),
        "IFC-CEV-023_object.json": _json(_event(datacontenttype="application/xml", data={"door": "east"})),
        "IFC-CEV-023_json_in_a_parameter.json": _json(_event(datacontenttype='text/plain; a="/json"', data=7)),
        "IFC-CEV-024_batch.json": _json([DOOR, _event(type="example.platform.door.closed")]),
        "IFC-CEV-024_lines.jsonl": _lines(DOOR, _event(data={"door": "west"})),
        "IFC-CEV-025_one_byte_more.json": _large(1),
    }
