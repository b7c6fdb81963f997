"""Building models nobody here wrote, hostile ones, and what is said where the library is not installed."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from doubles.ours import PLAN

from conformance.model.outcome import BY_LETTER, Outcome
from conformance.readers.source import Source
from conformance_suites.interfaces.ifc.exchange import samples as exchange_samples
from conformance_suites.interfaces.ifc.reader import exchange
from conformance_suites.interfaces.ifc.reader import schema as schemas
from conformance_suites.interfaces.ifc.reader.exchange import read_exchange
from conformance_suites.interfaces.ifc.reader.information import known
from conformance_suites.interfaces.ifc.reader.model import Model
from conformance_suites.interfaces.ifc.reader.strings import decoded
from conformance_suites.interfaces.ifc.reader.times import is_time
from conformance_suites.interfaces.ifc.writer.models import HOUSE, SHED, added, changed

KIND = "ifc"
HEAD = HOUSE.partition("#1=")[0]
TAIL = "ENDSEC;\nEND-ISO-10303-21;\n"
CAD = HEAD.replace("IFC4X3_ADD2", "AUTOMOTIVE_DESIGN") + "#1=DIRECTION('',(1.,0.));" + TAIL
MANY = 5_000


def judged(data: bytes) -> dict[str, Outcome]:
    """The outcomes of all rows on a file."""
    verdicts = PLAN.judge(Source("a.ifc", data), KIND).verdicts
    return {
        row.id: BY_LETTER[each]
        for loaded, letters, _ in verdicts
        for row, each in zip(loaded.suite.requirements, letters, strict=True)
    }


def with_outcome(found: dict[str, Outcome], outcome: Outcome) -> set[str]:
    return {name for name, each in found.items() if each is outcome}


@pytest.mark.parametrize(
    ("name", "data", "kinds"),
    [
        ("a.ifc", HOUSE.encode(), [KIND]),
        ("a.bin", HOUSE.encode(), [KIND]),
        ("a.stp", CAD.encode(), []),
        ("a.ifc", CAD.encode(), []),  # the header decides
        ("a.ifc", b"ISO-10303-21;", [KIND]),
        ("a.stp", b"ISO-10303-21;", []),
    ],
)
def test_models_are_recognised_by_their_schema(name: str, data: bytes, kinds: list[str]) -> None:
    assert PLAN.recognise(Source(name, data))[0] == kinds


def filled(instance: str) -> bytes:
    """A file with many instances of a pattern alone."""
    return (HEAD + "".join(instance.format(at) for at in range(1, MANY)) + TAIL).encode()


HOSTILE: dict[str, Callable[[], bytes]] = {
    "nothing": lambda: b"ISO-10303-21;",
    "semicolons": lambda: b"ISO-10303-21;" + b";" * 100_000,
    "instances of nothing": lambda: filled("#{}=();"),
    "empty entities": lambda: filled("#{}=IFCWALL();"),
    "parentheses": lambda: added("#99=IFCWALL(" + "(" * 500_000),
    "closed parentheses": lambda: added("#99=IFCWALL(" + "(" * 200_000 + ")" * 200_000 + ");"),
    "commas": lambda: added("#99=IFCCARTESIANPOINT((" + "," * 300_000 + "));"),
    "a text without end": lambda: added("#99=IFCLABEL('" + "x" * 1_000_000),
    "apostrophes": lambda: added("#99=IFCLABEL(" + "''" * 100_000 + ");"),
    "comments without end": lambda: added("/*" * 50_000),
    "apostrophes in pages": lambda: added("#99=IFCLABEL('" + "\\S\\'" * 20_000),
    "pages in a binary": lambda: added('/**/#99=IFCLABEL("' + "\\S\\'" * 20_000 + '");'),
    "comments": lambda: added("/**/" * 20_000 + "#99=" + "/*;'*/" * 20_000 + "IFCLABEL('x');"),
    "blanks": lambda: added("#99= IFCLABEL(" + " " * 1_000_000 + "'x');"),
    "a long number": lambda: added("#99=IFCCARTESIANPOINT((" + "9" * 100_000 + ".,1.E9999," + "9" * 400 + "));"),
    "a long name": lambda: added("#" + "9" * 100_000 + "=IFCLABEL('x');", "#9=IFCDIRECTION(#" + "9" * 100_000 + ");"),
    "directives": lambda: added("#99=IFCLABEL('" + "\\X2\\" * 100_000 + "');"),
    "bytes": lambda: HOUSE.encode().replace(b"'Wall'", b"'" + bytes(range(128, 256)) * 1_000 + b"'"),
    "zeros": lambda: HOUSE.encode().replace(b"#50=", b"\0#50="),
    "units of units": lambda: changed(
        (
            "#21= IFCSIUNIT( * , .LENGTHUNIT. , .MILLI. , .METRE. )",
            "#21= IFCCONVERSIONBASEDUNIT( $ , .LENGTHUNIT. , 'x' , #90 );\n#90= IFCMEASUREWITHUNIT( $ , #21 )",
        )
    ),
    "a number for a prefix": lambda: changed((".MILLI.", "7.")),
    "a list for a prefix": lambda: changed((".MILLI.", "( .MILLI. )")),
    "a unit of next to nothing": lambda: changed(("IFCLENGTHMEASURE(25.4)", "IFCLENGTHMEASURE(1.E-322)"), model=SHED),
    "a text of numbers": lambda: changed(("'Pset_WallCommon'", "'" + "\\X4\\FFFFFFFF\\X0\\" * 3 + "'")),
    "lists of lists": lambda: changed(
        ("( #50 , #60 )", "( ( #50 ) , ( ( #60 ) ) , $ , * , .X. , 1 , IFCLABEL( 'x' ) )")
    ),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_model_is_no_error_of_ours(name: str) -> None:
    assert with_outcome(judged(HOSTILE[name]()), Outcome.ERROR) == set()


def placed(*links: tuple[int, str]) -> bytes:
    """The house with placements from #1000 on, each relative to another one."""
    return added(*(f"#{at}= IFCLOCALPLACEMENT( {above} , #14 );" for at, above in links))


