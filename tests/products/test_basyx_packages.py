"""What a real producer of AASX packages writes, the Eclipse BaSyx Python SDK: what is reported of it is true, by hand.

The package basyx-python-sdk has to be installed.
"""

from __future__ import annotations

from datetime import datetime
from io import BytesIO

import pytest

from conformance.engine.plan import Plan, Selection
from conformance.model.outcome import BY_LETTER, Outcome
from conformance.readers.source import Source

aasx = pytest.importorskip("basyx.aas.adapter.aasx")
example_aas = pytest.importorskip("basyx.aas.examples.data.example_aas")
mandatory = pytest.importorskip("basyx.aas.examples.data.example_aas_mandatory_attributes")
opc = pytest.importorskip("pyecma376_2")
PLAN = Plan(Selection(suites=tuple(f"interfaces/aas/{name}" for name in ("environment", "package", "semantics"))))
OF_THE_EXAMPLE = {
    "IFC-AAM-003",  # a qualifier of kind TemplateQualifier in a submodel that is an instance
    "IFC-AAM-006",  # data specifications with a value and a list of values
}


def failed(objects: object, *, json: bool, files: dict[str, bytes]) -> set[str]:
    """The rows that a package violates which the product writes from these objects."""
    supplementary, data = aasx.DictSupplementaryFileContainer(), BytesIO()
    for name, content in files.items():
        supplementary.add_file(name, BytesIO(content), "application/pdf")
    with aasx.AASXWriter(data) as writer:
        writer.write_all_aas_objects(f"/aasx/data.{'json' if json else 'xml'}", objects, supplementary, write_json=json)
        properties = opc.OPCCoreProperties()
        properties.created = datetime(2025, 11, 24)  # noqa: DTZ001 - as the product writes it
        writer.write_core_properties(properties)
    verdicts = PLAN.judge(Source("a.aasx", data.getvalue()), "aasx").verdicts
    rows = [zip(loaded.suite.requirements, letters, strict=True) for loaded, letters, _ in verdicts]
    found = {row.id: BY_LETTER[each] for of_suite in rows for row, each in of_suite}
    assert not {Outcome.ERROR, Outcome.INCONCLUSIVE} & set(found.values())
    assert Outcome.PASS in {each for name, each in found.items() if name.startswith("IFC-AAS")}
    return {name for name, each in found.items() if each is Outcome.FAIL}


@pytest.mark.parametrize("json", [True, False])
def test_its_example_has_the_same_faults_in_both_formats(json: bool) -> None:
    objects = example_aas.create_full_example()
    assert failed(objects, json=json, files={"/TestFile.pdf": b"%PDF"}) == OF_THE_EXAMPLE


@pytest.mark.parametrize("json", [True, False])
def test_a_file_that_was_not_added_is_missed(json: bool) -> None:
    assert failed(example_aas.create_full_example(), json=json, files={}) == {*OF_THE_EXAMPLE, "IFC-AAX-011"}


@pytest.mark.parametrize("json", [True, False])
def test_its_smallest_example_lacks_only_what_is_recommended(json: bool) -> None:
    assert failed(mandatory.create_full_example(), json=json, files={}) == {"IFC-AAM-009"}
