"""Which inertia a rigid body can have."""

from __future__ import annotations

from conformance.readers.xml_tree import Element
from conformance_suites.terminals.urdf.reader.numbers import number

TOLERANCE = 0.01
"""Relative to the largest principal moment: written values are rounded."""

NOTHING = 1e-12
"""kg m2: smaller than the inertia of a grain of 1 mm; computation leaves such values instead of 0."""

_NAMES = ("ixx", "ixy", "ixz", "iyy", "iyz", "izz")


def inertia_values(element: Element) -> tuple[float, ...] | None:
    """ixx, ixy, ixz, iyy, iyz, izz in kg m2, 0 where absent (as in the schema); None if one is not a number."""
    values = [number(element, name, 0.0) for name in _NAMES]
    return None if None in values else tuple(value for value in values if value is not None)


def principal_moments(values: tuple[float, ...]) -> tuple[float, float, float]:
    """The eigenvalues of the inertia matrix, ascending; products of inertia have the sign of URDF (ixy = -∫xy)."""
    import numpy as np

    ixx, ixy, ixz, iyy, iyz, izz = values
    largest = max(abs(value) for value in values) or 1.0
    matrix = np.array([[ixx, ixy, ixz], [ixy, iyy, iyz], [ixz, iyz, izz]]) / largest
    first, second, third = (float(value) * largest for value in np.linalg.eigvalsh(matrix))
    return first, second, third
