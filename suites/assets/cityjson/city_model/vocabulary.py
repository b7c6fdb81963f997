"""The vocabulary of the CityJSON versions: city objects, and the nesting depth of the boundaries of geometries."""

from __future__ import annotations

# Arrays around each vertex index (section 3.2 of CityJSON 2.0).
DEPTHS = {
    "MultiPoint": 1,
    "GeometryInstance": 1,
    "MultiLineString": 2,
    "MultiSurface": 3,
    "CompositeSurface": 3,
    "Solid": 4,
    "MultiSolid": 5,
    "CompositeSolid": 5,
}

_ALWAYS = {
    *("Bridge", "BridgeInstallation", "BridgePart", "Building", "BuildingInstallation", "BuildingPart"),
    *("CityFurniture", "CityObjectGroup", "LandUse", "PlantCover", "Railway", "Road", "SolitaryVegetationObject"),
    *("TINRelief", "TransportSquare", "Tunnel", "TunnelInstallation", "TunnelPart", "WaterBody"),
}
_SINCE_1_1 = {
    *("BridgeConstructiveElement", "BridgeFurniture", "BridgeRoom"),
    *("BuildingConstructiveElement", "BuildingFurniture", "BuildingRoom", "BuildingStorey", "BuildingUnit"),
    *("OtherConstruction", "Waterway"),
    *("TunnelConstructiveElement", "TunnelFurniture", "TunnelHollowSpace"),
}
CITY_OBJECTS = {
    "1.0": frozenset(_ALWAYS | {"BridgeConstructionElement", "GenericCityObject"}),
    "1.1": frozenset(_ALWAYS | _SINCE_1_1),
    "2.0": frozenset(_ALWAYS | _SINCE_1_1 | {"GenericCityObject"}),
}