def test_a_long_chain_of_placements_ends_and_a_long_circle_is_found_once() -> None:
    pytest.importorskip("ifcopenshell", reason="the extra ifc is not installed")
    chain_of = [(1000 + at, f"#{1001 + at}") for at in range(MANY)]
    assert judged(placed(*chain_of, (1000 + MANY, "$")))["IFC-BIM-020"] is Outcome.PASS
    assert judged(placed(*chain_of, (1000 + MANY, "#1000")))["IFC-BIM-020"] is Outcome.FAIL


def test_nothing_about_instances_is_satisfied_without_the_library(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(schemas, "find_spec", lambda name: None)
    schemas.schema.cache_clear()
    found = judged(HOUSE.encode())
    structure = {f"IFC-STP-{at:03d}" for at in (*range(1, 11), 17)}
    assert with_outcome(found, Outcome.PASS) == structure
    asked = {name for name in found if name.startswith("IFC-IDS-")}  # of files beside the model, of which there is none
    assert with_outcome(found, Outcome.NOT_RUN) == found.keys() - structure - asked


@pytest.mark.parametrize(("limit", "value"), [("BYTES", 1_000), ("INSTANCES", 10), ("PARAMETERS", 90)])
def test_beyond_a_limit_nothing_is_concluded(limit: str, value: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(exchange, limit, value)
    assert set(judged(HOUSE.encode()).values()) == {Outcome.INCONCLUSIVE}


def test_sections_of_the_third_edition_are_not_read() -> None:
    data = changed(("ENDSEC;\nDATA;", "ENDSEC;\nREFERENCE;\n#900=<other.ifc#a>;\nENDSEC;\nDATA;"))
    assert set(judged(data).values()) == {Outcome.INCONCLUSIVE}


def test_faults_of_instances_are_found_without_the_library(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(schemas, "find_spec", lambda name: None)
    schemas.schema.cache_clear()
    data = changed(("( #72 )", "( #772 )"), ("2800. )", "2 800. )"))
    assert with_outcome(judged(data), Outcome.FAIL) == {"IFC-STP-002", "IFC-STP-008"}


LEGAL: dict[str, Callable[[], bytes]] = {
    "an enumeration item that ends with a digit": lambda: added(
        "#110=IFCMATERIALLAYERSETUSAGE(#111,.AXIS2.,.POSITIVE.,-120.,$);",
        "#111=IFCMATERIALLAYERSET((#112),'W',$);",
        "#112=IFCMATERIALLAYERWITHOFFSETS($,240.,$,$,$,$,$,.AXIS1.,(1.,2.));",
    ),
    "comments": lambda: changed(
        ("FILE_DESCRIPTION( (", "FILE_DESCRIPTION( /* description */ ("),
        (", '2;1'", ", /* implementation_level */ '2;1'"),
        ("#72= ", "#72= /* the author's comment C:\\models\\house; #5 */ "),
        ("ENDSEC;\nEND", "ENDSEC /* end */;\nEND"),
    ),
    "print control directives": lambda: changed(("DATA;\n", "DATA;\n\\N\\ \\F\\")),
    "apostrophes as page characters": lambda: changed(("'Table'", "'abc\\S\\'def'"), ("'Drawer'", "'\\S\\''")),
    "a comment in a text": lambda: changed(("'Table'", "'/* Table'"), ("#72= ", "/* \" ' */ #72= ")),
    "user-defined units of one name": lambda: added(
        "#98= IFCDERIVEDUNIT( ( #25 ) , .USERDEFINED. , 'LOAD' , $ );",
        "#99= IFCDERIVEDUNIT( ( #26 ) , .USERDEFINED. , 'LOAD' , $ );",
        model=changed(("#24 , #27 )", "#24 , #27 , #98 , #99 )")).decode(),
    ),
    "a set of sets of properties": lambda: changed(
        ("( #50 ) , #80 )", "( #50 ) , IFCPROPERTYSETDEFINITIONSET( ( #80 ) ) )")
    ),
    "a set with an empty name": lambda: changed(("$,'Shed'", "$,''"), model=SHED),
    "units without end": lambda: changed(("IFCLENGTHMEASURE(25.4)", "IFCLENGTHMEASURE(1.E400)"), model=SHED),
    "a map in degrees": lambda: changed(
        (
            "IFCPROJECTEDCRS( 'EPSG:4549' , 'CGCS2000 / 3-degree Gauss-Kruger CM 120E' , $ , $ , $ , $ , #28 )",
            "IFCGEOGRAPHICCRS( 'EPSG:4490' , $ , $ , $ , $ , $ )",
        ),
        ("-0.1 , 0.001 )", "-0.1 , 7. )"),
    ),
    "a signature": lambda: HOUSE.encode() + b"SIGNATURE;\nMIIB\nENDSEC;\n\x1a",
}


@pytest.mark.parametrize("name", LEGAL)
def test_what_the_standards_allow_is_not_reported(name: str) -> None:
    pytest.importorskip("ifcopenshell", reason="the extra ifc is not installed")
    found = judged(LEGAL[name]())
    assert with_outcome(found, Outcome.FAIL) | with_outcome(found, Outcome.INCONCLUSIVE) == set()
    assert with_outcome(found, Outcome.ERROR) == set()


def test_an_entity_of_no_edition_is_not_looked_for() -> None:
    model = Model(read_exchange(Source("a.ifc", SHED.encode())))
    assert known(model, "IfcBridge")  # of the later edition
    assert not known(model, "IfcWalls")


def test_an_earlier_schema_violates_its_row_and_nothing_else_is_said() -> None:
    found = judged(changed(("'IFC4X3_ADD2'", "'IFC2X3'")))
    assert with_outcome(found, Outcome.FAIL) == {"IFC-STP-006"}
    assert with_outcome(found, Outcome.PASS) <= {f"IFC-STP-{at:03d}" for at in range(1, 18)}


@pytest.mark.parametrize(
    ("raw", "text"),
    [
        (r"\X2\623F5C4B\X0\!", "房屋!"),
        (r"\X2\D83CDFE0\X0\ ".strip(), "🏠"),
        (r"\X4\0001F3E0\X0\ ".strip(), "🏠"),
        (r"\S\D\PA\\X\E4", "\u00c4\u00e4"),
        (r"It''s a \\ \N\line", "It's a \\ line"),
        ("sch\u00c3\u00b6n", "schön"),
        (r"C:\Table", r"C:\Table"),
    ],
)
def test_texts_are_decoded(raw: str, text: str) -> None:
    assert decoded(raw) == text


LENIENT = {
    "IFC-STP-014_given.ifc",  # a value that is derived is not looked at
    "IFC-STP-015_binary.ifc",  # what it cannot read it takes for a missing value
    "IFC-STP-015_item.ifc",
}


def test_the_validator_of_the_library_finds_the_same() -> None:
    """IfcOpenShell validates instances by the same schema, in code of its makers."""
    ifcopenshell = pytest.importorskip("ifcopenshell", reason="the extra ifc is not installed")
    from ifcopenshell import validate

    ours = {name: data for name, data in exchange_samples.bad().items() if "IFC-STP-011" <= name < "IFC-STP-017"}
    found = {}
    for name, data in {**exchange_samples.good(), **ours}.items():
        logger = validate.json_logger()
        validate.validate(ifcopenshell.file.from_string(data.decode("latin-1")), logger)
        found[name] = bool(logger.statements)
    assert {name for name, wrong in found.items() if wrong} == ours.keys() - LENIENT


@pytest.mark.parametrize(
    "text",
    [
        "2026-01-31T00:00:00",
        "2024-02-29T23:59:60.5Z",
        "2026-12-01T08:30+08",
        "2026-11-24T24:00:00",
        "0001-01-01T00:00:00,25-23:59",
    ],
)
def test_times_of_files_are_those_of_the_extended_format(text: str) -> None:
    assert is_time(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "2026-11-24",
        "2026-11-24 08:30:00",
        "20261124T083000",
        "2026-00-24T08:30:00",
        "2026-11-00T08:30:00",
        "2026-11-31T08:30:00",
        "2025-02-29T08:30:00",
        "0000-11-24T08:30:00",
        "2026-11-24T08:30:61",
        "2026-11-24T08:30:00+24:00",
        "2026-11-24T08:30:00 ",
        "2026-11-24T24:00:01",
        "\uff12\uff1026-11-24T08:30:00",
    ],
)
def test_other_texts_are_not_times_of_files(text: str) -> None:
    assert not is_time(text)


def test_the_line_of_an_instance_is_that_of_its_name() -> None:
    model = Model(read_exchange(Source("a.ifc", SHED.encode())))
    lines = SHED.splitlines()
    for number, name in enumerate(model.exchange.names):
        line = model.where(number).line
        assert line is not None
        assert lines[line - 1].startswith(f"#{name}=")
