"""Thing Descriptions nobody here wrote, and hostile ones."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from doubles.ours import PLAN

from conformance.model.outcome import BY_LETTER, Outcome
from conformance.readers.source import Source, open_source

KIND = "thing_description"
V1_0, V1_1 = "https://www.w3.org/2019/wot/td/v1", "https://www.w3.org/2022/wot/td/v1.1"
ROWS = {row.id: row for loaded in PLAN.suites_for(KIND) for row in loaded.suite.requirements}
BAD = {
    "camelCase": "IFC-WTD-010",
    "emptyEnum": "IFC-WTD-022",
    "emptySecurity": "IFC-WTD-016",
    "invalidDataType": "IFC-WTD-019",
    "invalidInteractionElement": "IFC-WTD-008",
    "invalidOp": "IFC-WTD-010",
    "invalidSecuScheme": "IFC-WTD-018",
    "noContext": "IFC-WTD-003",
    "noForm2": "IFC-WTD-007",
    "noTitle": "IFC-WTD-007",
}
"""By file of the playground: the row that says what its name says."""


def judged(source: Source) -> dict[str, Outcome]:
    """The outcomes of all rows on a document."""
    ((loaded, letters, _),) = PLAN.judge(source, KIND).verdicts
    return {row.id: BY_LETTER[each] for row, each in zip(loaded.suite.requirements, letters, strict=True)}


def named(found: dict[str, Outcome], outcome: Outcome, *obligations: str) -> set[str]:
    wanted = obligations or ("shall", "should")
    return {name for name, each in found.items() if each is outcome and ROWS[name].obligation in wanted}


def thing(**members: Any) -> bytes:
    """A small description with these members added, or left out where they are None."""
    minimal = {
        "@context": V1_1,
        "title": "Lamp",
        "security": "open",
        "securityDefinitions": {"open": {"scheme": "nosec"}},
        **members,
    }
    return json.dumps({name: each for name, each in minimal.items() if each is not None}).encode()


def files(corpora: Path, folder: str) -> list[Path]:
    examples = corpora / "interfaces" / "thingweb-playground" / "packages" / "core" / "examples" / "tds"
    return sorted((examples / folder).glob("*.json"))


def test_the_good_examples_of_the_playground_are_right(corpora: Path) -> None:
    good = files(corpora, "valid")
    assert len(good) == 35
    for path in good:
        source = open_source(str(path), path.name)
        assert PLAN.recognise(source) == ([KIND], "content")
        found = judged(source)
        assert not named(found, Outcome.FAIL, "shall"), (path.name, named(found, Outcome.FAIL, "shall"))
        assert not named(found, Outcome.INCONCLUSIVE) | named(found, Outcome.ERROR), path.name


def test_the_bad_examples_of_the_playground_are_wrong_for_the_reason_in_their_name(corpora: Path) -> None:
    bad = files(corpora, "invalid")
    assert {path.stem for path in bad} == BAD.keys()
    for path in bad:
        assert named(judged(open_source(str(path), path.name)), Outcome.FAIL, "shall") == {BAD[path.stem]}, path.name


def nested(depth: int) -> Any:
    schema: Any = {"type": "object", "default": {}}
    for _ in range(depth):
        schema = {"type": "object", "properties": {"a": schema}, "oneOf": [schema], "default": {"a": {}}}
    return schema


def form(**members: Any) -> dict[str, Any]:
    return {"p": {"forms": [{"href": "https://lamp.example/p", **members}]}}


HOSTILE: dict[str, Callable[[], bytes]] = {
    "deep": lambda: b'{"@context": "' + V1_1.encode() + b'", "properties": ' + b"[" * 100_000 + b"]" * 100_000 + b"}",
    "many forms": lambda: thing(properties={"p": {"forms": [{"href": "https://lamp.example/"}] * 100_000}}),
    "null everywhere": lambda: b'{"@context": null, "title": null, "security": null, "properties": null, "id": null}',
    "context of itself": lambda: thing(**{"@context": [V1_1, {"@language": "en", "a": "a:a"}]}),
    "contexts of all types": lambda: thing(**{"@context": [V1_1, None, 7, [V1_1], {"@language": 7}, True]}),
    "nested schemas": lambda: thing(schemaDefinitions={"n": nested(12)}),
    "braces": lambda: thing(properties=form(href="https://lamp.example/" + "{" * 50_000)),
    "many variables": lambda: thing(properties=form(href="https://lamp.example/{" + "a," * 50_000 + "a}")),
    "long language": lambda: thing(titles={"en-" + "a" * 100_000: "x", "x" + "-a" * 50_000: "x"}),
    "huge numbers": lambda: thing(
        schemaDefinitions={"n": {"default": 10**300, "multipleOf": 1e-300, "minimum": -1e308, "maxLength": 10**300}}
    ),
    "odd members": lambda: thing(properties={"": form()["p"], "~/": form(op=[None, {}])["p"]}),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_description_is_no_error_of_ours(name: str) -> None:
    found = judged(Source("thing.td.json", HOSTILE[name]()))
    assert named(found, Outcome.ERROR) == set()
    assert found["IFC-WTD-001"] is not Outcome.FAIL


@pytest.mark.parametrize("kind", ["tm:ThingModel", ["saref:Lamp", "tm:ThingModel"]])
def test_a_thing_model_is_not_judged(kind: Any) -> None:
    """It has neither forms nor security, and describes no thing."""
    found = judged(Source("lamp.tm.json", thing(**{"@type": kind, "security": None, "securityDefinitions": None})))
    assert named(found, Outcome.FAIL) == set()
    assert found["IFC-WTD-007"] is Outcome.INCONCLUSIVE


@pytest.mark.parametrize(
    ("context", "kinds"),
    [
        (V1_1, [KIND]),
        ([V1_0], [KIND]),
        (["https://example.org/", {"a": "b"}, V1_1], [KIND]),
        ("https://www.w3.org/2022/wot/td/v1.2", [KIND]),  # so that a row says that this is another context
        ("https://www.w3.org/ns/did/v1", []),
        ({"td": "https://example.org/"}, []),
    ],
)
def test_it_is_recognised_by_its_context(context: Any, kinds: list[str]) -> None:
    assert PLAN.recognise(Source("given.json", thing(**{"@context": context})))[0] == kinds


@pytest.mark.parametrize(
    ("context", "scheme", "outcome"),
    [
        (V1_0, "combo", Outcome.FAIL),
        (V1_1, "own", Outcome.FAIL),
        ([V1_1, {"own": "https://a.example/#own"}], "own", Outcome.PASS),
        ([V1_1, {"@vocab": "https://a.example/#"}], "own", Outcome.PASS),
        ([V1_1, "https://a.example/context"], "own", Outcome.PASS),  # that document may define it
        (V1_1, "wotsec:BasicSecurityScheme", Outcome.PASS),
    ],
)
def test_a_scheme_is_known_to_the_version_or_the_context(context: Any, scheme: str, outcome: Outcome) -> None:
    definitions = {"open": {"scheme": scheme, "oneOf": ["open", "open"]}}
    given = thing(**{"@context": context, "securityDefinitions": definitions})
    assert judged(Source("lamp.td.json", given))["IFC-WTD-018"] is outcome


@pytest.mark.parametrize(
    ("href", "outcome"),
    [
        ("https://{host}:{port}/p{?a,b*}", Outcome.PASS),
        ("{scheme}://lamp.example/{+path}{#part}", Outcome.PASS),
        ("https://lamp.example/{a:3}{/b}{;c}{&d}", Outcome.PASS),
        ("https://lamp.example/{}", Outcome.FAIL),
        ("https://lamp.example/{a", Outcome.FAIL),
        ("https://lamp.example/{=a}", Outcome.FAIL),
    ],
)
def test_templates_are_those_of_rfc_6570(href: str, outcome: Outcome) -> None:
    assert judged(Source("lamp.td.json", thing(properties=form(href=href))))["IFC-WTD-011"] is outcome


@pytest.mark.parametrize(
    "tag", ["en", "zh-Hans-CN", "sl-nedis", "de-CH-1996", "x-own", "i-klingon", "zh-min-nan", "az-Latn"]
)
def test_language_tags_of_all_forms_are_accepted(tag: str) -> None:
    assert judged(Source("lamp.td.json", thing(titles={tag: "Lamp"})))["IFC-WTD-006"] is Outcome.PASS
