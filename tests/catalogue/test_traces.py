"""The policy clauses and standards we ship, and the traces of our rows to them."""

from __future__ import annotations

import tomllib
from collections import Counter
from pathlib import Path

import pytest

from conformance.catalogue import Catalogue, CatalogueError, folder, load_catalogue
from conformance.catalogue.traces import OBSERVABLE, STATUS, Clauses, Standards, split_reference

# Rows of the five documents as they were gathered, and those one row was split into for being several things.
GATHERED = {"S1": 117, "S2": 31, "S3": 72, "S4": 36, "S5": 52}
SPLIT = {"S1": 55, "S2": 6, "S3": 10, "S4": 1, "S5": 5}
CLAUSES = Clauses(folder("suites") / "policy")
STANDARDS = Standards(folder("suites") / "standards.toml")


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    return load_catalogue()


def test_no_clause_is_lost() -> None:
    rows = [CLAUSES[key] for key in CLAUSES]
    assert Counter(row.document for row in rows if row.parent is None) == GATHERED
    assert Counter(row.document for row in rows if row.parent) == SPLIT
    assert sum(GATHERED.values()) == 308
    assert len(CLAUSES) == 308 + sum(SPLIT.values())


def test_a_clause_stands_in_its_document_with_its_words() -> None:
    for key in CLAUSES:
        clause = CLAUSES[key]
        assert clause.key == key
        assert key.startswith(f"{clause.document}-")
        assert all((clause.heading, clause.phrase, clause.gloss, clause.domain))
        assert clause.document_title.zh
        assert clause.place.en


def test_every_part_names_a_whole_of_the_same_document() -> None:
    for key in CLAUSES:
        clause = CLAUSES[key]
        if clause.parent is not None:
            assert clause.parent in CLAUSES, key
            assert CLAUSES[clause.parent].parent is None, key
            assert CLAUSES[clause.parent].document == clause.document, key


def test_observable_words_are_the_known_ones_and_none_stands_alone() -> None:
    for key in CLAUSES:
        observable = CLAUSES[key].observable
        assert observable
        assert set(observable) <= set(OBSERVABLE)
        assert len(set(observable)) == len(observable)
        assert "none" not in observable or observable == ("none",), key


def test_rows_read_one_by_one_are_those_of_the_whole_files() -> None:
    for path in sorted((folder("suites") / "policy").glob("*.toml")):
        whole = tomllib.loads(path.read_text(encoding="utf-8"))
        for values in whole["clause"]:
            clause = CLAUSES[values["key"]]
            assert (clause.phrase, clause.gloss, clause.heading) == (
                values["phrase"],
                values["gloss"],
                values["heading"],
            )


def test_standards_read_one_by_one_are_those_of_the_whole_file() -> None:
    whole = tomllib.loads((folder("suites") / "standards.toml").read_text(encoding="utf-8"))
    assert list(STANDARDS) == list(whole)
    assert [STANDARDS[key].title.zh for key in STANDARDS] == [values["title"]["zh"] for values in whole.values()]


def test_the_facts_of_every_standard_are_valid() -> None:
    for key in STANDARDS:
        standard = STANDARDS[key]
        assert standard.status in STATUS
        assert standard.text in ("read", "excerpt", "unread")
        assert standard.country in ("international", "CN") or len(standard.country) == 2, key
        if standard.adopts:
            assert standard.adopts.degree in ("IDT", "MOD", "NEQ")
            assert standard.adopts.standard


def test_every_row_of_ours_is_traced_both_ways(catalogue: Catalogue) -> None:
    for row in catalogue.requirements.values():
        assert row.policy, row.id
        assert row.basis, row.id
        assert all(key in catalogue.clauses for key in row.policy), row.id
        for reference in row.basis:
            key, section = split_reference(reference)
            assert section, row.id
            assert catalogue.standards[key].text != "unread", row.id
        for reference in row.related:
            assert reference in catalogue.standards or split_reference(reference)[0] in catalogue.standards, row.id


@pytest.mark.parametrize(
    ("reference", "parts"),
    [
        ("gltf-2.0:3.5.2", ("gltf-2.0", "3.5.2")),
        ("law:crypto:27", ("law:crypto", "27")),
        ("rfc8259", ("rfc8259", "")),
    ],
)
def test_a_reference_is_a_key_and_a_section(reference: str, parts: tuple[str, str]) -> None:
    assert split_reference(reference) == parts


HEAD = '[document]\nkey = "T"\ntitle = { en = "T", zh = "题" }\n\n'
ROW = (
    '[[clause]]\nkey = "T-1"\nheading = "一"\nphrase = "词"\ngloss = "word"\nobservable = ["file"]\n'
    'domain = "other"\ngrounding = "-"\n'
)
WRONG = {
    "unknown observable": (
        ROW.replace('"file"', '"files"'),
        "observable 'files': expected one of file, endpoint, stream",
    ),
    "unknown key": (f"{ROW}wieght = 3\n", "unknown key 'wieght'"),
    "key not first": ('[[clause]]\nheading = "一"\n', "a clause must start with its key, not with"),
    "key twice": (f"{ROW}\n{ROW}", "is defined twice"),
}


@pytest.mark.parametrize(("text", "problem"), WRONG.values(), ids=WRONG)
def test_a_wrong_clause_is_refused(tmp_path: Path, text: str, problem: str) -> None:
    (tmp_path / "T.toml").write_text(HEAD + text, encoding="utf-8")
    with pytest.raises(CatalogueError) as caught:
        Clauses(tmp_path)["T-1"]
    assert caught.value.problem.en.startswith(problem)


@pytest.mark.parametrize(
    ("head", "problem"),
    [
        (HEAD.replace("title", "titel"), "unknown key 'titel'; did you mean title?"),
        (HEAD.replace("\n\n", '\nisuer = { en = "I", zh = "人" }\n\n'), "unknown key 'isuer'; did you mean issuer?"),
        ('language = "zh"\n' + HEAD, "unknown key 'language'"),
        (HEAD.replace("document", "documents"), "unknown table [documents]"),
    ],
)
def test_a_wrong_head_of_clauses_is_refused(tmp_path: Path, head: str, problem: str) -> None:
    (tmp_path / "T.toml").write_text(head + ROW, encoding="utf-8")
    with pytest.raises(CatalogueError) as caught:
        Clauses(tmp_path)["T-1"]
    assert caught.value.problem.en.startswith(problem)


STANDARD = '["rfc1"]\ntitle = { en = "T", zh = "题" }\ncountry = "IETF"\nstatus = "in force"\ntext = "read"\n'


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        (STANDARD + STANDARD, "is defined twice"),
        (STANDARD + 'editon = "1"\n', "unknown key 'editon'; did you mean edition?"),
        (STANDARD.replace('"read"', '"seen"'), "text is 'seen', expected one of read, excerpt, unread"),
        (STANDARD + 'mandatory = "no"\n', "mandatory must be true or false, not 'no'"),
        (STANDARD + 'adopts = { standard = "a", degree = "IDT", more = 1 }\n', "unknown key 'more'"),
    ],
)
def test_a_wrong_standard_is_refused_when_it_is_asked_for(tmp_path: Path, text: str, problem: str) -> None:
    path = tmp_path / "standards.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(CatalogueError) as caught:
        Standards(path)["rfc1"]
    assert caught.value.problem.en.startswith(problem)


def test_a_file_with_windows_line_ends_holds_the_same_clauses(tmp_path: Path) -> None:
    (tmp_path / "T.toml").write_bytes((HEAD + ROW).replace("\n", "\r\n").encode())
    assert Clauses(tmp_path)["T-1"].phrase == "词"
