"""Labels of EEG signals: names of electrodes in the 10-20, 10-10 and 10-5 systems, and units of voltage."""

from __future__ import annotations

import re

_ROWS = (
    "N", "Fp", "AFp", "AF", "AFF", "F", "FFT", "FFC", "FT", "FC", "FTT", "FCC", "T", "C", "TTP", "CCP", "TP", "CP",
    "TPP", "CPP", "P", "PPO", "PO", "POO", "O", "OI", "I",
)  # fmt: skip
_ELECTRODE = re.compile(rf"(?:(?:{'|'.join(_ROWS)})(?:z|10|[1-9])h?|[AM][12])", re.IGNORECASE)
MICROVOLTS = {"nV": 1e-3, "uV": 1.0, "µV": 1.0, "μV": 1.0, "mV": 1e3, "V": 1e6, "microvolts": 1.0, "microvolt": 1.0}
"""Units of voltage, in microvolts: those of EDF, and the words of LSL."""


def is_electrode(name: str) -> bool:
    """Whether it is a position of the 10-5 system, which includes the others; small letters are not told apart."""
    return _ELECTRODE.fullmatch(name) is not None


def electrode(label: str) -> str | None:
    """The first electrode that the label of an EEG signal names, such as `Fpz` in `EEG Fpz-Cz`; None for other signals.

    A label without a type is taken for EEG if it names a known electrode.
    """
    kind, _, rest = label.partition(" ")
    if kind.upper() == "EEG":
        return rest.strip().partition("-")[0]
    first = label.partition("-")[0]
    return first if is_electrode(first) else None
