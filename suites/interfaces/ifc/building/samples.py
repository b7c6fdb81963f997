"""Samples of buildings: what may be wrong with the house as a twin of a real one."""

from __future__ import annotations

from conformance_suites.interfaces.ifc.writer import models
from conformance_suites.interfaces.ifc.writer.models import LIBRARY, SHED, added, changed


def good() -> dict[str, bytes]:
    """File name -> bytes of models that satisfy every row."""
    return models.good()


def bad() -> dict[str, bytes]:
    """File name -> bytes of models, each of which violates one row."""
    wall = "( #50 , #60 ) , #34"
    north = "IFCDIRECTION( ( 0.1 , 0.995 ) )"
    return {
        "IFC-BIM-001_none.ifc": changed(
            ("#1=IFCPROJECTLIBRARY('2Library000000000000$1',$,'Doors',$,$,$,$,$,$);", ""),
            ("#3=IFCRELDECLARES('2Declares00000000000$1',$,$,$,#1,(#2));\n", ""),
            model=LIBRARY,
        ),
        "IFC-BIM-001_two.ifc": added(
            "#99= IFCPROJECT( '0House00000000000000$2' , $ , 'Second' , $ , $ , $ , $ , ( #10 ) , #20 );"
        ),
        "IFC-BIM-002_short.ifc": changed(("'0Wall000000000000000$1'", "'0Wall000'")),
        "IFC-BIM-002_beyond.ifc": changed(("'0Wall0", "'4Wall0")),
        "IFC-BIM-002_character.ifc": changed(("'0Wall0", "'0Wall-")),
        "IFC-BIM-003_copied.ifc": changed(("'0Drawer0000000000000$1'", "'0Table00000000000000$1'")),
        "IFC-BIM-004_no_units.ifc": changed((",$,$,(#2),#5", ",$,$,(#2),$"), model=SHED)
        .replace(
            b"#13=IFCMAPCONVERSION(#2,#14,500000.,5700000.,0.,1.,0.,0.0254)",
            b"#13=IFCMAPCONVERSION(#2,#14,500000.,5700000.,0.,1.,0.,1.)",
        )
        .replace(b"IFCLENGTHMEASURE(12.),$)", b"IFCLENGTHMEASURE(12.),#9)"),
        "IFC-BIM-004_no_length.ifc": changed(("( #21 , #22", "( #22"), ("0.001 )", "1. )")),
        "IFC-BIM-005_two_lengths.ifc": changed(("#24 , #27 )", "#24 , #27 , #28 )")),
        "IFC-BIM-005_two_currencies.ifc": added(
            "#99= IFCMONETARYUNIT( 'EUR' );", model=changed(("#24 , #27 )", "#24 , #27 , #99 )")).decode()
        ),
        "IFC-BIM-006_none.ifc": changed(("( #10 , #11 )", "$")),
        "IFC-BIM-006_plan_alone.ifc": changed(("( #10 , #11 )", "( #11 )")),
        "IFC-BIM-007_two.ifc": changed(
            ("'Plan' , 2", "'Plan' , 3"),
            ("IFCAXIS2PLACEMENT2D( #17 , $ )", "IFCAXIS2PLACEMENT3D( #17 , $ , $ )"),
            ("( 0. , 0. ) );\n#18", "( 0. , 0. , 0. ) );\n#18"),
        ),
        "IFC-BIM-008_upwards.ifc": changed((north, "IFCDIRECTION( ( 0. , 1. , 0. ) )")),
        "IFC-BIM-008_nowhere.ifc": changed((north, "IFCDIRECTION( ( 0. , 0. ) )")),
        "IFC-BIM-009_nowhere.ifc": changed(
            ("#13=IFCMAPCONVERSION(#2,#14,500000.,5700000.,0.,1.,0.,0.0254);\n", ""), model=SHED
        ),
        "IFC-BIM-010_name.ifc": changed(("'EPSG:4549'", "'CGCS2000'")),
        "IFC-BIM-010_small.ifc": changed(("'EPSG:4549'", "'epsg:4549'")),
        "IFC-BIM-010_no_text.ifc": changed(("#5=IFCWELLKNOWNTEXT('PROJCRS[\"Plant\"]',#4);\n", ""), model=LIBRARY),
        "IFC-BIM-011_one.ifc": changed(("0.995 , -0.1 , 0.001", "0.995 , $ , 0.001")),
        "IFC-BIM-011_nowhere.ifc": changed(("0.995 , -0.1 , 0.001", "0. , 0. , 0.001")),
        "IFC-BIM-012_none.ifc": changed(("-0.1 , 0.001", "-0.1 , $")),
        "IFC-BIM-012_other_way.ifc": changed(("-0.1 , 0.001", "-0.1 , 1000.")),
        "IFC-BIM-012_inch.ifc": changed(("0.0254);\n#14", "0.3048);\n#14"), model=SHED),
        "IFC-BIM-013_beyond.ifc": changed(("( 31 , 13 , 49 , 250000 )", "( 121 , 28 , 25 )")),
        "IFC-BIM-013_minutes.ifc": changed(("( 121 , 28 , 25 )", "( 121 , 60 , 25 )")),
        "IFC-BIM-013_millionths.ifc": changed(("49 , 250000", "49 , 1250000")),
        "IFC-BIM-013_minute_beyond.ifc": changed(("(90,0,0,0)", "(90,1,0,0)"), model=SHED),
        "IFC-BIM-013_second_beyond.ifc": changed(("(90,0,0,0)", "(90,0,1,0)"), model=SHED),
        "IFC-BIM-013_millionth_beyond.ifc": changed(("(90,0,0,0)", "(90,0,0,1)"), model=SHED),
        "IFC-BIM-013_seconds.ifc": changed(("(90,0,0,0)", "(89,59,60,0)"), model=SHED),
        "IFC-BIM-013_million.ifc": changed(("-59,-999999)", "-59,-1000000)"), model=SHED),
        "IFC-BIM-013_small_signs.ifc": changed(("(90,0,0,0)", "(0,0,1,-1)"), model=SHED),
        "IFC-BIM-013_signs.ifc": changed(("( 121 , 28 , 25 )", "( -121 , 28 , 25 )")),
        "IFC-BIM-014_itself.ifc": changed(("#70 , ( #72 )", "#72 , ( #72 )")),
        "IFC-BIM-014_around.ifc": added(
            "#99= IFCRELAGGREGATES( '0Aggregate0000000000$6' , $ , $ , $ , #72 , ( #70 ) );"
        ),
        "IFC-BIM-015_two_wholes.ifc": added(
            "#99= IFCRELAGGREGATES( '0Aggregate0000000000$6' , $ , $ , $ , #60 , ( #72 ) );"
        ),
        "IFC-BIM-016_lost_space.ifc": changed(
            ("#43= IFCRELAGGREGATES( '0Aggregate0000000000$4' , $ , $ , $ , #34 , ( #36 ) );\n", "")
        ),
        "IFC-BIM-017_two_storeys.ifc": added(
            "#99= IFCRELCONTAINEDINSPATIALSTRUCTURE( '0Contains00000000000$3' , $ , $ , $ , ( #70 ) , #34 );"
        ),
        "IFC-BIM-018_space.ifc": changed((wall, "( #50 , #60 , #36 ) , #34")),
        "IFC-BIM-019_nowhere.ifc": changed(
            ("#74= IFCRELAGGREGATES( '0Aggregate0000000000$5' , $ , $ , $ , #70 , ( #72 ) );\n", "")
        ),
        "IFC-BIM-020_itself.ifc": changed(("#73= IFCLOCALPLACEMENT( #71", "#73= IFCLOCALPLACEMENT( #73")),
        "IFC-BIM-020_around.ifc": changed(("#71= IFCLOCALPLACEMENT( #37", "#71= IFCLOCALPLACEMENT( #73")),
        "IFC-BIM-021_not_placed.ifc": changed(("'Wall' , $ , $ , #51", "'Wall' , $ , $ , $")),
        "IFC-BIM-022_unnamed.ifc": changed(("$,'Shed'", "$,$"), model=SHED),
        "IFC-BIM-022_twice.ifc": changed(("'Width'", "'IsExternal'")),
        "IFC-BIM-023_none.ifc": changed(("#23 , #24 , #27", "#23 , #27")),
        "IFC-BIM-023_other.ifc": changed(
            ("IFCPOSITIVELENGTHMEASURE( 0.24 ) , #28", "IFCPOSITIVELENGTHMEASURE( 0.24 ) , #22")
        ),
        "IFC-BIM-024_of_nothing.ifc": changed(("'Walls' , #85", "'Walls' , $")),
        "IFC-BIM-024_by_name.ifc": changed(("'14-10' , 'Walls' , #85", "$ , 'Walls' , $")),
        "IFC-BIM-024_around.ifc": changed(("'Walls' , #85", "'Walls' , #87")),
        "IFC-BIM-025_no_name.ifc": changed(("'Drawer' , $", "$ , $")),
        "IFC-BIM-025_no_property.ifc": changed(("'IsExternal'", "'External'")),
        "IFC-BIM-025_empty_property.ifc": changed(("IFCBOOLEAN( .T. )", "IFCLABEL( '' )")),
        "IFC-BIM-025_other_set.ifc": changed(("'Pset_WallCommon'", "'Pset_Wall'")),
        "IFC-BIM-025_empty_name.ifc": changed(("'Drawer' , $", "'' , $")),
    }
