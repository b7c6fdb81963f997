"""Samples of laboratory records: a lamp and its temperature, and what may be wrong with their record."""

from __future__ import annotations

import json
import re
import tomllib
from typing import Any

from conformance_suites.terminals.laboratory.writer import HEAD, WHITE, result

PLAIN = HEAD + WHITE + result("surface_temperature", 38, 1.5, "Cel", at_most=43, condition="after 30 min")


DAY = re.compile(r"2026-11-20|2026-03-02|2027-03-02")
SAME_DAY = (
    DAY.sub("2026-11-18", PLAIN)
    .replace("[120.1, 120.6, 119.8, 120.4, 120.1]", "[117.2, 123.2, 120.2]")
    .replace("resolution  = 0.1", "resolution  = 6")
)
"""All on one day, with readings that scatter and a coarse instrument, as far as the uncertainty allows."""


def good() -> dict[str, bytes]:
    """The record, in TOML and in JSON."""
    return {
        "plain.toml": PLAIN.encode(),
        "plain.json": json.dumps(tomllib.loads(PLAIN), default=str).encode(),
        "same_day.toml": SAME_DAY.encode(),
        "other_quantity.toml": (PLAIN + result("sound_level", 31, 2, "dB")).encode(),
    }


def bad() -> dict[str, bytes]:
    """The record with one mistake each."""
    texts = {f"{name}.toml": PLAIN.replace(old, new, 1).encode() for name, (old, new) in CHANGES.items()}
    texts["TRM-LAB-001_latin.toml"] = PLAIN.replace("Shanghai", "K\xf6ln").encode("latin-1")
    texts["TRM-LAB-001_empty.json"] = b'{"laboratory_record": '
    texts["TRM-LAB-001_twice.json"] = b'{"laboratory_record": {}, ' + good()["plain.json"][1:]
    texts["TRM-LAB-001_large.json"] = good()["plain.json"].replace(b"43", b"1e999", 1)
    texts["TRM-LAB-001_half.json"] = good()["plain.json"].replace(b"Shanghai", b"\\ud800", 1)
    texts["TRM-LAB-001_bom.toml"] = b"\xef\xbb\xbf" + PLAIN.encode()
    texts["TRM-LAB-001_nothing_lab-record.toml"] = b"# nothing yet\n"
    texts["TRM-LAB-004_no_result.toml"] = HEAD.encode()
    whole = json.loads(good()["plain.json"])
    for name, part in EMPTY.items():
        texts[f"{name}_empty.json"] = json.dumps({**whole, **part}).encode()
    return texts | {f"TRM-LAB-002_{name}.json": json.dumps(each).encode() for name, each in wrong_types().items()}


def wrong_types() -> dict[str, dict[str, Any]]:
    """Records in which every member has another type, at one of their levels."""
    leaves = json.loads(good()["plain.json"])
    leaves["laboratory_record"]["notes"] = ""
    leaves["methods"]["white"]["standard"] = ""
    leaves["result"][0] |= dict.fromkeys(("axis", "substance", "level_of_confidence", "at_most"))
    tables = [leaves["laboratory_record"], leaves["result"][0]]
    for table in [*tables, *leaves["instruments"].values(), *leaves["methods"].values()]:
        table.update({name: "x" if name in NUMBERS else 1 for name in table})
    return {
        "leaves": leaves,
        "tables": {"laboratory_record": 1, "instruments": [], "methods": 1, "result": {}},
        "inner": {**json.loads(good()["plain.json"]), "instruments": {"a": 1}, "methods": {"b": []}, "result": ["c"]},
    }


