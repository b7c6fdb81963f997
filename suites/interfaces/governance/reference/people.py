"""The people of the reference product, with tokens that everybody may know, and what they buy."""

from __future__ import annotations

import itertools
import json
from dataclasses import dataclass, field
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

ADULT, OTHER, MINOR, EXHAUSTED = "adult", "other", "minor", "exhausted"
TOKENS = {each: f"{each}-of-the-reference" for each in (ADULT, OTHER, MINOR, EXHAUSTED)}
MINORS = (MINOR, EXHAUSTED)
ALLOWED = ("all", "12+")
CLASSES = [*ALLOWED, "18+"]
CONTENT = {"1": "all", "2": "12+", "3": "18+"}
PRICES = {1: Decimal("18.50"), 2: Decimal("1200.00")}
LIMIT = Decimal(200)
DECLARATION: dict[str, Any] = {
    "platformDeclaration": "1.0",
    "name": "Reference Platform",
    "operator": "Reference Ltd.",
    "risk": {"ratingValue": "2", "scheme": "urn:example:risk", "assessed": "2026-03-01"},
    "content": {"contentRating": "12+", "scheme": "urn:example:content", "suggestedMinAge": 12},
    "minors": {
        "minutesPerDay": 60,
        "hours": [{"dayOfWeek": ["Friday", "Saturday", "Sunday"], "opens": "20:00:00", "closes": "21:00:00"}],
        "ageAssurance": ["real_name"],
        "refusal": {"type": "urn:example:minor-limit", "status": 403},
    },
    "offers": [
        {
            "name": "Coat",
            "price": "18.50",
            "priceCurrency": "CNY",
            "seller": "Crane Studio",
            "fees": [],
            "merchantReturnDays": 7,
        }
    ],
    "personalData": {"contact": "mailto:privacy@platform.example", "held": []},
}


@dataclass
class Shop:
    """What was bought, by the ids of the transactions, each with its buyer; the keys by which it was; balances."""

    sold: dict[str, tuple[str, dict[str, Any]]] = field(default_factory=dict)
    keys: dict[str, str] = field(default_factory=dict)
    balances: dict[str, Decimal] = field(default_factory=lambda: dict.fromkeys(TOKENS, Decimal(10_000)))
    _numbers: Any = field(default_factory=lambda: itertools.count(1))

    def buy(self, buyer: str, offer: int) -> str:
        """The id of the transaction."""
        number = f"t{next(self._numbers)}"
        time = datetime.now(UTC).isoformat(timespec="seconds")
        price = {"value": str(PRICES[offer]), "currency": "CNY"}
        self.sold[number] = buyer, {"id": number, "time": time, "total": price, "seller": "Crane Studio"}
        self.balances[buyer] -= PRICES[offer]
        return number

    def alike(self, number: str) -> str:
        """The id of the first transaction of the same buyer about the same amount."""
        buyer, told = self.sold[number]
        same = (each for each, (who, one) in list(self.sold.items()) if (who, one["total"]) == (buyer, told["total"]))
        return next(same)


def written(value: Any) -> bytes:
    return json.dumps(value, ensure_ascii=False).encode()
