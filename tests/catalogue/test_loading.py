"""The loader's door: every mistake in a suite is refused with one short sentence and its place."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from doubles.small_suites import TEXT, function, row, schema_of, write_suite

from conformance.catalogue import CatalogueError
from conformance.engine.plan import Plan, Selection
from conformance.model.nearest import UnknownName

pytestmark = pytest.mark.versions

ID = "TNY-THG-001"
NOW = {"withdrawn": TEXT, "at": None}


def load(root: Path, kind: str = "thing") -> Plan:
    plan = Plan(Selection(folders=(str(root),)))
    plan.suites_for(kind)
    return plan


def refusal(root: Path) -> CatalogueError:
    with pytest.raises(CatalogueError) as caught:
        load(root)
    return caught.value


def test_what_is_right_loads(tmp_path: Path) -> None:
    rows = [row(), row("TNY-THG-002"), row("TNY-THG-003", untestable=TEXT, at=None)]
    schema = schema_of(TNY_THG_002={"type": "object"}, helper={}).replace(', {"$ref": "#/$defs/helper"}', "")
    write_suite(tmp_path, rows, checks=function(), schema=schema, rest=f"[reasons]\nlater = {TEXT}")
    plan = load(tmp_path)
    (loaded,) = plan.suites_for("thing")
    suite = loaded.suite
    assert (suite.id, suite.owner, suite.version) == ("tiny/things/thing", "Tiny", "1")
    assert suite.digest.startswith("sha256:")
    assert [each.requirement.id for each in loaded.judged] == ["TNY-THG-001", "TNY-THG-002"]
    assert suite["TNY-THG-003"].excluded == suite["TNY-THG-003"].untestable
    assert suite.reasons["later"].zh == "事物"


ROWS = {
    "no policy": (row(policy=None), "policy is missing: name the clause of suites/policy/ that motivates it"),
    "empty policy": (row(policy="[]"), "policy is missing: name the clause of suites/policy/ that motivates it"),
    "unknown policy": (
        row(policy='["S1-3.1.3-identiti"]'),
        "unknown policy clause 'S1-3.1.3-identiti'; did you mean S1-3.1.3-identity",
    ),
    "no basis": (
        row(basis=None),
        "basis is missing: name the clause of a standard that states it, such as gltf-2.0:3.2",
    ),
    "unknown standard": (row(basis='["rfc82599:4"]'), "unknown standard 'rfc82599'; did you mean rfc8259"),
    "unknown related standard": (row(related='["rfc82599"]'), "unknown standard 'rfc82599'; did you mean rfc8259"),
    "basis without section": (row(basis='["rfc8259"]'), "basis 'rfc8259' names no section"),
    "basis with an empty section": (row(basis='["rfc8259:"]'), "basis 'rfc8259:' names no section"),
    "unread basis": (
        row(basis='["law:crypto:1"]'),
        "law:crypto was not read by anyone here: it can be related, not basis",
    ),
    "unknown key": (row(staement=TEXT), "unknown key 'staement'; did you mean statement"),
    "misspelt key": (row(origin=None, orgin='"added"'), "unknown key 'orgin'; did you mean origin?"),
    "misspelt sentence": (row(statement=None, staement=TEXT), "unknown key 'staement'; did you mean statement?"),
    "no zh": (row(title='{ en = "Things" }'), 'title: expected { en = "...", zh = "..." }, both filled in'),
    "empty zh": (row(title='{ en = "Things", zh = "" }'), 'title: expected { en = "...", zh = "..." }, both filled in'),
    "third language": (
        row(title='{ en = "a", zh = "b", fr = "c" }'),
        'title: expected { en = "...", zh = "..." }, both filled in',
    ),
    "no statement": (row(statement=None), "statement is missing"),
    "title not a table": (
        row(title='"Things"'),
        'title: expected { en = "...", zh = "..." }, both filled in, not \'Things\'',
    ),
    "unknown obligation": (row(obligation='"must"'), "obligation is 'must', expected one of shall, should, may"),
    "unknown origin": (row(origin='"new"'), "origin is 'new', expected one of inherited, added"),
    "no at": (row(at=None), "at is missing: say which places the requirement judges"),
    "numbers as policy": (row(policy="[1]"), "policy must hold strings only, not [1]"),
    "wrong prefix": (row("TNY-OTH-001"), "the id must start with the suite's prefix TNY-THG-"),
    "longer prefix": (row("TNY-THGS-001"), "the id must start with the suite's prefix TNY-THG-"),
}


@pytest.mark.parametrize(("text", "problem"), ROWS.values(), ids=ROWS)
def test_a_wrong_row_is_refused_in_a_sentence_with_its_place(tmp_path: Path, text: str, problem: str) -> None:
    trouble = refusal(write_suite(tmp_path, [text], checks=function()))
    assert trouble.problem.en.startswith(problem)
    assert text.split('"')[1] in trouble.place
    assert str(trouble).splitlines()[0] == f"{trouble.place}: {trouble.problem.en}"
    assert trouble.text.zh.splitlines()[0] == f"{trouble.place}：{trouble.problem.zh}"


def test_an_unread_standard_may_be_related(tmp_path: Path) -> None:
    write_suite(tmp_path, [row(related='["law:crypto", "law:crypto:1", "rfc3629:3"]')], checks=function())
    assert load(tmp_path).catalogue.requirement(ID).related[0] == "law:crypto"


AT = {
    "open brace": ("/thing/{a,b", "at: '/thing/{a,b' has an unmatched brace"),
    "brace closed twice": ("/thing/a}", "at: '/thing/a}' has an unmatched brace"),
    "braces in braces": ("/{a,{b,c}}", "at: '/{a,{b,c}}' has an unmatched brace"),
    "wrong escape": ("/thing/a~2", "at: '/thing/a~2' has a ~ that is not part of ~0 or ~1"),
    "no name": ("thing/a", "at: 'thing/a' is neither a JSON pointer pattern nor the name of a part of the view"),
    "a sentence": ("every thing", "at: 'every thing' is neither a JSON pointer pattern nor the name of"),
}


@pytest.mark.parametrize(("at", "problem"), AT.values(), ids=AT)
def test_a_malformed_place_is_refused(tmp_path: Path, at: str, problem: str) -> None:
    trouble = refusal(write_suite(tmp_path, [row(at=f'"{at}"')], checks=function()))
    assert trouble.problem.en.startswith(problem)
    assert re.search(rf"suite\.toml:\d+: {ID}$", trouble.place)


BOTH = "has more than one of schema, check, untestable, conflict and withdrawn"
NONE = "has neither a definition in the schema nor a @check: write one of them"
ONE_SCHEMA = schema_of(TNY_THG_001={"type": "object"})


def test_a_row_with_schema_and_check_is_refused(tmp_path: Path) -> None:
    assert refusal(write_suite(tmp_path, checks=function(), schema=ONE_SCHEMA)).problem.en == BOTH


@pytest.mark.parametrize("why", ["untestable", "conflict", "withdrawn"])
def test_an_excluded_row_with_a_check_is_refused(tmp_path: Path, why: str) -> None:
    assert refusal(write_suite(tmp_path, [row(**{why: TEXT})], checks=function())).problem.en == BOTH


def test_a_row_without_anything_that_judges_it_is_refused(tmp_path: Path) -> None:
    assert refusal(write_suite(tmp_path)).problem.en == NONE


def test_a_check_without_a_row_is_refused(tmp_path: Path) -> None:
    trouble = refusal(write_suite(tmp_path, checks=function() + function("TNY-THG-009")))
    assert trouble.problem.en == "TNY-THG-009 has no row in suite.toml"
    assert trouble.place.endswith("checks.py")


def test_two_checks_for_one_row_are_refused(tmp_path: Path) -> None:
    twice = function() + function().replace("def check_001", "def again")
    assert refusal(write_suite(tmp_path, checks=twice)).problem.en == f"two functions are the check of {ID}"


def test_a_schema_row_without_a_row_in_the_suite_is_refused(tmp_path: Path) -> None:
    schema = schema_of(TNY_THG_001={}, TNY_THG_009={})
    trouble = refusal(write_suite(tmp_path, schema=schema))
    assert trouble.problem.en == "TNY-THG-009 has no row in suite.toml"
    assert trouble.place == str(tmp_path / "tiny" / "things" / "thing" / "schema.json")


SCHEMAS = {
    "anyOf": (
        schema_of(TNY_THG_001={"anyOf": []}),
        f"$defs/{ID} uses anyOf, whose errors do not name a place: use if/then",
    ),
    "not": (schema_of(TNY_THG_001={"items": {"not": {}}}), f"$defs/{ID} uses not, whose errors do not name a place"),
    "no reference": ('{"allOf": [{"type": "object"}]}', "allOf must hold references to $defs only, one for each row"),
    "no JSON": ('{"allOf": ', "is not JSON: Expecting value"),
    "no object": ("[]", "is not a JSON object"),
    "no schema": (schema_of(TNY_THG_001={"type": "thing"}), "is not a usable JSON Schema"),
    "reference to nothing": (schema_of(TNY_THG_001={"$ref": "#/$defs/nowhere"}), "is not a usable JSON Schema"),
}


@pytest.mark.parametrize(("schema", "problem"), SCHEMAS.values(), ids=SCHEMAS)
def test_a_wrong_schema_is_refused_when_it_is_loaded(tmp_path: Path, schema: str, problem: str) -> None:
    trouble = refusal(write_suite(tmp_path, schema=schema))
    assert trouble.problem.en.startswith(problem)
    assert trouble.place.endswith("schema.json")


CODE = {
    "syntax": ("def", "cannot be imported: SyntaxError"),
    "import": ("import nowhere_at_all", "cannot be imported: ModuleNotFoundError: No module named 'nowhere_at_all'"),
    "crash": ("1 / 0", "cannot be imported: ZeroDivisionError: division by zero"),
}


@pytest.mark.parametrize(("code", "problem"), CODE.values(), ids=CODE)
def test_code_that_cannot_be_imported_is_refused(tmp_path: Path, code: str, problem: str) -> None:
    trouble = refusal(write_suite(tmp_path, checks=code))
    assert trouble.problem.en.startswith(problem)
    assert trouble.place.endswith("checks.py")


def test_a_view_module_without_its_function_is_refused(tmp_path: Path) -> None:
    write_suite(tmp_path, checks=function())
    (tmp_path / "tiny" / "things" / "thing" / "view.py").write_text("view = 1\n", encoding="utf-8")
    assert refusal(tmp_path).problem.en == "has no function view(source)"


def test_the_suite_another_catalogue_loaded_meanwhile_does_not_get_in_the_way(tmp_path: Path) -> None:
    first = Plan(Selection(folders=(str(write_suite(tmp_path / "one", checks=function())),)))
    second = Plan(Selection(folders=(str(write_suite(tmp_path / "two", checks=function())),)))
    for plan, place in ((first, "one"), (second, "two")):
        (loaded,) = plan.suites_for("thing")
        assert f"/{place}/" in loaded.rows[0].check.__code__.co_filename.replace("\\", "/")


def test_suites_are_found_by_their_id_and_by_its_last_part(plan: Plan) -> None:
    badge = plan.catalogue.suite("toy/badges/badge")
    assert plan.catalogue.suite("badge") is badge
    assert plan.catalogue.suite_of("TOY-BDG-003") is badge
    assert plan.catalogue.of_kind("badge") == [badge]


def test_rows_are_found_in_lower_case_too(plan: Plan) -> None:
    assert plan.catalogue.requirement("toy-bdg-003").id == "TOY-BDG-003"


def test_unknown_names_suggest(plan: Plan) -> None:
    with pytest.raises(UnknownName, match="unknown suite 'bagde'; did you mean toy/badges/badge"):
        plan.catalogue.suite("bagde")
    with pytest.raises(UnknownName, match="unknown requirement 'TOY-BDG-0003'; did you mean TOY-BDG-003"):
        plan.catalogue.requirement("TOY-BDG-0003")
    with pytest.raises(UnknownName, match="unknown profile 'no-such-profile'"):
        plan.catalogue.profile("no-such-profile")
