"""Samples of packages: a table of three files, and what may be wrong with how they are packed."""

from __future__ import annotations

from conformance_suites.interfaces.scene.writer import DEFLATED, FILES, PNG, TABLE, TOP, File, packed

ENCRYPTED = 1
LAYER, PART, PICTURE = FILES


def good() -> dict[str, bytes]:
    """File name -> bytes of packages that satisfy every row."""
    return {"table.usdz": packed(*FILES), "layer.usda": TOP}


def bad() -> dict[str, bytes]:
    """File name -> bytes of packages, each of which violates one row."""
    whole = packed(*FILES)
    return {
        "IFC-USZ-001_cut_off.usdz": whole[:300],
        "IFC-USZ-001_moved.usdz": whole.replace(b"PK\x03\x04", b"PK\x03\x05").replace(b"PK\x03\x05", b"PK\x03\x04", 2),
        "IFC-USZ-001_damaged.usdz": whole.replace(PNG[-20:], PNG[-20:-1] + b"?"),
        "IFC-USZ-002_deflated.usdz": packed(LAYER, PART, PICTURE._replace(method=DEFLATED)),
        "IFC-USZ-003_encrypted.usdz": packed(LAYER, PART, PICTURE._replace(flags=ENCRYPTED)),
        "IFC-USZ-004_one_byte.usdz": packed(LAYER, PART, PICTURE._replace(shift=1)),
        "IFC-USZ-005_picture_first.usdz": packed(PICTURE, LAYER, PART),
        "IFC-USZ-006_notes.usdz": packed(*FILES, File("notes.txt", b"made by hand")),
        "IFC-USZ-007_above.usdz": packed(*FILES, File("../other.usda", TOP)),
        "IFC-USZ-007_root.usdz": packed(*FILES, File("/other.usda", TOP)),
        "IFC-USZ-007_separator.usdz": packed(*FILES, File("parts\\other.usda", TOP)),
        "IFC-USZ-008_twice.usdz": packed(*FILES, File("notes/top.usda", TOP), File("notes/tap.usda", TABLE)).replace(
            b"/tap.usda", b"/top.usda"
        ),
        "IFC-USZ-009_text_as_crate.usdz": packed(*FILES, File("parts/other.usdc", TOP)),
        "IFC-USZ-009_layer_as_picture.usdz": packed(*FILES, File("parts/other.png", TOP)),
        "IFC-USZ-009_picture_as_layer.usdz": packed(*FILES, File("parts/other.usd", PNG)),
    }
