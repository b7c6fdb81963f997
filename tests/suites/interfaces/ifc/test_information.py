"""Information requirements beside building models: where they are found, and what is said of those that are hostile."""

from __future__ import annotations

from pathlib import Path

import pytest
from doubles.ours import PLAN

from conformance.engine.case import Case
from conformance.readers.source import Source
from conformance_suites.interfaces.ifc.reader import bounds, delivered, delivery

pytest.importorskip("ifctester", reason="the extra ids is not installed")
SUITE = "interfaces/ifc/information"
SAMPLES = Path(delivery.__file__).parents[1] / "information" / "samples" / "good"
MODEL = (SAMPLES / "hut.ifc").read_text(encoding="utf-8")
IDS = (SAMPLES / "ids" / "hut.ids").read_text(encoding="utf-8")
NONE, ALL = "-" * 8, "P" * 8


def judged(folder: Path, text: str = MODEL, **files: str) -> tuple[str, list[Case]]:
    """The letters of the rows and their cases, on a model with files beside it; `__` in a name is a solidus."""
    for name, content in files.items():
        path = folder / f"{name.replace('__', '/')}.ids"
        path.parent.mkdir(exist_ok=True)
        path.write_text(content, encoding="utf-8")
    source = Source("hut.ifc", text.encode(), folder)
    return next(
        (letters, cases) for each, letters, cases in PLAN.judge(source, "ifc").verdicts if each.suite.id == SUITE
    )


def reason(found: tuple[str, list[Case]]) -> str:
    """The one reason why no row is judged."""
    assert set(found[0]) == {"I"}
    (key,) = {case.reason[0] for case in found[1] if case.reason}
    return key


def test_every_file_beside_the_model_is_asked(tmp_path: Path) -> None:
    other = IDS.replace("concrete", "wood")
    assert judged(tmp_path)[0] == NONE
    assert judged(tmp_path, ids__all=IDS)[0] == ALL
    letters, cases = judged(tmp_path, own=other)
    assert letters == "PPPPPPFP"
    assert [each.values["received"] for each in cases[0].findings] == [["C30/37", "concrete"]]


def test_a_specification_for_other_editions_says_nothing(tmp_path: Path) -> None:
    assert judged(tmp_path, a=IDS.replace('ifcVersion="IFC4 IFC4X3_ADD2"', 'ifcVersion="IFC2X3"'))[0] == NONE


ENTITY = '<!DOCTYPE ids [<!ENTITY a SYSTEM "file:///etc/passwd">]>\n<ids>&a;</ids>'


@pytest.mark.parametrize(
    ("key", "content"),
    [
        ("ids_xml", ENTITY),
        ("ids_xml", IDS[:300]),
        ("ids_schema", "<ids/>"),
        ("ids_schema", IDS.replace("IFCRELASSIGNSTOGROUP", "IFCRELTOGROUP")),
        ("ids_pattern", IDS.replace("W-[0-9]+", "(a+)+b")),
        ("ids_pattern", IDS.replace("W-[0-9]+", ".*.*.*b")),
        ("ids_size", IDS + " " * bounds.IDS_BYTES),
    ],
)
def test_a_file_that_cannot_be_used_is_no_verdict(tmp_path: Path, key: str, content: str) -> None:
    assert reason(judged(tmp_path, a=content)) == key


def test_files_without_number_are_not_asked(tmp_path: Path) -> None:
    names = {f"a{number}": IDS for number in range(bounds.IDS_FILES + 1)}
    assert reason(judged(tmp_path, **names)) == "ids_files"


def test_a_link_out_of_the_folder_is_not_followed(tmp_path: Path) -> None:
    inner = tmp_path / "inner"
    inner.mkdir()
    (tmp_path / "outside.ids").write_text(IDS, encoding="utf-8")
    (inner / "link.ids").symlink_to(tmp_path / "outside.ids")
    assert judged(inner)[0] == NONE


