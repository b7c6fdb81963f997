"""The loader's door, whole files and several suites: what clashes, cannot be read or names what does not exist."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from doubles.small_suites import TEXT, function, row, write_suite

from conformance.catalogue import Catalogue, CatalogueError, load_catalogue

ROW = "TNY-THG-001"
STANDARD = f"""["tiny-1"]
title = {TEXT}
country = "international"
status = "draft"
text = "read"
"""


def refusal(root: Path) -> CatalogueError:
    with pytest.raises(CatalogueError) as caught:
        load_catalogue([root])
    return caught.value


def test_an_id_that_stands_twice_in_a_suite_is_refused(tmp_path: Path) -> None:
    trouble = refusal(write_suite(tmp_path, [row(), row()]))
    assert trouble.problem.en == "the id is used twice"
    assert trouble.place.endswith(ROW)


def test_two_suites_with_one_prefix_are_refused(tmp_path: Path) -> None:
    write_suite(tmp_path)
    write_suite(tmp_path, name="tiny/things/other", kind="other")
    assert refusal(tmp_path).problem.en == "the prefix TNY-THG belongs to the suite tiny/things/other"


def test_a_prefix_within_another_is_refused_since_one_id_could_stand_in_both(tmp_path: Path) -> None:
    write_suite(tmp_path)
    write_suite(tmp_path, name="tiny/things/other", prefix="TNY", kind="other")
    assert refusal(tmp_path).problem.en == "the prefix TNY-THG belongs to the suite tiny/things/other"


def test_a_suite_that_exists_already_is_refused(tmp_path: Path) -> None:
    write_suite(tmp_path / "a")
    write_suite(tmp_path / "b")
    with pytest.raises(CatalogueError, match="a family tiny/things exists already in"):
        load_catalogue([tmp_path / "a", tmp_path / "b"])


def test_a_suite_whose_id_is_not_its_folder_is_refused(tmp_path: Path) -> None:
    path = write_suite(tmp_path) / "tiny" / "things" / "thing" / "suite.toml"
    path.write_text(path.read_text("utf-8").replace("[suite]", '[suite]\nid = "tiny/things/thng"'), encoding="utf-8")
    assert refusal(tmp_path).problem.en == "id is 'tiny/things/thng', but the folder says 'tiny/things/thing'"


def test_two_ways_to_recognise_one_kind_are_refused(tmp_path: Path) -> None:
    write_suite(tmp_path)
    write_suite(tmp_path, [row("TNY-OTH-001")], name="tiny/things/zother", prefix="TNY-OTH")
    assert refusal(tmp_path).problem.en == "tiny/things/thing says already how thing is recognised"


def test_a_kind_nobody_recognises_is_refused(tmp_path: Path) -> None:
    assert refusal(write_suite(tmp_path, recognise="")).problem.en == (
        "no suite has a [recognise] table for the kind thing"
    )


def test_a_kind_known_by_its_name_alone_is_refused(tmp_path: Path) -> None:
    trouble = refusal(write_suite(tmp_path, recognise='names = [".thing"]'))
    assert trouble.problem.en == "say how the kind is recognised by its content: magic, json, lines or xml"


@pytest.mark.parametrize("pointer", ["thing", "", "/thing/{a", "/thing~"])
def test_a_kind_known_by_a_malformed_pointer_is_refused(tmp_path: Path, pointer: str) -> None:
    trouble = refusal(write_suite(tmp_path, recognise=f'json = ["{pointer}"]'))
    assert trouble.problem.en.startswith(f"json: {pointer!r}")
    assert re.search(r"suite\.toml:\d+: recognise$", trouble.place)


@pytest.mark.parametrize("magic", ["", "@8:", "中文", "@60:abcde", "@99:a"])
def test_a_kind_known_by_a_magic_that_no_file_has_is_refused(tmp_path: Path, magic: str) -> None:
    trouble = refusal(write_suite(tmp_path, recognise=f'magic = ["THNG", "{magic}"]'))
    assert trouble.problem.en == f"magic: '{magic}' must be at least one byte (U+0000 to U+00FF) within the first 64"
    assert re.search(r"suite\.toml:\d+: recognise$", trouble.place)


def test_one_recognise_table_serves_all_suites_of_the_kind(tmp_path: Path) -> None:
    write_suite(tmp_path, checks=function())
    write_suite(tmp_path, [row("TNY-OTH-001")], name="tiny/things/zother", prefix="TNY-OTH", recognise="")
    found = [suite.id for suite in load_catalogue([tmp_path]).of_kind("thing")]
    assert found == ["tiny/things/thing", "tiny/things/zother"]


def test_a_file_that_is_not_toml_is_refused(tmp_path: Path) -> None:
    path = write_suite(tmp_path) / "tiny" / "things" / "thing" / "suite.toml"
    path.write_text("[suite\n", encoding="utf-8")
    trouble = refusal(tmp_path)
    assert trouble.problem.en.startswith("is not TOML: ")
    assert trouble.place == f"{path}:1"


def test_a_file_that_is_not_utf8_is_refused(tmp_path: Path) -> None:
    path = write_suite(tmp_path) / "tiny" / "things" / "thing" / "suite.toml"
    path.write_bytes("# 徽章".encode("gbk"))
    assert refusal(tmp_path).problem.en == "is not UTF-8 at byte 2"


def test_a_file_without_its_head_is_refused(tmp_path: Path) -> None:
    path = write_suite(tmp_path) / "tiny" / "things" / "thing" / "suite.toml"
    path.write_text("", encoding="utf-8")
    assert refusal(tmp_path).problem.en == "the table [suite] is missing"


def test_a_misspelt_table_is_refused(tmp_path: Path) -> None:
    trouble = refusal(write_suite(tmp_path, rest=f"[reasosn]\nlater = {TEXT}"))
    assert trouble.problem.en == "unknown key 'reasosn'; did you mean reasons?"


def test_the_digest_covers_rows_code_and_schema_whatever_the_line_ends(tmp_path: Path) -> None:
    folder = write_suite(tmp_path, checks="# one\n", schema="{\n}\n") / "tiny" / "things" / "thing"

    def digest() -> str:
        return load_catalogue([tmp_path]).suite("tiny/things/thing").digest

    seen = {digest()}
    for name in ("suite.toml", "checks.py", "schema.json"):
        path = folder / name
        data = path.read_bytes()
        path.write_bytes(data.replace(b"\n", b"\r\n"))
        assert digest() in seen
        path.write_bytes(data + b"\n")
        assert digest() not in seen
        path.write_bytes(data)
    (folder / "samples.py").write_text("", encoding="utf-8")
    assert digest() in seen  # what makes samples decides no verdict
    (folder / "helper.py").write_text("", encoding="utf-8")
    assert digest() not in seen


def test_standards_of_ones_own_serve_as_basis_wherever_they_stand_in_the_file(tmp_path: Path) -> None:
    write_suite(tmp_path, [row(basis='["tiny-1:2"]')], checks=function())
    for text in (STANDARD, f"# Standards\n\n{STANDARD}", STANDARD.replace("tiny-1", "tiny-0") + "\n" + STANDARD):
        (tmp_path / "standards.toml").write_text(text, encoding="utf-8")
        assert load_catalogue([tmp_path]).requirement(ROW).basis == ("tiny-1:2",)


def test_a_standard_that_we_have_already_is_refused(tmp_path: Path) -> None:
    write_suite(tmp_path)
    (tmp_path / "standards.toml").write_text(STANDARD.replace("tiny-1", "rfc8259"), encoding="utf-8")
    assert refusal(tmp_path).problem.en == "standard rfc8259 is defined already"


PROFILE = f"""[profile]
version = "1"
title = {TEXT}
role = {TEXT}
kinds = ["thing"]

