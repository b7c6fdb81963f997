"""Animated images for samples: areas that change their colour so often in a second."""

from __future__ import annotations

import io
from collections.abc import Sequence

WHITE, BLACK, GREY, RED, DARK = (255, 255, 255), (0, 0, 0), (60, 60, 60), (255, 0, 0), (40, 40, 40)
SIZE = (128, 96)


def animation(
    colours: Sequence[tuple[int, int, int]],
    milliseconds: int,
    *,
    share: float = 1.0,
    form: str = "PNG",
    size: tuple[int, int] = SIZE,
) -> bytes:
    """Frames of these colours, each for so long, on the left share of a black picture."""
    from PIL import Image

    pictures = []
    for number, colour in enumerate(colours):
        picture = Image.new("RGB", size)
        picture.paste(colour, (0, 0, round(size[0] * share), size[1]))
        picture.putpixel((0, 0), (number, 0, 0))  # so that equal frames are not joined
        pictures.append(picture)
    out = io.BytesIO()
    pictures[0].save(out, form, save_all=True, append_images=pictures[1:], duration=milliseconds)
    return out.getvalue()
