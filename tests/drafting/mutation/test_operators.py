"""Operators change one thing each, and leave the sample they start from as it was."""

from __future__ import annotations

import json
from random import Random

import pytest
from doubles.ours import CATALOGUE, PLAN

from conformance.catalogue.packages import import_code
from conformance.catalogue.samples import samples
from conformance.drafting.mutation.json_form import json_document, json_sites
from conformance.drafting.mutation.mutants import generic
from conformance.drafting.mutation.operators import BYTES, JSON, LINES, RAW, VALUES
from conformance.drafting.mutation.operators.operator import of_family
from conformance.drafting.mutation.result import PART
from conformance.drafting.mutation.services.trial import product_of
from conformance.model.sample import Sample

DOCUMENT = {
    "id": "did:example:123#key-1",
    "when": "2026-11-22T10:00:00Z",
    "image": "data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAA==",
    "page": "https://example.org/a/b?c=d",
    "file": "models/crane.bin",
    "version": "1.0.2",
    "digest": "0xdeadbeef00",
    "type": "image/png",
    "language": "zh-Hans",
    "key": "AbC+/xyz_-AbC+/xyz0123A",
    "count": 3,
    "ratio": 0.5,
    "open": True,
    "items": [1, 2, 3],
    "one": ["a"],
    "inner": {"name": "x", "more": {"deep": [{"a": 1}, {"a": 2}]}},
}
DATA = json.dumps(DOCUMENT).encode()
SAMPLE = Sample("a.json", DATA, None, None)
OTHER = Sample("b.json", json.dumps({**DOCUMENT, "count": 4}).encode(), None, None)
CONTAINER = Sample("a.bin", b"\x00HEAD\n" + bytes(range(256)), None, None)
TEXT = Sample("a.txt", b'JOINT hips\n  OFFSET 0.0 1.5 -2\n  <limit lower="1" name="hip"/>\n', None, None)


def test_there_are_a_hundred_and_each_has_a_name() -> None:
    names = [each.name for group in (VALUES, JSON, RAW, LINES, BYTES) for each in group]
    kinds = {(each.name, each.types) for each in VALUES}
    assert len(kinds) == len(VALUES)
    assert len(names) >= 100


def test_every_operator_applies_somewhere_and_changes_the_bytes() -> None:
    made = [*generic([SAMPLE, OTHER], 8, 1), *generic([CONTAINER, TEXT], 8, 1)]
    changed = {each.operator for each in made if each.make() not in (None, each.sample.data)}
    never = {each.name for group in (VALUES, JSON, RAW, LINES, BYTES) for each in group} - changed
    assert never <= {"base64.last_bits", "bytes.lines"}, "these are tried elsewhere"


@pytest.mark.parametrize("sample", [SAMPLE, CONTAINER, TEXT], ids=lambda each: each.name)
def test_a_mutant_can_be_made_again_and_the_others_are_not_touched(sample: Sample) -> None:
    mutants = generic([sample], 2, 1)
    first = [each.make() for each in mutants]
    assert [each.make() for each in reversed(mutants)][::-1] == first
    assert len(set(first)) > len(first) / 2


def test_a_mutant_changes_the_place_that_it_names() -> None:
    for each in generic([SAMPLE], 2, 1):
        if each.operator.startswith(("text.", "list.", "uri.", "date.")):
            differing = [key for key, value in json.loads(each.make() or b"").items() if value != DOCUMENT[key]]
            assert differing == [each.place.split("/")[1]], each.operator


def test_the_same_seed_draws_the_same() -> None:
    def drawn(seed: int) -> list[tuple[str, str, bytes | None]]:
        return [(each.operator, each.place, each.make()) for each in generic([CONTAINER, SAMPLE], 1, seed)]

    assert drawn(1) == drawn(1)
    assert drawn(1) != drawn(2)


def test_every_class_of_a_seed_is_there_and_no_class_is_too_large() -> None:
    few, many = generic([SAMPLE, OTHER], 1, 1), generic([SAMPLE, OTHER], 5, 1)
    assert {each.class_ for each in few} == {each.class_ for each in many}
    assert len(few) == len({each.class_ for each in few})


def test_mutants_come_by_class_whatever_the_order_of_samples() -> None:
    for given in ([SAMPLE, OTHER, CONTAINER], [CONTAINER, OTHER, SAMPLE]):
        classes = [each.class_ for each in generic(given, 2, 1)]
        assert classes == sorted(classes)


def test_a_member_can_be_written_twice() -> None:
    operator = next(each for each in JSON if each.name == "json.doubled")
    document = json_document(b'{"a": 1}')
    assert document
    site = next(site for site in json_sites(document) if site.place == "/a")
    (change,) = operator.change(site, [])
    assert change.make() == b'{"a": null, "a": 1}'
    assert document.data() == b'{"a": 1}'


def test_lines_of_json_stay_lines() -> None:
    lines = Sample("a.jsonl", b'{"a": 1}\n{"a": 2}\n', None, None)
    removed = [each.make() for each in generic([lines], 9, 1) if each.operator == "json.removed"]
    assert b'{"a": 2}\n' in removed
    assert all(b"[" not in (each or b"") for each in removed)
    exchanged = [each.make() for each in generic([lines], 9, 1) if each.operator == "list.swapped"]
    assert exchanged == [b'{"a": 2}\n{"a": 1}\n']


def test_bits_that_no_byte_has_are_set() -> None:
    operator = next(each for each in VALUES if each.name == "base64.last_bits")
    assert list(operator.change("data:a/b;base64,AAAAAAAAAAAAAAAAAAAAAA==")) == [
        "data:a/b;base64,AAAAAAAAAAAAAAAAAAAAAB=="
    ]
    assert list(operator.change("data:a/b;base64,AAAA")) == []


def test_every_place_in_the_head_of_a_container_is_tried() -> None:
    operator = next(each for each in BYTES if each.name == "bytes.one_more_8")
    places = [place for place, _ in operator.change(CONTAINER.data, Random(1))]
    assert places[:64] == [f"@{at}" for at in range(64)]
    assert set(places[64:]) == {"@"}


SMALL = 1 << 16
"""Bytes of a sample that is tried here: a large recording has tens of thousands of places."""
FAMILIES = [family for family in CATALOGUE.families.values() if family.has(PART)]


@pytest.mark.parametrize("family", FAMILIES, ids=lambda family: family.id)
def test_what_a_family_registers_applies_to_its_samples_or_answers(family) -> None:  # type: ignore[no-untyped-def]
    catalogue, operators = CATALOGUE, import_code(family.package, family.folder, PART).OPERATORS
    suites = [each for each in catalogue.suites.values() if catalogue.family_of(each).id == family.id]
    files = [each for each in suites if not catalogue.kinds[each.kind].endpoint]
    good = {each.data: each for suite in files for each in samples(suite) if not each.requirement}
    small = [each for data, each in good.items() if len(data) <= SMALL]
    left = operators.keys() - {each.operator for each in generic(small, 1, 1, of_family(operators))}
    for suite in (each for each in suites if each not in files and left):
        answers = product_of(PLAN, suite).samples
        left -= {each.operator for each in generic(answers, 1, 1, of_family(operators))}
    assert left == set()


def test_lines_of_other_texts_are_removed_and_repeated() -> None:
    made = {each.operator: each.make() for each in generic([TEXT], 1, 1) if each.pattern == "line JOINT"}
    assert b"JOINT" not in (made["line.removed"] or b"")
    assert (made["line.twice"] or b"").count(b"JOINT") == 2
