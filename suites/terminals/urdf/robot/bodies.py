"""What a rigid body's inertia can be."""

from __future__ import annotations

from conformance.readers.xml_tree import Element

from .numbers import number

TOLERANCE = 0.01
"""Of the largest principal moment: values are rounded when they are written."""

NOTHING = 1e-12
"""kg m2: less than the inertia of a grain of 1 mm, it is what computing leaves over instead of 0."""

_NAMES = ("ixx", "ixy", "ixz", "iyy", "iyz", "izz")


def inertia_values(element: Element) -> tuple[float, ...] | None:
    """ixx, ixy, ixz, iyy, iyz, izz in kg m2, 0 where absent (as in the schema); None where one is no number."""
    values = [number(element, name, 0.0) for name in _NAMES]
    return None if None in values else tuple(value for value in values if value is not None)


def principal_moments(values: tuple[float, ...]) -> tuple[float, float, float]:
    """The eigenvalues of the inertia matrix, ascending; its products stand as URDF has them (ixy = -∫xy)."""
    import numpy as np

    ixx, ixy, ixz, iyy, iyz, izz = values
    largest = max(abs(value) for value in values) or 1.0
    matrix = np.array([[ixx, ixy, ixz], [ixy, iyy, iyz], [ixz, iyz, izz]]) / largest
    first, second, third = (float(value) * largest for value in np.linalg.eigvalsh(matrix))
    return first, second, third
