"""Samples of declarations: one platform that is open to minors, one that is not, and small departures."""

from __future__ import annotations

import copy
import json
from typing import Any

DECLARATION: dict[str, Any] = {
    "platformDeclaration": "1.0",
    "name": "Example Platform",
    "operator": "Example Platform Ltd.",
    "risk": {
        "ratingValue": "2",
        "scheme": "https://grading.example/metaverse/2026",
        "author": "Example Laboratory",
        "assessed": "2026-03-01",
        "validThrough": "2027-02-28",
    },
    "content": {"contentRating": "12+", "scheme": "https://grading.example/content", "suggestedMinAge": 12},
    "minors": {
        "minutesPerDay": 60,
        "hours": [{"dayOfWeek": ["Friday", "Saturday", "Sunday"], "opens": "20:00:00", "closes": "21:00:00"}],
        "ageAssurance": ["real_name", "self_declared"],
        "refusal": {"type": "https://platform.example/problems/minor-limit", "status": 403},
    },
    "offers": [
        {
            "name": "Coat for an avatar",
            "price": "18.50",
            "priceCurrency": "CNY",
            "seller": "Crane Studio",
            "fees": [{"name": "service", "price": "0.5"}],
            "merchantReturnDays": 7,
        }
    ],
    "personalData": {
        "contact": "mailto:privacy@platform.example",
        "held": [{"category": "telephone number", "purpose": "sign-in", "retentionDays": 180}],
    },
}
NONE: dict[str, Any] = {
    "platformDeclaration": "1.0",
    "name": "展览",
    "operator": "示例平台有限公司",
    "risk": {"ratingValue": 1, "scheme": "urn:example:risk", "assessed": "2024-02-29", "validThrough": "2024-02-29"},
    "content": {"contentRating": "18", "scheme": "https://grading.example/content", "suggestedMinAge": 18},
    "minors": {
        "minutesPerDay": 0,
        "hours": [],
        "ageAssurance": ["credential"],
        "refusal": {"type": "tag:platform.example,2026:minor", "status": 451},
    },
    "offers": [],
    "personalData": {"contact": "https://platform.example/privacy", "held": []},
}
_GONE = object()


def _with(path: str, value: Any) -> bytes:
    """The declaration with this value at a place, whose steps are names and numbers."""
    declaration = copy.deepcopy(DECLARATION)
    *steps, last = [int(step) if step.isdigit() else step for step in path.split("/")]
    holder: Any = declaration
    for step in steps:
        holder = holder[step]
    if value is _GONE:
        del holder[last]
    else:
        holder[last] = value
    return _json(declaration)


def _json(value: Any) -> bytes:
    return json.dumps(value, ensure_ascii=False, indent=1).encode()


def good() -> dict[str, bytes]:
    return {
        "declaration.json": _json(DECLARATION),
        "none.json": _json(NONE),
        "open_end.json": _with("risk/validThrough", _GONE),
        "more.json": _with("rooms", 12),
        "over_midnight.json": _with(
            "minors/hours", [{"dayOfWeek": ["Monday"], "opens": "23:59:59.5", "closes": "00:00:00"}]
        ),
        "named_currency.json": _with("offers/0/priceCurrency", "Ithaca HOUR"),
    }


