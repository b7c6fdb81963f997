"""Judge a document: run every row of its suites, then settle which rows block which others.

All rows always run. Suites that read the same document share the walk over it.
"""

from __future__ import annotations

import gc
from collections.abc import Sequence
from functools import lru_cache
from itertools import islice
from typing import Any

from conformance.engine.case import Case, Cuts, crashed, run_check
from conformance.engine.judges import Judged, Means
from conformance.engine.loaded import LoadedSuite
from conformance.engine.places import Standing
from conformance.engine.schema_rows import run_schema
from conformance.engine.settle import settle
from conformance.readers.source import Source


def judge(source: Source, suites: Sequence[LoadedSuite], means: Means) -> Judged:
    """The verdicts of the suites on a document."""
    # Pause Python's cyclic garbage collector: the many objects of one document are all in use and form no cycles.
    # Otherwise it visits them repeatedly while their number grows, a tenth of the time for a glTF model. So that it
    # does not do so right afterwards, they are moved to its oldest generation, by freezing and unfreezing them.
    if source.size < _LARGE:
        return _judged(source, suites, means)
    running = gc.isenabled()
    gc.disable()
    try:
        return _judged(source, suites, means)
    finally:
        if running:
            if gc.get_freeze_count() < _FROZEN:  # objects that an application froze stay frozen
                gc.freeze()
                gc.unfreeze()
            gc.enable()


_FROZEN = 1_000
"""Python itself freezes some hundred objects when it starts."""
_LARGE = 1 << 14
"""Below it, in bytes, pausing the collector takes longer than what it does meanwhile."""


def _judged(source: Source, suites: Sequence[LoadedSuite], means: Means) -> Judged:
    cuts: Cuts = {}
    views = [_view(source, loaded) for loaded in suites]
    documents = [getattr(view, "document", view) for view in views]
    judging = list(zip(suites, views, documents, standing(suites, documents), strict=True))
    cases = [
        {} if isinstance(view, Exception) else _run(loaded, view, document, cuts, there)
        for loaded, view, document, there in judging
    ]
    return Judged(
        [
            (loaded, *settle(loaded, view, document, found, cuts, there))
            for (loaded, view, document, there), found in zip(judging, cases, strict=True)
        ],
        facts=means.counted(source) if means.facts else None,
    )


def _view(source: Source, loaded: LoadedSuite) -> Any:
    """The suite's view of the source, or the reason why there is none."""
    try:
        return source.once(loaded.view)
    except Exception as reason:  # NotJudged, or a bug of ours, which never counts against the product
        return reason


def _run(loaded: LoadedSuite, view: Any, document: Any, cuts: Cuts, stands: tuple[bool, ...]) -> dict[str, Case]:
    """The cases that already have an outcome; `stands` says for each row whether its patterns have an instance."""
    cases: dict[str, Case] = {}
    schema, checks = loaded.asked(stands)
    if schema:
        try:
            run_schema(loaded, schema, document, cases, cuts)
        except Exception as error:  # an engine that gives up is our fault as well
            cases = {name: crashed(loaded.suite[name], error) for name in schema.rows}
    for requirement, check in checks:
        if case := run_check(requirement, check, cuts, view):
            cases[requirement.id] = case
    return cases


def standing(suites: Sequence[LoadedSuite], documents: Sequence[Any]) -> list[tuple[bool, ...]]:
    """For each suite and each row that it judges, whether the row's patterns have an instance in its document."""
    if len(suites) == 1:
        return [_walk(tuple(suites))(documents[0])]
    together: dict[int, list[int]] = {}
    for at, document in enumerate(documents):
        together.setdefault(id(document), []).append(at)
    found: list[tuple[bool, ...]] = [() for _ in suites]
    for sharing in together.values():
        stands = iter(_walk(tuple([suites[at] for at in sharing]))(documents[sharing[0]]))
        for at in sharing:
            found[at] = tuple(islice(stands, len(suites[at].judged)))
    return found


@lru_cache(maxsize=64)
def _walk(suites: tuple[LoadedSuite, ...]) -> Standing:
    return Standing([row.patterns for loaded in suites for row in loaded.judged])
