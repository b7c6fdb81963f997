"""What a real producer of DCAT writes, datacatalogtordf: what is reported of it is true, as tried by hand.

The package datacatalogtordf has to be installed.
"""

from __future__ import annotations

from typing import Any

import pytest

from conformance.engine.plan import Plan, Selection
from conformance.model.outcome import BY_LETTER, Outcome
from conformance.readers.source import Source

product = pytest.importorskip("datacatalogtordf")
pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning")
PLAN = Plan(Selection(suites=("interfaces/governance/dataset",)))
CSV = "https://www.iana.org/assignments/media-types/text/csv"
CC_BY = "https://creativecommons.org/licenses/by/4.0/"
PUBLIC = "http://publications.europa.eu/resource/authority/access-right/PUBLIC"


def failed(*, publisher: str = "https://platform.example/", media_type: str = CSV, **more: Any) -> set[str]:
    """The rows that a record violates which the product writes from these values."""
    distribution = product.Distribution()
    distribution.identifier = "https://platform.example/rooms#csv"
    distribution.download_URL = "https://platform.example/rooms.csv"
    distribution.media_types = [media_type]
    distribution.license = CC_BY
    dataset = product.Dataset()
    dataset.identifier = "https://platform.example/rooms"
    dataset.title = {"en": "Rooms", "zh": "房间"}
    dataset.description = {"en": "The rooms of the platform"}
    dataset.publisher = publisher
    dataset.release_date = "2026-03-01"
    dataset.access_rights = PUBLIC
    dataset.distributions = [distribution]
    for name, value in more.items():
        setattr(dataset, name, value)
    ((loaded, letters, _),) = PLAN.judge(Source("a.json", dataset.to_rdf(format="json-ld")), "data_record").verdicts
    found = {row.id: BY_LETTER[each] for row, each in zip(loaded.suite.requirements, letters, strict=True)}
    assert not {Outcome.ERROR, Outcome.INCONCLUSIVE} & set(found.values())
    return {name for name, each in found.items() if each is Outcome.FAIL}


def test_what_it_writes_from_right_values_lacks_only_what_it_was_not_given() -> None:
    contact_and_provenance = {"IFC-DCT-024", "IFC-DCT-025"}
    assert failed() == contact_and_provenance
    contact = product.Contact()
    contact.name, contact.email = {"en": "Desk"}, "mailto:desk@platform.example"
    given = {"contactpoint": contact, "was_generated_by": "https://platform.example/counting"}
    assert failed(**given) == set()


def test_it_checks_most_links_but_makes_any_name_of_a_publisher_one() -> None:
    with pytest.raises(product.exceptions.InvalidURIError):
        failed(license="CC BY 4.0")
    assert "IFC-DCT-010" in failed(publisher="Example Ltd.")


def test_it_makes_a_relative_link_of_a_media_type() -> None:
    assert "IFC-DCT-015" in failed(media_type="text/csv")
