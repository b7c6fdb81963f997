"""Small models of which samples are made: a house by IFC 4.3, a shed by IFC4 and a library of types."""

from __future__ import annotations

_HEADER = """ISO-10303-21;
HEADER;
FILE_DESCRIPTION( ( 'ViewDefinition [Alignment-basedView]' ) , '{level}' );
FILE_NAME( '{name}.ifc' , '2026-11-24T08:30:00+08:00' , ( 'A. Author' ) ,
 ( 'Example' ) , 'none' , 'Example 1.0' , '' );
FILE_SCHEMA( ( '{schema}' ) );
ENDSEC;
DATA;
"""
_END = "ENDSEC;\nEND-ISO-10303-21;\n"

_HOUSE = r"""#1= IFCPROJECT( '0House00000000000000$1' , $ , 'House' , $ , $ ,
 'A house \X2\623F5C4B\X0\' , $ , ( #10 , #11 ) , #20 );
#10= IFCGEOMETRICREPRESENTATIONCONTEXT( $ , 'Model' , 3 , 1.E-05 , #14 , #15 );
#11= IFCGEOMETRICREPRESENTATIONCONTEXT( $ , 'Plan' , 2 , 1.E-05 , #16 , $ );
#12= IFCGEOMETRICREPRESENTATIONSUBCONTEXT( 'Body' , 'Model' , * , * , * , * , #10 , $ , .MODEL_VIEW. , $ );
#13= IFCCARTESIANPOINT( ( 0. , 0. , 0. ) );
#14= IFCAXIS2PLACEMENT3D( #13 , $ , $ );
#15= IFCDIRECTION( ( 0.1 , 0.995 ) );
#16= IFCAXIS2PLACEMENT2D( #17 , $ );
#17= IFCCARTESIANPOINT( ( 0. , 0. ) );
#18= IFCPROJECTEDCRS( 'EPSG:4549' , 'CGCS2000 / 3-degree Gauss-Kruger CM 120E' , $ , $ , $ , $ , #28 );
#19= IFCMAPCONVERSION( #10 , #18 , 620000.5 , 3456000.25 , 4.2 , 0.995 , -0.1 , 0.001 );
#20= IFCUNITASSIGNMENT( ( #21 , #22 , #23 , #24 , #27 ) );
#21= IFCSIUNIT( * , .LENGTHUNIT. , .MILLI. , .METRE. );
#22= IFCSIUNIT( * , .AREAUNIT. , $ , .SQUARE_METRE. );
#23= IFCSIUNIT( * , .PLANEANGLEUNIT. , $ , .RADIAN. );
#24= IFCDERIVEDUNIT( ( #25 , #26 ) , .THERMALTRANSMITTANCEUNIT. , $ , $ );
#25= IFCDERIVEDUNITELEMENT( #29 , 1 );
#26= IFCDERIVEDUNITELEMENT( #28 , -2 );
#27= IFCMONETARYUNIT( 'CNY' );
#28= IFCSIUNIT( * , .LENGTHUNIT. , $ , .METRE. );
#29= IFCSIUNIT( * , .POWERUNIT. , $ , .WATT. );
#30= IFCSITE( '0Site000000000000000$1' , $ , 'Site' , $ , $ , #31 , $ , $ , .ELEMENT. ,
 ( 31 , 13 , 49 , 250000 ) , ( 121 , 28 , 25 ) , 4.2 , $ , $ );
#31= IFCLOCALPLACEMENT( $ , #14 );
#32= IFCBUILDING( '0Building00000000000$1' , $ , 'Building' , $ , $ , #33 , $ , $ , .ELEMENT. , $ , $ , $ );
#33= IFCLOCALPLACEMENT( #31 , #14 );
#34= IFCBUILDINGSTOREY( '0Storey0000000000000$1' , $ , 'Ground floor' , $ , $ , #35 , $ , $ , .ELEMENT. , 0. );
#35= IFCLOCALPLACEMENT( #33 , #14 );
#36= IFCSPACE( '0Space00000000000000$1' , $ , 'Room' , $ , $ , #37 , $ , 'Living room' , .ELEMENT. , .INTERNAL. , $ );
#37= IFCLOCALPLACEMENT( #35 , #14 );
#40= IFCRELAGGREGATES( '0Aggregate0000000000$1' , $ , $ , $ , #1 , ( #30 ) );
#41= IFCRELAGGREGATES( '0Aggregate0000000000$2' , $ , $ , $ , #30 , ( #32 ) );
#42= IFCRELAGGREGATES( '0Aggregate0000000000$3' , $ , $ , $ , #32 , ( #34 ) );
#43= IFCRELAGGREGATES( '0Aggregate0000000000$4' , $ , $ , $ , #34 , ( #36 ) );
#44= IFCRELCONTAINEDINSPATIALSTRUCTURE( '0Contains00000000000$1' , $ , $ , $ , ( #50 , #60 ) , #34 );
#45= IFCRELCONTAINEDINSPATIALSTRUCTURE( '0Contains00000000000$2' , $ , $ , $ , ( #70 ) , #36 );
#50= IFCWALL( '0Wall000000000000000$1' , $ , 'Wall' , $ , $ , #51 , #52 , 'W1' , .SOLIDWALL. );
#51= IFCLOCALPLACEMENT( #35 , #14 );
#52= IFCPRODUCTDEFINITIONSHAPE( $ , $ , ( #53 ) );
#53= IFCSHAPEREPRESENTATION( #12 , 'Body' , 'SweptSolid' , ( #54 ) );
#54= IFCEXTRUDEDAREASOLID( #55 , #14 , #56 , 2800. );
#55= IFCRECTANGLEPROFILEDEF( .AREA. , $ , $ , 4000. , 240. );
#56= IFCDIRECTION( ( 0. , 0. , 1. ) );
#60= IFCDOOR( '0Door000000000000000$1' , $ , 'Door' , $ , $ , #61 , $ , 'D1' ,
 2100. , 900. , .DOOR. , .SINGLE_SWING_LEFT. , $ );
#61= IFCLOCALPLACEMENT( #63 , #14 );
#62= IFCOPENINGELEMENT( '0Opening000000000000$1' , $ , 'Opening' , $ , $ , #63 , $ , $ , .OPENING. );
#63= IFCLOCALPLACEMENT( #51 , #14 );
#64= IFCRELVOIDSELEMENT( '0Voids00000000000000$1' , $ , $ , $ , #50 , #62 );
#65= IFCRELFILLSELEMENT( '0Fills00000000000000$1' , $ , $ , $ , #62 , #60 );
#70= IFCFURNITURE( '0Table00000000000000$1' , $ , 'Table' , $ , $ , #71 , $ , $ , .TABLE. );
#71= IFCLOCALPLACEMENT( #37 , #14 );
#72= IFCFURNITURE( '0Drawer0000000000000$1' , $ , 'Drawer' , $ , $ , #73 , $ , $ , $ );
#73= IFCLOCALPLACEMENT( #71 , #14 );
#74= IFCRELAGGREGATES( '0Aggregate0000000000$5' , $ , $ , $ , #70 , ( #72 ) );
#80= IFCPROPERTYSET( '0Properties000000000$1' , $ , 'Pset_WallCommon' , $ , ( #81 , #82 , #83 ) );
#81= IFCPROPERTYSINGLEVALUE( 'IsExternal' , $ , IFCBOOLEAN( .T. ) , $ );
#82= IFCPROPERTYSINGLEVALUE( 'ThermalTransmittance' , $ , IFCTHERMALTRANSMITTANCEMEASURE( 0.24 ) , $ );
#83= IFCPROPERTYSINGLEVALUE( 'Width' , $ , IFCPOSITIVELENGTHMEASURE( 0.24 ) , #28 );
#84= IFCRELDEFINESBYPROPERTIES( '0Defines000000000000$1' , $ , $ , $ , ( #50 ) , #80 );
#85= IFCCLASSIFICATION( 'MOHURD' , '2017' , $ , 'GB/T 51269' , $ , $ , $ );
#86= IFCCLASSIFICATIONREFERENCE( $ , '14-10' , 'Walls' , #85 , $ , $ );
#87= IFCCLASSIFICATIONREFERENCE( $ , '14-10.20' , 'It''s a wall' , #86 , $ , $ );
#88= IFCRELASSOCIATESCLASSIFICATION( '0Associates000000000$1' , $ , $ , $ , ( #50 ) , #87 );
"""
_SHED = """#1=IFCPROJECT('1House00000000000000$1',$,'Schuppen',$,$,$,$,(#2),#5);
#2=IFCGEOMETRICREPRESENTATIONCONTEXT($,'Model',3,$,#3,#23);
#3=IFCAXIS2PLACEMENT3D(#4,$,$);
#4=IFCCARTESIANPOINT((0.,0.,0.));
#5=IFCUNITASSIGNMENT((#6));
/* an inch; it's written 'like this' */
#6=IFCCONVERSIONBASEDUNIT(#7,.LENGTHUNIT.,'inch',#8);
#7=IFCDIMENSIONALEXPONENTS(1,0,0,0,0,0,0);
#8=IFCMEASUREWITHUNIT(IFCLENGTHMEASURE(25.4),#9);
#9=IFCSIUNIT(*,.LENGTHUNIT.,.MILLI.,.METRE.);
#10=IFCBUILDING('1Building00000000000$1',$,'Schuppen f\u00fcr Ger\u00e4te',$,$,#11,#20,$,$ /* no type */,$,$,$);
#11=IFCLOCALPLACEMENT($,#3);
#12=IFCRELAGGREGATES('1Aggregate0000000000$1',$,$,$,#1,(#10));
#13=IFCMAPCONVERSION(#2,#14,500000.,5700000.,0.,1.,0.,0.0254);
#14=IFCPROJECTEDCRS('EPSG:25832',$,$,$,$,$,$);
#15=IFCSLAB('1Slab000000000000000$1',$,'Boden',$,$,#16,$,$,.FLOOR.);
#16=IFCLOCALPLACEMENT(#11,#3);
#17=IFCRELCONTAINEDINSPATIALSTRUCTURE('1Contains00000000000$1',$,$,$,(#15),#10);
#18=IFCPROPERTYSINGLEVALUE('Height',$,IFCLENGTHMEASURE(12.),$);
#19=IFCPROPERTYSET('1Properties000000000$1',$,'Shed',$,(#18));
#20=IFCPRODUCTDEFINITIONSHAPE($,$,(#21));
#21=IFCSHAPEREPRESENTATION(#2,'Box','BoundingBox',(#22));
#22=IFCBOUNDINGBOX(#4,100.,200.,90.);
#23=IFCDIRECTION((0.,1.));
#24=IFCSITE('1Site000000000000000$1',$,'Pole',$,$,$,$,$,$,(90,0,0,0),(-179,-59,-59,-999999),$,$,$);
#25=IFCRELAGGREGATES('1Aggregate0000000000$2',$,$,$,#1,(#24));
"""
_LIBRARY = """#1=IFCPROJECTLIBRARY('2Library000000000000$1',$,'Doors',$,$,$,$,$,$);
#2=IFCDOORTYPE('2Type000000000000000$1',$,'Door 900',$,$,$,$,$,$,.DOOR.,.SINGLE_SWING_LEFT.,$,$);
#3=IFCRELDECLARES('2Declares00000000000$1',$,$,$,#1,(#2));
#4=IFCPROJECTEDCRS('WKT',$,$,$,$,$,$);
#5=IFCWELLKNOWNTEXT('PROJCRS["Plant"]',#4);
"""


