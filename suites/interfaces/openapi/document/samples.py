"""Samples that cannot be stored as text files, or would not be recognised there."""

from __future__ import annotations

TEXT = '{"openapi": "3.1.0", "info": {"title": "Türen", "version": "2"}, "paths": {}}'


LEAST = """openapi: 3.0.3
info: {title: Rooms, version: '1'}
servers:
- {url: '{scheme}://{host}:{port}/v1', variables: {scheme: {default: https}, host: {default: a}, port: {default: '1'}}}
- {url: '{base}/v1', variables: {base: {default: 'https://rooms.example'}}}
- {url: /}
paths:
  /rooms: {get: {responses: {x-note: ours, '204': {description: Nothing}}}}
components:
  schemas:
    Empty: {type: string, minLength: 0, maxLength: 0}
    Price: {type: number, multipleOf: 0.01}
"""


def good() -> dict[str, bytes]:
    """The text as it should be, and values at the ends of their range."""
    return {"utf8.json": TEXT.encode(), "least.yaml": LEAST.encode()}


def bad() -> dict[str, bytes]:
    """The same text with what IFC-OAD-001 excludes."""
    return {
        "IFC-OAD-001_byte_order_mark.json": TEXT.encode("utf-8-sig"),
        "IFC-OAD-001_empty.yaml": b"# nothing\n",
        "IFC-OAD-001_latin_1.json": TEXT.encode("latin-1"),
        "IFC-OAD-001_list.json": f"[{TEXT}]".encode(),
        "IFC-OAD-001_utf_16.yaml": TEXT.encode("utf-16"),
    }