@pytest.mark.parametrize(
    ("key", "old", "new"),
    [
        ("ids_model", "#3=IFC", "#3=IFCNOTHING"),
        ("ids_model", "'FireRating',$,", "'FireRating',2 1,"),
        ("ids_model", "#5=IFCCARTESIANPOINT((", "#5=IFCCARTESIANPOINT(" + "(" * 100_000),
        ("ids_circle", "(#10),#11", ""),
        ("ids_text", "'Hut'", "'" + "x" * (bounds.IDS_TEXT + 1) + "'"),
    ],
)
def test_a_model_that_the_library_could_not_bear_is_not_shown_to_it(
    tmp_path: Path, key: str, old: str, new: str
) -> None:
    around = "#99=IFCRELAGGREGATES('0Aggregate0000000000$9',$,$,$,#11,(#10));\nENDSEC;\nEND-"
    text = MODEL.replace(old, new, 1) if new else MODEL.replace("ENDSEC;\nEND-", around)
    assert reason(judged(tmp_path, text, a=IDS)) == key


GROUPS = """#90=IFCGROUP('0Group00000000000000$1',$,'G',$,$);
#91=IFCRELASSIGNSTOGROUP('0Group00000000000000$2',$,$,$,(#20),$,#90);
#92=IFCZONE('0Zone00000000000000$1',$,'Z',$,$,$);
#93=IFCRELASSIGNSTOGROUP('0Zone00000000000000$2',$,$,$,({part}),$,#92);
ENDSEC;
END-"""


@pytest.mark.parametrize("part", ["#20", "#90"])
@pytest.mark.parametrize("relation", ['relation="IFCRELASSIGNSTOGROUP"', ""])
def test_an_object_belongs_to_every_group_and_to_what_these_belong_to(tmp_path: Path, part: str, relation: str) -> None:
    """ifctester looks at the first group alone; IDS asks for all of them, recursively."""
    asked = IDS.replace('relation="IFCRELCONTAINEDINSPATIALSTRUCTURE"', relation).replace(
        "IFCBUILDINGSTOREY", "IFCZONE"
    )
    text = MODEL.replace("ENDSEC;\nEND-", GROUPS.replace("{part}", part))
    letters, cases = judged(tmp_path, text, a=asked)
    assert (letters, cases) == (ALL, [])


def test_a_fault_in_a_shape_keeps_nobody_from_asking_for_a_name(tmp_path: Path) -> None:
    assert judged(tmp_path, MODEL.replace("'Model',3,$,", "'Model',3,1E-05,"), a=IDS)[0] == ALL


def test_what_belongs_to_others_without_end_is_not_followed(tmp_path: Path) -> None:
    group = "#{0}=IFCGROUP('{0:022}',$,$,$,$);\n"
    member = "#{1}=IFCRELASSIGNSTOGROUP('{1:022}',$,$,$,(#{0}),$,#{2});\n"
    numbers = range(1000, 1002 + 2 * bounds.IDS_DEPTH, 2)
    chain = "".join((group + member).format(at, at + 1, at + 2) for at in numbers) + group.format(numbers[-1] + 2)
    text = MODEL.replace("ENDSEC;\nEND-", f"{chain}ENDSEC;\nEND-")
    assert reason(judged(tmp_path, text, a=IDS)) == "ids_depth"


def test_the_questions_to_a_model_are_bounded(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(delivered, "IDS_ANSWERS", 5)
    assert reason(judged(tmp_path, a=IDS)) == "ids_answers"


def test_where_the_library_fails_nothing_is_claimed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import ifctester.facet

    def fails(*_: object) -> None:
        raise AttributeError

    monkeypatch.setattr(ifctester.facet.Material, "__call__", fails)
    letters, cases = judged(tmp_path, a=IDS)
    assert letters == "PPPPPPIP"
    assert [each.reason[0] for each in cases if each.reason] == ["ids_answer"]
    monkeypatch.setattr(ifctester.facet.Entity, "filter", fails)
    assert reason(judged(tmp_path, a=IDS)) == "ids_library"


def test_without_the_library_the_rows_are_not_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(delivery, "LIBRARY", "a_library_that_is_not_there")
    assert judged(tmp_path)[0] == NONE
    letters, cases = judged(tmp_path, a=IDS)
    assert set(letters) == {"N"}
    assert {each.reason[0] for each in cases if each.reason} == {"extra_missing"}
