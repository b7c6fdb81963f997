"""Parts of the views that hold what a composed stage shows: none is known where the stage cannot be composed."""

STAGE = (
    "cycles",
    "targets",
    "types",
    "attributes",
    "nested",
    "topologies",
    "unbounded",
    "extents",
    "values",
    "interpolations",
    "subsets",
    "bindings",
    "applied",
    "connections",
    "encapsulated",
    "shaders",
    "normal_maps",
    "skins",
    "bodies",
    "colliders",
    "joints",
    "sizes",
    "places",
    "node_names",
    "material_names",
)
ROOT = ("roots", "axes", "metrics", "defaults", "spans", "rates")
"""Parts that hold what the root layer says of itself."""
PATHS = ("paths", "arcs", "assets", "measured", "oriented")
"""Parts that hold what layers refer to."""
