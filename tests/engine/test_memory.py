"""What judging takes is given back at once."""

from __future__ import annotations

import gc

import pytest
from doubles.judging import judge
from doubles.ours import PLAN

from conformance.catalogue.samples import samples
from conformance.model.requirement import Suite
from conformance.readers.source import Source

# PyLD, multiformats and ifctester, which these judge with, leave some behind in every call; Python collects them later.
IN_LIBRARIES = (
    *("identity/credential/", "identity/data_integrity/", "identity/did_method/", "identity/jose/enveloped"),
    *("identity/avatar_binding/", "identity/portability/", "interfaces/ifc/information"),
)
SUITES = [
    suite
    for suite in PLAN.catalogue.suites.values()
    if not PLAN.catalogue.kinds[suite.kind].endpoint and not suite.id.startswith(IN_LIBRARIES)
]


@pytest.mark.parametrize("suite", SUITES, ids=lambda suite: suite.id)
def test_judging_leaves_no_circle_of_references_behind(suite: Suite) -> None:
    sample = next(iter(samples(suite)))
    suites = PLAN.suites_for(suite.kind)

    def judged() -> None:
        source = Source(sample.name, sample.data, sample.folder)
        judge(source, suites)
        source.forget()

    judged()  # imports and remembers what lasts
    gc.freeze()  # what there is already is not looked at
    gc.disable()
    try:
        judged()
        assert gc.collect() == 0
    finally:
        gc.enable()
        gc.unfreeze()
