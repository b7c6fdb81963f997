"""How results are named in the sentences of a programme."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from conformance.model.profile import LEVEL_TITLES
from conformance.model.text import Text
from conformance.reporting.words import words

HEADLINE = Text("{product}: {conclusion}{against}", "{product}：{conclusion}{against}")
AGAINST = Text(", {profile}, level {level}", "，{profile}，等级 {level}")
NO_NAME = Text("product without a name", "未写明名称的产品")
STATES = {
    "valid": Text("valid", "有效"),
    "conditional": Text("conditional", "附条件有效"),
    "suspended": Text("suspended", "暂停"),
    "revoked": Text("revoked", "撤销"),
    "superseded": Text("superseded", "被取代"),
    "expired": Text("expired", "过期"),
}
"""The states of a certificate by their names in the register."""


def headline(told: Mapping[str, Any]) -> Text:
    """Product, conclusion, profile and level of what a bundle says."""
    conclusion = Text(**words()["conclusion"][told["conclusion"]])
    profile, against = told["profile"], Text("", "")
    if profile:
        named = f"{profile['id']} {profile['version']}"
        against = AGAINST.filled({"profile": named, "level": LEVEL_TITLES[told["level"]]})
    return HEADLINE.filled({"product": product_name(told["product"]), "conclusion": conclusion, "against": against})


def product_name(product: Mapping[str, Any]) -> str | Text:
    """Name, model and version of a product."""
    return " ".join(str(product[key]) for key in ("name", "model", "version") if product.get(key)) or NO_NAME