[[level]]
id = "basic"
requirements = ["{ROW}", "TNY-THG-003", "TNY-THG-004"]

[[level]]
id = "interoperable"
requirements = ["TNY-THG-005"]
"""
KINDS = 'kinds = ["thing"]'


def with_profile(tmp_path: Path, text: str) -> Catalogue:
    """Rows that decide, that was withdrawn, that decide nothing, and that a higher level asks for."""
    rows = [
        row(),
        row("TNY-THG-002", withdrawn=TEXT, at=None),
        row("TNY-THG-003", obligation='"should"'),
        row("TNY-THG-004", untestable=TEXT, at=None),
        row("TNY-THG-005"),
    ]
    root = write_suite(tmp_path / "suites", rows, checks=function())
    (tmp_path / "profiles").mkdir()
    (tmp_path / "profiles" / "tiny.toml").write_text(text, encoding="utf-8")
    return load_catalogue([root])


def test_a_profile_beside_the_suites_loads(tmp_path: Path) -> None:
    profile = with_profile(tmp_path, PROFILE + "[parameters]\nlimit = 3\n").profile("tiny")
    assert (profile.id, profile.version, profile.kinds) == ("tiny", "1", ("thing",))
    assert profile.requirements("basic") == {ROW, "TNY-THG-003", "TNY-THG-004"}
    assert profile.needs == ()
    assert profile.parameters == {"limit": 3}
    assert profile.digest.startswith("sha256:")


def test_needs_are_ids_or_lists_of_alternatives(tmp_path: Path) -> None:
    told = f'{KINDS}\nneeds = ["{ROW}", ["{ROW}"]]'
    assert with_profile(tmp_path, PROFILE.replace(KINDS, told)).profile("tiny").needs == ((ROW,), (ROW,))


def test_a_profile_is_found_by_the_path_of_its_file(tmp_path: Path) -> None:
    catalogue = with_profile(tmp_path, PROFILE)
    path = tmp_path / "own.toml"
    path.write_text(PROFILE, encoding="utf-8")
    assert catalogue.profile(str(path)).id == "own"


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        (ROW, "TNY-THG-0001", "unknown requirement 'TNY-THG-0001'; did you mean TNY-THG-001"),
        (ROW, "TNY-THG-002", "TNY-THG-002 was withdrawn"),
        ('"basic"', '"gold"', "id is 'gold', expected one of basic, interoperable, mutual_recognition"),
        ('["TNY-THG-005"]', "[]", "requirements is empty, expected at least one string"),
        ("[[level]]", "[[levels]]", "has no [[level]]"),
        ("role = ", "roll = ", "unknown key 'roll'; did you mean role?"),
        ('kinds = ["thing"]', "kinds = 3", "kinds must be a list, not 3"),
        (KINDS, f'{KINDS}\nneeds = "{ROW}"', f"needs must be a list, not '{ROW}'"),
        (KINDS, f"{KINDS}\nneeds = [[]]", "needs holds ids and lists of ids, not []"),
        (KINDS, f"{KINDS}\nneeds = [[3]]", "needs holds ids and lists of ids, not [3]"),
        (KINDS, f'{KINDS}\nneeds = ["TNY-THG-01"]', "needs: unknown requirement of the lowest level 'TNY-THG-01'; did"),
        (KINDS, f'{KINDS}\nneeds = ["TNY-THG-003"]', "needs TNY-THG-003, which decides nothing: name a SHALL"),
        (KINDS, f'{KINDS}\nneeds = [["{ROW}", "TNY-THG-004"]]', "needs TNY-THG-004, which decides nothing"),
        (KINDS, f'{KINDS}\nneeds = ["TNY-THG-005"]', "needs: unknown requirement of the lowest level 'TNY-THG-005'"),
    ],
)
def test_a_wrong_profile_is_refused_when_it_is_asked_for(tmp_path: Path, old: str, new: str, problem: str) -> None:
    catalogue = with_profile(tmp_path, PROFILE.replace(old, new))
    with pytest.raises(CatalogueError) as caught:
        catalogue.profile("tiny")
    assert caught.value.problem.en.startswith(problem)
