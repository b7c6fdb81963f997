"""What the checker of the library itself finds, by its own names; only the process of the library imports this."""

from __future__ import annotations

from typing import Any

from pxr import UsdGeom, UsdPhysics, UsdShade, UsdSkel, UsdValidation

RULES = {
    "usdGeomValidators:EncapsulationChecker": "nested",
    "usdGeomValidators:SubsetFamilies": "subsets",
    "usdShadeValidators:MaterialBindingApiAppliedValidator": "applied",
    "usdShadeValidators:EncapsulationRulesValidator": "encapsulated",
    "usdShadeValidators:EncapsulationMaterialValidator": "encapsulated",
    "usdShadeValidators:NormalMapTextureValidator": "normal_maps",
    "usdShadeValidators:ShaderSdrCompliance": "shaders",
    "usdSkelValidators:SkelBindingApiAppliedValidator": "skins",
    "usdSkelValidators:SkelBindingApiValidator": "skins",
    "usdPhysicsValidators:RigidBodyChecker": "bodies",
    "usdPhysicsValidators:ArticulationChecker": "bodies",
    "usdPhysicsValidators:ColliderChecker": "colliders",
    "usdPhysicsValidators:PhysicsJointChecker": "joints",
}
"""By validator of the library: the rule that it judges."""
OTHERS = {"InvalidFile", "InvalidShaderPrim"}
"""Errors that are judged by rows on paths and connections."""


def examine(stage: Any, prims: list[Any], told: Any) -> None:
    """Look at what the validators look at, and note what they find, with the name of the error as key."""
    for prim in prims:
        for rule in _rules_of(prim):
            told.look(rule)
    registry = UsdValidation.ValidationRegistry()
    validators = [registry.GetOrLoadValidatorByName(name) for name in RULES]
    for error in UsdValidation.ValidationContext([each for each in validators if each]).Validate(stage):
        judged = RULES.get(str(error.GetValidator().GetMetadata().name)) if error.GetValidator() else None
        if judged is not None and str(error.GetName()) not in OTHERS:
            told.look(judged, 0 if told.looked[judged] else 1)
            told.say(judged, _place(error), str(error.GetName()))


def _rules_of(prim: Any) -> list[str]:
    """The rules of validators that a prim is judged by."""
    names = [str(each) for each in prim.GetAuthoredPropertyNames()]
    holds = {
        "nested": prim.IsA(UsdGeom.Gprim),
        "subsets": prim.IsA(UsdGeom.Subset),
        "applied": any(each.startswith("material:binding") for each in names),
        "encapsulated": bool(UsdShade.ConnectableAPI(prim)),
        "normal_maps": _shows_normals(prim),
        "shaders": prim.IsA(UsdShade.Shader),
        "skins": prim.HasAPI(UsdSkel.BindingAPI) or any(each.startswith("skel:") for each in names),
        "bodies": prim.HasAPI(UsdPhysics.RigidBodyAPI) or prim.HasAPI(UsdPhysics.ArticulationRootAPI),
        "colliders": prim.HasAPI(UsdPhysics.CollisionAPI),
        "joints": prim.IsA(UsdPhysics.Joint),
    }
    return [rule for rule, judged in holds.items() if judged]


def _shows_normals(prim: Any) -> bool:
    if not prim.IsA(UsdShade.Shader) or UsdShade.Shader(prim).GetIdAttr().Get() != "UsdPreviewSurface":
        return False
    given = UsdShade.Shader(prim).GetInput("normal")
    return bool(given) and bool(given.HasConnectedSource())


def _place(error: Any) -> str:
    for site in error.GetSites():
        if site.IsProperty():
            return str(site.GetProperty().GetPath())
        if site.IsPrim():
            return str(site.GetPrim().GetPath())
    return "/"
