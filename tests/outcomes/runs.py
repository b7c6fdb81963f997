"""Every view of hand-made runs that have all that a journal can say, in both languages and each detail."""

from __future__ import annotations

import io
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from conformance.model.finding import Where
from conformance.model.journal.records import Event, Reason, SuitesTold, Unjudged
from conformance.model.outcome import Cause, Outcome
from conformance.model.text import Text
from conformance.reporting.views import VIEWS, Run
from conformance.version import __version__
from tests.doubles.journals import (
    blocked,
    end,
    failed,
    finding,
    opening,
    profile,
    requirement,
    subject,
    suite,
    unjudged,
    write,
)
from tests.outcomes.measured import claims, recordings

ROWS = [
    requirement("T-1"),
    requirement("T-2"),
    requirement("T-3", "should"),
    requirement("T-4", "may"),
    requirement("T-5", excluded=True),
]
MORE = [requirement("U-1"), requirement("U-2", "should")]
LABORATORY = {"name": "Lab", "address": "1 Road", "client": "Maker", "receipt_date": "2024-01-01"}
PRODUCT = {"name": "Thing", "version": "2", "producer": "Maker", "condition": "new", "supplied_by": "Maker"}
STATEMENT = {"answers": {"labels": True, "names": ["a", "b"], "edition": "v1"}, "information": {"thing": "vase"}}
PLACES = (
    Where("/a/0/b", line=3),
    Where(byte=17),
    Where(frame=4, line=5),
    Where("/x", exchange="case#1"),
    Where(),
    Where(""),
)
STYLE = re.compile(r"<(style|script)\b.*?</\1>", re.DOTALL)


def _because(row: str, outcome: Outcome, key: str, cause: Cause | None = None) -> Unjudged:
    return Unjudged(row, outcome, Reason(key, Text(f"why: {key}", f"原因：{key}"), (), cause))


def runs() -> Mapping[str, list[Event]]:
    """The runs, by name."""
    places = [finding(en=f"wrong {at}", zh=f"不对 {at}", where=where) for at, where in enumerate(PLACES)]
    values = finding("/v", received=1.5, expected=["a", "b"], corrected='"b"', reproduce="curl -i http://a/b")
    long = finding("/" + "long/" * 60, en="long " * 80, zh="长" * 200, received="x" * 300, expected={"a": {"b": [1]}})
    inapplicable = subject("P-PP-", name="c.json")
    inapplicable = inapplicable._replace(
        verdict=inapplicable.verdict._replace(inapplicable=(_because("T-2", Outcome.NOT_APPLICABLE, "not_supported"),))
    )
    left = subject("PPPP-", name="http://a/")._replace(leftovers=("http://a/things/1", "http://a/things/2"))
    told: dict[str, Any] = {"laboratory": LABORATORY, "product": PRODUCT, "statement": STATEMENT}
    return {
        "violated": [
            opening(*ROWS, **told, profile=profile(("T-1",)), level="interoperable"),
            subject("FIP--", failed("T-1", *places), blocked("T-2")),
            subject("PFFP-", failed("T-2", values, more=7), failed("T-3", long), name="b/<i>&.json", kind="other"),
            inapplicable,
            subject(
                "EPNI-",
                _because("T-1", Outcome.ERROR, "check_crashed"),
                _because("T-3", Outcome.NOT_RUN, "extra"),
                _because("T-4", Outcome.INCONCLUSIVE, "slow", Cause.ENVIRONMENT),
                name="d.json",
            ),
            subject("PPFP-", failed("T-3", finding("/=x", "=1 [a](b) {0}", "@一")), name="=1+1\x1b[2J|`x`.json"),
            *(subject("PPPP-", name=f"many/{number}.json") for number in range(14)),
            *(subject("FPPP-", failed("T-1", finding()), name=f"more/{number}.json") for number in range(14)),
            unjudged("unknown_kind", named=True),
            *(unjudged("too_large", named=False, name=f"big/{number}.bin") for number in range(5)),
            end(),
        ],
        "good": [opening(*ROWS), subject("PPPP-"), SuitesTold((suite(*MORE, id_="u/u"),)), left, end()],
        "conformant": [
            opening(*ROWS, **told, profile=profile(("T-1",), ("T-2", "T-3")), level="basic"),
            subject("PPPP-"),
            end(),
        ],
        "needs": [opening(*ROWS, profile=profile(("T-2",), ("T-3", "T-4")), level="basic"), subject("P----"), end()],
        "interrupted": [
            opening(*ROWS),
            subject("P-II-", blocked("T-3"), _because("T-4", Outcome.INCONCLUSIVE, "refused", Cause.CONFIGURATION)),
            end("interrupted"),
        ],
        "should": [
            opening(*ROWS),
            subject("PPFP-", failed("T-3", finding())),
            subject("PPFP-", failed("T-3", finding(where=Where())), name="nowhere.json"),
            end(),
        ],
        "nothing": [opening(*ROWS), end()],
        "cut": [opening(*ROWS), subject("PPPP-")],
        "recordings": recordings(),
        **{f"claim_{name}": events for name, events in claims().items()},
    }


def views_text(name: str, folder: Path) -> str:
    """All views of one of the runs."""
    journal = write(folder / "run.jsonl", *runs()[name])
    said = []
    for view in VIEWS.values():
        if view.needs == "exchanges":
            continue
        for language in ("en",) if view.bilingual else ("en", "zh"):
            for detail in ("quiet", "normal", "verbose") if view.detailed else ("normal",):
                out = io.BytesIO() if view.binary else io.StringIO()
                view.show(Run(journal), out, language, detail)
                if not isinstance(out, io.BytesIO):
                    text = STYLE.sub("", out.getvalue()).replace("\r\n", "\n").replace(__version__, "VERSION")
                    said.append(f"# {view.name} {language} {detail}\n{text}\n")
    return "".join(said)