NUMBERS = {
    *("value", "expanded_uncertainty", "coverage_factor", "level_of_confidence"),
    *("at_least", "at_most", "resolution"),
}
EMPTY: dict[str, dict[str, Any]] = {
    "TRM-LAB-003": {"laboratory_record": {}},
    "TRM-LAB-004": {"result": [{"expanded_uncertainty": 1, "coverage_factor": 2}]},
    "TRM-LAB-018": {"instruments": {"bench": {}, "spectroradiometer": {}}},
}
CHANGES = {
    "TRM-LAB-001_no_value": ("value    = 120.2", "value    ="),
    "TRM-LAB-001_not_a_number": ("at_most = 43", "at_most = nan"),
    "TRM-LAB-002_text": ("value    = 120.2", 'value    = "120.2"'),
    "TRM-LAB-002_reading": ("[120.1,", '["120.1",'),
    "TRM-LAB-003_nobody": ('person     = "optics engineer"\n', ""),
    "TRM-LAB-003_version": ('"1.0"', '"2.0"'),
    "TRM-LAB-003_blank": ('"optics engineer"', '" "'),
    "TRM-LAB-003_no_name": ('"Example Vision"', '""'),
    "TRM-LAB-003_no_laboratory": ('"Example Optics Laboratory"', '""'),
    "TRM-LAB-003_no_product": ('product    = "Example Vision"\n', ""),
    "TRM-LAB-004_no_method": ('method     = "white"\n', ""),
    "TRM-LAB-004_no_unit": ('unit     = "cd/m2"\nexp', "exp"),
    "TRM-LAB-005_percent": ('unit     = "cd/m2"', 'unit     = "nit%"'),
    "TRM-LAB-006_none": ("expanded_uncertainty = 4\n", ""),
    "TRM-LAB-006_no_factor": ("coverage_factor      = 2\n", ""),
    "TRM-LAB-007_zero": ("expanded_uncertainty = 1.5", "expanded_uncertainty = 0"),
    "TRM-LAB-007_negative": ("coverage_factor = 2", "coverage_factor = -2"),
    "TRM-LAB-007_resolution": ("resolution  = 0.1", "resolution  = 0"),
    "TRM-LAB-008_fine": ("resolution  = 0.1", "resolution  = 10"),
    "TRM-LAB-009_off": ("119.8, 120.4, 120.1]", "119.8, 120.4, 124.1]"),
    "TRM-LAB-010_scattered": ("[120.1, 120.6, 119.8, 120.4, 120.1]", "[110.2, 130.2, 120.2, 115.2, 125.2]"),
    "TRM-LAB-011_instrument": ('instrument = "spectroradiometer"', 'instrument = "photometer"'),
    "TRM-LAB-011_method": ('method     = "white"', 'method     = "black"'),
    "TRM-LAB-018_never": ("calibrated  = 2026-06-15\n", ""),
    "TRM-LAB-018_untitled": ('title       = "bench procedure"\n', ""),
    "TRM-LAB-019_limit": ("at_most = 43", "at_moust = 43"),
    "TRM-LAB-019_instrument": ("certificate =", "certificat ="),
    "TRM-LAB-019_method": ("description =", "descripton ="),
    "TRM-LAB-019_head": ("place      =", "places ="),
    "TRM-LAB-012_one": ("coverage_factor      = 2", "coverage_factor      = 1"),
    "TRM-LAB-012_four": ("coverage_factor      = 2", "coverage_factor      = 4"),
    "TRM-LAB-013_words": ("issued     = 2026-11-20", 'issued     = "last week"'),
    "TRM-LAB-013_february": ("issued     = 2026-11-20", 'issued     = "2027-02-29"'),
    "TRM-LAB-013_month": ("issued     = 2026-11-20", 'issued     = "2027-13-01"'),
    "TRM-LAB-013_time": ("calibrated  = 2026-06-15", "calibrated  = 2026-06-15T08:00:00Z"),
    "TRM-LAB-014_expired": ("due         = 2027-03-02", "due         = 2026-09-02"),
    "TRM-LAB-014_early": ("calibrated  = 2026-03-02", "calibrated  = 2026-11-19"),
    "TRM-LAB-015_late": ("issued     = 2026-11-20", "issued     = 2026-11-17"),
    "TRM-LAB-016_twice": (WHITE, WHITE + WHITE),
    "TRM-LAB-017_hot": ("at_most = 43", "at_most = 35"),
    "TRM-LAB-017_dark": ("at_least   = 100", "at_least   = 130"),
}
