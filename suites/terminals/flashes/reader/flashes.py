"""Flashes by the definition of WCAG 2.2: pairs of opposing changes of luminance, or of a saturated red.

Each cell of the grid is followed from peak to valley. A cell flashes too often where more than six transitions, which
are three flashes, lie within a second: by technique G19, three flashes have to end as they began. The area of
such cells is added up in every field of 10 degrees.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable
from math import ceil
from typing import TYPE_CHECKING, NamedTuple

from conformance_suites.terminals.flashes.reader.frames import HIGH, WIDE, Frame

if TYPE_CHECKING:
    from numpy import bool_, float64, int8, int64
    from numpy.typing import NDArray

    Mask = NDArray[bool_]
    Grid = NDArray[float64]

CHANGE = 0.1
"""The least change of relative luminance between a peak and a valley."""
DARKER = 0.8
"""The relative luminance that the darker of the two is below."""
RED = 0.8
"""The least R / (R + G + B) of a saturated red."""
COLOUR = 0.2
"""The least distance of two colours in the diagram CIE 1976 UCS, if one of them is a saturated red."""
TRANSITIONS = 6
"""Transitions of three flashes."""
AREA = 0.25
"""The share of a field of 10 degrees that may flash more often, and no more."""
SECOND = 1.0
FIELD = 10.0
"""Degrees of a field, in width and in height."""


class Flashing(NamedTuple):
    """What flashes in a moving picture: the frame, its time in seconds, and how much of a field does so too often."""

    frame: int
    seconds: float
    percent: int


class Found(NamedTuple):
    """What was found first: flashes of luminance and of red on a large area, flashes of any area, and a lack of time.

    `anywhere` is given in percent of the picture, `untimed` is a frame that is not shown later than the one before.
    """

    general: Flashing | None
    red: Flashing | None
    anywhere: Flashing | None
    untimed: int | None
    frames: int


def find_flashes(frames: Iterable[Frame], width: float, height: float) -> Found:
    """What flashes in a picture that is `width` and `height` degrees large."""
    import numpy as np

    field = (max(1, round(HIGH * min(1.0, FIELD / height))), max(1, round(WIDE * min(1.0, FIELD / width))))
    followed: tuple[Luminance | Reds, ...] = (Luminance(), Reds())
    counts = (Second(), Second())
    found: list[Flashing | None] = [None, None]
    anywhere: Flashing | None = None
    untimed, number, last = None, -1, -1.0
    for number, time, cells in frames:
        if time <= last and untimed is None:
            untimed = number
        last = max(last, time)
        linear = _linear(cells.astype(np.float64) / 255)
        for at, each in enumerate(followed):
            often = counts[at].add(time, each.step(linear))
            if not often.any():
                continue
            if found[at] is None and (share := _largest_share(often, field)) > AREA:
                found[at] = Flashing(number, round(time, 3), ceil(100 * share))
            anywhere = anywhere or Flashing(number, round(time, 3), max(1, round(100 * float(often.mean()))))
    return Found(found[0], found[1], anywhere, untimed, number + 1)


def _linear(srgb: Grid) -> Grid:
    import numpy as np

    linear: Grid = np.where(srgb <= 0.04045, srgb / 12.92, ((srgb + 0.055) / 1.055) ** 2.4)
    return linear


class Luminance:
    """The peaks and valleys of the relative luminance of each cell."""

    def __init__(self) -> None:
        self._low: Grid | None = None
        self._high: Grid | None = None
        self._last: NDArray[int8] | None = None

    def step(self, linear: Grid) -> Mask:
        """Where a transition ends in this frame; after a rise only a fall is one, and the other way round."""
        import numpy as np

        now = linear @ np.array([0.2126, 0.7152, 0.0722])
        if self._low is None or self._high is None or self._last is None:
            self._low, self._high, self._last = now, now, np.zeros(now.shape, dtype=np.int8)
        rise = (now - self._low >= CHANGE) & (self._low < DARKER) & (self._last != 1)
        fall = (self._high - now >= CHANGE) & (now < DARKER) & (self._last != -1)
        changed: Mask = rise | fall
        self._low = np.where(changed, now, np.minimum(self._low, now))
        self._high = np.where(changed, now, np.maximum(self._high, now))
        self._last = np.where(changed, np.where(rise, 1, -1), self._last).astype(np.int8)
        return changed


class Reds:
    """The changes of each cell from or to a saturated red."""

    def __init__(self) -> None:
        self._colour: Grid | None = None
        self._red: Mask | None = None

    def step(self, linear: Grid) -> Mask:
        """Where a transition ends in this frame."""
        import numpy as np

        total = linear.sum(axis=-1)
        red = np.divide(linear[..., 0], total, out=np.zeros_like(total), where=total > 0) >= RED
        colour = _chromaticity(linear)
        if self._colour is None or self._red is None:
            self._colour, self._red = colour, red
        other = np.hypot(*np.moveaxis(colour - self._colour, -1, 0)) > COLOUR
        changed: Mask = other & (red | self._red)
        self._colour = np.where(other[..., None], colour, self._colour)
        self._red = np.where(other, red, self._red)
        return changed


def _chromaticity(linear: Grid) -> Grid:
    """u' and v' of CIE 1976; black has those of white."""
    import numpy as np

    to_xyz = np.array([[0.4124, 0.3576, 0.1805], [0.2126, 0.7152, 0.0722], [0.0193, 0.1192, 0.9505]])
    xyz = linear @ to_xyz.T
    divisor = xyz @ np.array([1.0, 15.0, 3.0])
    lit = divisor > 1e-4
    colour = np.stack([4 * xyz[..., 0], 9 * xyz[..., 1]], axis=-1)
    white = np.array([0.1978, 0.4683])
    found: Grid = np.where(lit[..., None], colour / np.where(lit, divisor, 1.0)[..., None], white)
    return found


class Second:
    """The transitions of each cell within the last second."""

    def __init__(self) -> None:
        self._held: deque[tuple[float, Mask]] = deque()
        self._counts: NDArray[int64] | None = None

    def add(self, time: float, changed: Mask) -> Mask:
        """Where there are now more than those of three flashes."""
        import numpy as np

        if self._counts is None:
            self._counts = np.zeros(changed.shape, dtype=np.int64)
        while self._held and self._held[0][0] <= time - SECOND:
            self._counts -= self._held.popleft()[1]
        if changed.any():
            self._held.append((time, changed))
            self._counts += changed
        often: Mask = self._counts > TRANSITIONS
        return often


def _largest_share(often: Mask, field: tuple[int, int]) -> float:
    """The largest share of a field that is set, over all places of the field in the picture."""
    import numpy as np

    high, wide = field
    sums = np.zeros((often.shape[0] + 1, often.shape[1] + 1))
    sums[1:, 1:] = often.cumsum(axis=0).cumsum(axis=1)
    areas = sums[high:, wide:] - sums[:-high, wide:] - sums[high:, :-wide] + sums[:-high, :-wide]
    return float(areas.max()) / (high * wide)
