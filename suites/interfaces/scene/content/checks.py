"""Checks of the contents of a scene: each hands on what was found on the composed stage, in the words of its row."""

from __future__ import annotations

from conformance.authoring import Finding, Findings, check

from .view import Contents


@check("IFC-USC-001")
def types_are_known(view: Contents) -> Findings:
    for fault in view.found("types"):
        yield Finding(fault.place, **fault.values)


@check("IFC-USC-002")
def attributes_have_the_types_of_their_schema(view: Contents) -> Findings:
    for fault in view.found("attributes"):
        yield Finding(fault.place, **fault.values)


@check("IFC-USC-003")
def things_that_are_drawn_are_not_nested(view: Contents) -> Findings:
    for fault in view.found("nested"):
        yield Finding(fault.place)


@check("IFC-USC-004")
def faces_are_made_of_points(view: Contents) -> Findings:
    for fault in view.found("topologies"):
        yield Finding(fault.place, fault.key, **fault.values)


@check("IFC-USC-005")
def extents_are_given(view: Contents) -> Findings:
    for fault in view.found("unbounded"):
        yield Finding(fault.place)


@check("IFC-USC-006")
def extents_contain_the_points(view: Contents) -> Findings:
    for fault in view.found("extents"):
        yield Finding(fault.place, fault.key, **fault.values)


@check("IFC-USC-007")
def there_is_a_value_for_each_place(view: Contents) -> Findings:
    for fault in view.found("values"):
        yield Finding(fault.place, fault.key, **fault.values)


@check("IFC-USC-008")
def subsets_are_subsets(view: Contents) -> Findings:
    for fault in view.found("subsets"):
        yield Finding(fault.place)


@check("IFC-USC-009")
def bindings_lead_to_one_material(view: Contents) -> Findings:
    for fault in view.found("bindings"):
        yield Finding(fault.place, fault.key, **fault.values)


@check("IFC-USC-010")
def prims_with_bindings_say_so(view: Contents) -> Findings:
    for fault in view.found("applied"):
        yield Finding(fault.place)


@check("IFC-USC-011")
def connections_lead_to_attributes(view: Contents) -> Findings:
    for fault in view.found("connections"):
        yield Finding(fault.place, **fault.values)


@check("IFC-USC-012")
def shaders_are_in_materials(view: Contents) -> Findings:
    for fault in view.found("encapsulated"):
        yield Finding(fault.place)


@check("IFC-USC-013")
def inputs_have_the_types_of_their_shader(view: Contents) -> Findings:
    for fault in view.found("shaders"):
        yield Finding(fault.place, fault.key if fault.key == "MissingShaderIdInRegistry" else "")


@check("IFC-USC-014")
def maps_of_normals_are_read_as_normals(view: Contents) -> Findings:
    for fault in view.found("normal_maps"):
        yield Finding(fault.place, fault.key if fault.key == "InvalidSourceColorSpace" else "")


@check("IFC-USC-015")
def skinned_things_are_below_a_skeleton_root(view: Contents) -> Findings:
    for fault in view.found("skins"):
        yield Finding(fault.place, fault.key if fault.key == "InvalidSkelBindingAPIApply" else "")


@check("IFC-USC-016")
def rigid_bodies_can_be_moved(view: Contents) -> Findings:
    for fault in view.found("bodies"):
        yield Finding(
            fault.place, fault.key if fault.key in ("RigidBodyOrientationScale", "NestedArticulation") else ""
        )


@check("IFC-USC-017")
def colliders_have_a_shape(view: Contents) -> Findings:
    for fault in view.found("colliders"):
        yield Finding(fault.place, fault.key if fault.key == "ColliderPlaneDynamic" else "")


@check("IFC-USC-018")
def joints_join_bodies(view: Contents) -> Findings:
    for fault in view.found("joints"):
        yield Finding(
            fault.place, fault.key if fault.key in ("JointMultiplePrimsRel", "JointNoEnabledRigidBody") else ""
        )


@check("IFC-USC-019")
def interpolations_are_known(view: Contents) -> Findings:
    for fault in view.found("interpolations"):
        yield Finding(fault.place, **fault.values)
