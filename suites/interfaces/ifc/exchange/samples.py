"""Samples of exchange files: what may be wrong with the text, the header and the instances of a house."""

from __future__ import annotations

from conformance_suites.interfaces.ifc.writer import models
from conformance_suites.interfaces.ifc.writer.models import HOUSE, SHED, added, changed


def good() -> dict[str, bytes]:
    """File name -> bytes of models that satisfy every row."""
    return models.good()


def bad() -> dict[str, bytes]:
    """File name -> bytes of models, each of which violates one row."""
    furniture = "#72= IFCFURNITURE("
    return {
        "IFC-STP-001_cut_off.ifc": HOUSE.partition("#86=")[0].encode(),
        "IFC-STP-001_open_text.ifc": changed(("'Drawer'", "'Drawer")),
        "IFC-STP-001_open_comment.ifc": changed(("#72=", "/* #72=")),
        "IFC-STP-001_open_binary.ifc": changed(("'Drawer'", '"0A')),
        "IFC-STP-001_no_number.ifc": changed(("#72= ", "")),
        "IFC-STP-001_no_end_of_parameters.ifc": changed((".FLOOR.);", ".FLOOR.;"), model=SHED),
        "IFC-STP-001_behind.ifc": HOUSE.encode() + b"DATA;\n#99= IFCPOINT( );\nENDSEC;\n",
        "IFC-STP-001_number_0.ifc": added("#0= IFCDIRECTION( ( 1. , 0. ) );"),
        "IFC-STP-001_after_parameters.ifc": changed((".FLOOR.);", ".FLOOR.) $;"), model=SHED),
        "IFC-STP-001_header_without_parameters.ifc": changed(("FILE_SCHEMA(", "FILE_SCHEMA((")).replace(
            b"FILE_SCHEMA(( ( 'IFC4X3_ADD2' ) );", b"FILE_SCHEMA;"
        ),
        "IFC-STP-001_data_in_header.ifc": changed(("ENDSEC;\nDATA;\n", "")),
        "IFC-STP-002_comma.ifc": changed(("'W1' ,", "'W1' , ,")),
        "IFC-STP-002_last_comma.ifc": changed(("( #70 )", "( #70 , )")),
        "IFC-STP-002_decimal_comma.ifc": changed(("2800. )", "2 800. )")),
        "IFC-STP-002_open_list.ifc": changed(("( #70 )", "( #70")),
        "IFC-STP-002_closed_twice.ifc": changed(("( #70 )", "( #70 ) )")),
        "IFC-STP-002_deep.ifc": changed(("( #70 )", "(" * 40 + "#70" + ")" * 40)),
        "IFC-STP-002_small_exponent.ifc": changed(("1.E-05 , #14", "1.e-05 , #14")),
        "IFC-STP-002_binary_digits.ifc": changed(("IFCBOOLEAN( .T. )", 'IFCBINARY( "0ZZ" )')),
        "IFC-STP-002_binary_bits.ifc": changed(("IFCBOOLEAN( .T. )", 'IFCBINARY( "9A" )')),
        "IFC-STP-002_end.ifc": changed((".SOLIDWALL. )", ".SOLIDWALL. , )")),
        "IFC-STP-003_no_name.ifc": _header(0, 2),
        "IFC-STP-003_order.ifc": _header(0, 2, 1),
        "IFC-STP-003_none.ifc": _header(),
        "IFC-STP-004_no_level.ifc": changed((" , '2;1'", "")),
        "IFC-STP-004_author.ifc": changed(("( 'A. Author' )", "'A. Author'")),
        "IFC-STP-004_numbers.ifc": changed(("( 'A. Author' )", "( 7 )")),
        "IFC-STP-004_text_and_number.ifc": changed(("( 'A. Author' )", "( 'A. Author' , 7 )")),
        "IFC-STP-004_schema.ifc": changed(("( ( 'IFC4X3_ADD2' ) )", "( 'IFC4X3_ADD2' )")),
        "IFC-STP-004_two_lists.ifc": changed(("( ( 'IFC4X3_ADD2' ) )", "( ( 'IFC4X3_ADD2' ) , ( ) )")),
        "IFC-STP-004_syntax.ifc": changed(("( 'Example' )", "'Example' 'x'")),
        "IFC-STP-005_day.ifc": changed(("2026-11-24T08:30:00+08:00", "24.11.2026 08:30")),
        "IFC-STP-005_no_such_day.ifc": changed(("2026-11-24T08", "2026-02-30T08")),
        "IFC-STP-005_no_such_month.ifc": changed(("2026-11-24T08", "2026-13-24T08")),
        "IFC-STP-005_no_such_hour.ifc": changed(("2026-11-24T08", "2026-11-24T24")),
        "IFC-STP-005_no_such_minute.ifc": changed(("T08:30", "T08:60")),
        "IFC-STP-005_no_such_year.ifc": changed(("2026-11-24T08", "0000-11-24T08")),
        "IFC-STP-005_empty.ifc": changed(("2026-11-24T08:30:00+08:00", "")),
        "IFC-STP-006_earlier.ifc": changed(("'IFC4X3_ADD2'", "'IFC2X3'")),
        "IFC-STP-006_two.ifc": changed(("'IFC4X3_ADD2'", "'IFC4X3_ADD2' , 'IFC4'")),
        "IFC-STP-007_twice.ifc": added("#72= IFCDIRECTION( ( 1. , 0. ) );"),
        "IFC-STP-008_dangling.ifc": changed(("#70 , ( #72 )", "#70 , ( #772 )")),
        "IFC-STP-009_directive.ifc": changed((r"\X2\623F5C4B\X0\ ".strip(), r"\X2\623F5C4B\ ".strip())),
        "IFC-STP-009_path.ifc": changed(("'Table'", r"'C:\Table'")),
        "IFC-STP-009_comment.ifc": changed(
            ("'Table'", r"'C:\Table'"), ("#72= ", r"/* the drawer's comment, not C:\Drawer */ #72= ")
        ),
        "IFC-STP-010_comment.ifc": HOUSE.replace("#72= ", "/* \u62bd\u5c49 */ #72= ").encode(),
        "IFC-STP-010_gbk.ifc": HOUSE.replace("'Table'", "'桌'").encode("gbk"),
        "IFC-STP-010_latin1.ifc": SHED.encode("latin-1"),
        "IFC-STP-011_unknown.ifc": changed((furniture, "#72= IFCFURNITURES(")),
        "IFC-STP-011_abstract.ifc": changed(("#73= IFCLOCALPLACEMENT( #71 , #14 )", "#73= IFCOBJECTPLACEMENT( #71 )")),
        "IFC-STP-012_one_less.ifc": changed(
            ("#72= IFCFURNITURE( '0Drawer0000000000000$1' , $ ,", f"{furniture} '0Drawer0000000000000$1' ,")
        ),
        "IFC-STP-013_no_point.ifc": changed(("IFCAXIS2PLACEMENT2D( #17", "IFCAXIS2PLACEMENT2D( $")),
        "IFC-STP-014_not_derived.ifc": changed(("'Drawer' , $", "'Drawer' , *")),
        "IFC-STP-014_given.ifc": changed(
            (
                "#12= IFCGEOMETRICREPRESENTATIONSUBCONTEXT( 'Body' , 'Model' , *",
                "#12= IFCGEOMETRICREPRESENTATIONSUBCONTEXT( 'Body' , 'Model' , 3",
            )
        ),
        "IFC-STP-015_integer.ifc": changed(("4000. , 240.", "4000. , 240")),
        "IFC-STP-015_item.ifc": changed((".SOLIDWALL.", ".WALL.")),
        "IFC-STP-015_boolean.ifc": changed(("IFCBOOLEAN( .T. )", "IFCBOOLEAN( .U. )")),
        "IFC-STP-015_no_type.ifc": changed(("IFCTHERMALTRANSMITTANCEMEASURE( 0.24 )", "0.24")),
        "IFC-STP-015_text.ifc": changed(("'Drawer' ,", "7. ,")),
        "IFC-STP-015_other_type.ifc": changed(("IFCTHERMALTRANSMITTANCEMEASURE( 0.24 )", "IFCTRANSMITTANCE( 0.24 )")),
        "IFC-STP-015_other_entity.ifc": changed(("IFCLOCALPLACEMENT( #71 , #14 )", "IFCLOCALPLACEMENT( #71 , #15 )")),
        "IFC-STP-015_no_list.ifc": changed(("#70 , ( #72 )", "#70 , #72")),
        "IFC-STP-015_real_for_integer.ifc": changed(("#29 , 1 )", "#29 , 1. )")),
        "IFC-STP-015_binary.ifc": changed(("'Drawer' ,", '"0AF" ,')),
        "IFC-STP-016_empty.ifc": changed(("#70 , ( #72 )", "#70 , ( )")),
        "IFC-STP-016_array.ifc": added(
            "#99= IFCMATERIALLAYERWITHOFFSETS( $ , 240. , $ , $ , $ , $ , $ , .AXIS1. , ( 1. ) );"
        ),
        "IFC-STP-016_four_coordinates.ifc": changed(("( 0. , 0. , 0. )", "( 0. , 0. , 0. , 0. )")),
        "IFC-STP-017_empty.ifc": changed(("'Example 1.0'", "''")),
    }


def _header(*order: int) -> bytes:
    """The house with these of the three entities of its header."""
    before, _, rest = HOUSE.partition("HEADER;\n")
    inside, _, behind = rest.partition("ENDSEC;")
    entities = inside.split(";\n")
    return f"{before}HEADER;\n{''.join(entities[at] + ';' for at in order)}ENDSEC;{behind}".encode()