def bad() -> dict[str, bytes]:
    text = _json(DECLARATION)
    name = "platform-declaration.json"
    texts = {
        f"IFC-DEC-001_bom_{name}": b"\xef\xbb\xbf" + text,
        f"IFC-DEC-001_latin_1_{name}": text.replace(b"Crane", b"\xe9"),
        f"IFC-DEC-001_utf_16_{name}": text.decode().encode("utf-16"),
        f"IFC-DEC-001_cut_off_{name}": text[:-3],
        f"IFC-DEC-001_empty_{name}": b"",
        "IFC-DEC-001_twice.json": text.replace(b'"operator"', b'"name": "again",\n "operator"'),
        f"IFC-DEC-001_array_{name}": b"[]",
    }
    places = {
        "IFC-DEC-002_version.json": ("platformDeclaration", 1.0),
        "IFC-DEC-002_name.json": ("name", {"en": "Example"}),
        "IFC-DEC-002_operator.json": ("operator", None),
        "IFC-DEC-002_risk.json": ("risk", "2"),
        "IFC-DEC-002_level.json": ("risk/ratingValue", True),
        "IFC-DEC-002_risk_scheme.json": ("risk/scheme", 7),
        "IFC-DEC-002_author.json": ("risk/author", []),
        "IFC-DEC-002_assessed.json": ("risk/assessed", 2026),
        "IFC-DEC-002_valid.json": ("risk/validThrough", 2027),
        "IFC-DEC-002_content.json": ("content", "12+"),
        "IFC-DEC-002_class.json": ("content/contentRating", 12),
        "IFC-DEC-002_class_scheme.json": ("content/scheme", None),
        "IFC-DEC-002_age.json": ("content/suggestedMinAge", "12"),
        "IFC-DEC-002_minors.json": ("minors", False),
        "IFC-DEC-002_minutes.json": ("minors/minutesPerDay", "60"),
        "IFC-DEC-002_hours.json": ("minors/hours", "20:00:00"),
        "IFC-DEC-002_hours_text.json": ("minors/hours/0", "20:00:00"),
        "IFC-DEC-002_days.json": ("minors/hours/0/dayOfWeek", "Friday"),
        "IFC-DEC-002_day.json": ("minors/hours/0/dayOfWeek/0", 5),
        "IFC-DEC-002_opens.json": ("minors/hours/0/opens", 20),
        "IFC-DEC-002_closes.json": ("minors/hours/0/closes", 21),
        "IFC-DEC-002_ways.json": ("minors/ageAssurance", "real_name"),
        "IFC-DEC-002_way.json": ("minors/ageAssurance/1", 1),
        "IFC-DEC-002_refusal.json": ("minors/refusal", 403),
        "IFC-DEC-002_problem.json": ("minors/refusal/type", 403),
        "IFC-DEC-002_status.json": ("minors/refusal/status", "403"),
        "IFC-DEC-002_offers.json": ("offers", {}),
        "IFC-DEC-002_offer.json": ("offers/0", "coat"),
        "IFC-DEC-002_offer_name.json": ("offers/0/name", 1),
        "IFC-DEC-002_price.json": ("offers/0/price", 18.5),
        "IFC-DEC-002_currency.json": ("offers/0/priceCurrency", 156),
        "IFC-DEC-002_seller.json": ("offers/0/seller", {"name": "Crane Studio"}),
        "IFC-DEC-002_fees.json": ("offers/0/fees", "0.5"),
        "IFC-DEC-002_fee.json": ("offers/0/fees/0", "0.5"),
        "IFC-DEC-002_fee_name.json": ("offers/0/fees/0/name", 1),
        "IFC-DEC-002_fee_price.json": ("offers/0/fees/0/price", 0.5),
        "IFC-DEC-002_return.json": ("offers/0/merchantReturnDays", "7"),
        "IFC-DEC-002_personal_data.json": ("personalData", []),
        "IFC-DEC-002_contact.json": ("personalData/contact", []),
        "IFC-DEC-002_held.json": ("personalData/held", {}),
        "IFC-DEC-002_held_text.json": ("personalData/held/0", "telephone number"),
        "IFC-DEC-002_category.json": ("personalData/held/0/category", 1),
        "IFC-DEC-002_purpose.json": ("personalData/held/0/purpose", 1),
        "IFC-DEC-002_retention.json": ("personalData/held/0/retentionDays", "P180D"),
        "IFC-DEC-003_no_name.json": ("name", _GONE),
        "IFC-DEC-003_no_operator.json": ("operator", _GONE),
        "IFC-DEC-004_none.json": ("risk", _GONE),
        "IFC-DEC-004_no_level.json": ("risk/ratingValue", _GONE),
        "IFC-DEC-004_no_scheme.json": ("risk/scheme", _GONE),
        "IFC-DEC-004_no_date.json": ("risk/assessed", _GONE),
        "IFC-DEC-005_none.json": ("content", _GONE),
        "IFC-DEC-005_no_class.json": ("content/contentRating", _GONE),
        "IFC-DEC-005_no_scheme.json": ("content/scheme", _GONE),
        "IFC-DEC-005_no_age.json": ("content/suggestedMinAge", _GONE),
        "IFC-DEC-006_30_february.json": ("risk/assessed", "2026-02-30"),
        "IFC-DEC-006_time.json": ("risk/validThrough", "2027-02-28T00:00:00Z"),
        "IFC-DEC-006_zone.json": ("risk/validThrough", "2027-02-28Z"),
        "IFC-DEC-007_before.json": ("risk/validThrough", "2026-02-28"),
        "IFC-DEC-008_name.json": ("risk/scheme", "our own scheme"),
        "IFC-DEC-008_space.json": ("content/scheme", "https://grading.example/our scheme"),
        "IFC-DEC-008_path.json": ("minors/refusal/type", "/problems/minor-limit"),
        "IFC-DEC-008_address.json": ("personalData/contact", "privacy@platform.example"),
        "IFC-DEC-009_no_minutes.json": ("minors/minutesPerDay", _GONE),
        "IFC-DEC-009_no_hours.json": ("minors/hours", _GONE),
        "IFC-DEC-010_no_days.json": ("minors/hours/0/dayOfWeek", _GONE),
        "IFC-DEC-010_empty_days.json": ("minors/hours/0/dayOfWeek", []),
        "IFC-DEC-010_day.json": ("minors/hours/0/dayOfWeek/1", "saturday"),
        "IFC-DEC-010_no_seconds.json": ("minors/hours/0/opens", "20:00"),
        "IFC-DEC-010_hour_24.json": ("minors/hours/0/closes", "24:00:00"),
        "IFC-DEC-011_minutes.json": ("minors/minutesPerDay", 1441),
        "IFC-DEC-011_less_than_none.json": ("minors/minutesPerDay", -1),
        "IFC-DEC-011_age.json": ("content/suggestedMinAge", -1),
        "IFC-DEC-011_return.json": ("offers/0/merchantReturnDays", -1),
        "IFC-DEC-011_retention.json": ("personalData/held/0/retentionDays", -1),
        "IFC-DEC-012_none.json": ("minors/ageAssurance", _GONE),
        "IFC-DEC-012_empty.json": ("minors/ageAssurance", []),
        "IFC-DEC-012_other.json": ("minors/ageAssurance/0", "we ask"),
        "IFC-DEC-013_word.json": ("minors/ageAssurance", ["self_declared"]),
        "IFC-DEC-014_none.json": ("minors/refusal", _GONE),
        "IFC-DEC-014_no_type.json": ("minors/refusal/type", _GONE),
        "IFC-DEC-014_no_status.json": ("minors/refusal/status", _GONE),
        "IFC-DEC-014_success.json": ("minors/refusal/status", 200),
        "IFC-DEC-014_server.json": ("minors/refusal/status", 500),
        "IFC-DEC-015_none.json": ("offers", _GONE),
        "IFC-DEC-015_no_name.json": ("offers/0/name", _GONE),
        "IFC-DEC-015_no_price.json": ("offers/0/price", _GONE),
        "IFC-DEC-015_no_currency.json": ("offers/0/priceCurrency", _GONE),
        "IFC-DEC-015_no_fees.json": ("offers/0/fees", _GONE),
        "IFC-DEC-015_fee_without_name.json": ("offers/0/fees/0/name", _GONE),
        "IFC-DEC-015_no_seller.json": ("offers/0/seller", _GONE),
        "IFC-DEC-015_no_return.json": ("offers/0/merchantReturnDays", _GONE),
        "IFC-DEC-015_fee_without_price.json": ("offers/0/fees/0/price", _GONE),
        "IFC-DEC-016_sign.json": ("offers/0/price", "¥18.50"),
        "IFC-DEC-016_comma.json": ("offers/0/price", "1,234.50"),
        "IFC-DEC-016_full_width.json": ("offers/0/fees/0/price", "１８"),
        "IFC-DEC-017_dollar.json": ("offers/0/priceCurrency", "$"),
        "IFC-DEC-017_yuan.json": ("offers/0/priceCurrency", "RMB ¥"),
        "IFC-DEC-018_none.json": ("personalData", _GONE),
        "IFC-DEC-018_no_contact.json": ("personalData/contact", _GONE),
        "IFC-DEC-018_no_list.json": ("personalData/held", _GONE),
        "IFC-DEC-018_no_category.json": ("personalData/held/0/category", _GONE),
        "IFC-DEC-018_no_purpose.json": ("personalData/held/0/purpose", _GONE),
        "IFC-DEC-018_no_retention.json": ("personalData/held/0/retentionDays", _GONE),
        "IFC-DEC-019_operator.json": ("operator", " "),
        "IFC-DEC-019_level.json": ("risk/ratingValue", ""),
        "IFC-DEC-019_purpose.json": ("personalData/held/0/purpose", "\u3000"),
        "IFC-DEC-019_escape.json": ("offers/0/seller", "Crane\x1b[2J Studio"),
        "IFC-DEC-020_later.json": ("platformDeclaration", "2.0"),
    }
    gone = {"IFC-DEC-009_none.json": "minors", "IFC-DEC-020_none_platform-declaration.json": "platformDeclaration"}
    without = {name: {key: each for key, each in DECLARATION.items() if key != lost} for name, lost in gone.items()}
    return (
        texts
        | {name: _with(*change) for name, change in places.items()}
        | {name: _json(each) for name, each in without.items()}
    )