def _model(name: str, schema: str, level: str, data: str) -> str:
    return _HEADER.format(name=name, schema=schema, level=level) + data + _END


HOUSE = _model("house", "IFC4X3_ADD2", "2;1", _HOUSE)
SHED = _model("shed", "IFC4", "4;1", _SHED)
LIBRARY = _model("library", "IFC4X3_ADD2", "2;1", _LIBRARY)


def good() -> dict[str, bytes]:
    """File name -> bytes of models that satisfy every row."""
    return {
        "house.ifc": HOUSE.encode(),
        "shed.ifc": SHED.encode(),
        "library.ifc": LIBRARY.replace("ENDSEC;\nDATA", "!NOTE( 'of doors' );\nENDSEC;\nDATA")
        .replace("\n", "\r\n")
        .encode(),
    }


def changed(*pairs: tuple[str, str], model: str = HOUSE) -> bytes:
    """A model with the first occurrence of each text replaced by another one."""
    for old, new in pairs:
        before, found, behind = model.partition(old)
        if not found:
            raise ValueError(old)
        model = before + new + behind
    return model.encode()


def added(*lines: str, model: str = HOUSE) -> bytes:
    """A model with more instances at its end."""
    return model.replace(_END, "\n".join(lines) + "\n" + _END).encode()
