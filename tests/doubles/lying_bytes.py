"""Files whose sizes and magics lie."""

from __future__ import annotations

from hypothesis import strategies as st

LIES = (b"\0\0\0\0", b"\xff\xff\xff\xff", b"\x7f\xff\xff\xff", b"\0\0\1\0", b"\xff")


@st.composite
def lying(draw: st.DrawFn, files: dict[str, bytes]) -> tuple[str, bytes]:
    """(name, content) of one of the files, with up to three lies written over its bytes."""
    name = draw(st.sampled_from(sorted(files)))
    data = bytearray(files[name])
    for _ in range(draw(st.integers(1, 3))):
        at = draw(st.integers(0, len(data) - 1))
        lie = draw(st.sampled_from(LIES))
        data[at : at + len(lie)] = lie
    return name, bytes(data)
