"""What is measured in the samples of an EEG signal: how much it varies, where it stays the same, its spectrum."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from zlib import adler32, crc32

from conformance.readers.source import Source
from conformance_suites.terminals.bci.reader.bounds import SIGNALS_MEASURED, WINDOWS
from conformance_suites.terminals.bci.reader.edf import Edf, Signal, read_edf
from conformance_suites.terminals.bci.reader.electrodes import MICROVOLTS, electrode

if TYPE_CHECKING:
    from numpy import float64
    from numpy.typing import NDArray

WINDOW_SECONDS = 2.0
BAND = (1.0, 40.0)
"""Hz: where nearly all that is known of EEG happens."""
NEIGHBOURS = (1.5, 5.0)
"""Hz: how far from a line of the spectrum the power around it is taken."""
LEAST_RATE = 200.0
"""Samples a second from which noise of equal power everywhere has most of it above the band."""


@dataclass(frozen=True)
class Spectrum:
    """Mean power by frequency: Hz, and the unit of the samples squared per Hz."""

    hertz: NDArray[float64]
    power: NDArray[float64]

    def rms(self, low: float, high: float, without: float = 0.0) -> float:
        """The root of the power from `low` to `high` Hz, without 2 Hz around a frequency."""
        there = (self.hertz >= low) & (self.hertz <= high)
        if without:
            there &= abs(self.hertz - without) > 2
        step = float(self.hertz[1] - self.hertz[0])
        return math.sqrt(float(self.power[there].sum()) * step)

    def share(self, without: float) -> float | None:
        """That of the band of EEG in the power above 1 Hz, 2 Hz around a frequency left out; None if there is none."""
        whole = self.rms(BAND[0], float(self.hertz[-1]), without)
        return (self.rms(*BAND, without) / whole) ** 2 if whole else None

    def excess(self, frequency: float) -> float | None:
        """How many dB the power at a frequency lies above that around it; None beyond the spectrum."""
        import numpy as np

        away = abs(self.hertz - frequency)
        around = self.power[(away >= NEIGHBOURS[0]) & (away <= NEIGHBOURS[1])]
        if frequency + NEIGHBOURS[1] > self.hertz[-1] or not around.any():
            return None
        return float(10 * np.log10(max(float(self.power[away <= 0.5].max()) / float(np.median(around)), 1e-12)))


@dataclass(frozen=True)
class Measures:
    """Of the samples of one channel, in their unit; `still` is the first and the number of the longest equal ones."""

    count: int
    rate: float
    least: float
    most: float
    still: tuple[int, int]
    digest: str
    spectrum: Spectrum | None

    @property
    def varies(self) -> bool:
        return self.most > self.least

    @property
    def still_seconds(self) -> float:
        """How long the longest stretch of equal samples lasts."""
        return self.still[1] / self.rate

    @property
    def still_from(self) -> float:
        """The seconds until it begins."""
        return self.still[0] / self.rate


@dataclass(frozen=True)
class Measured:
    """An EEG signal: its place in the file, its electrode, and what was measured; `volts` are microvolts per unit."""

    signal: Signal
    electrode: str
    volts: float | None
    measures: Measures

    @property
    def band(self) -> float | None:
        """The root mean square in the band of EEG, in microvolts; None without a unit of voltage or a spectrum."""
        spectrum = self.measures.spectrum
        return None if spectrum is None or self.volts is None else spectrum.rms(*BAND) * self.volts

    @property
    def digest(self) -> str:
        return self.measures.digest

    @property
    def varies(self) -> bool:
        return self.measures.varies


def short(number: float) -> float:
    """As findings tell it, with four digits that count."""
    return float(f"{number:.4g}")


def measure(samples: NDArray[Any], rate: float) -> Measures:
    """What there is to measure in samples of which there is at least one, none of them NaN."""
    still = _longest_still(samples)
    content = samples.tobytes()
    digest = f"{crc32(content):08x}{adler32(content):08x}"
    return Measures(
        len(samples), rate, float(samples.min()), float(samples.max()), still, digest, _spectrum(samples, rate)
    )


def measured(source: Source) -> list[Measured]:
    """The EEG signals of a file, with their samples measured, up to the limit of the test system."""
    edf = source.once(read_edf)
    if not edf.records:
        return []
    named = [(signal, electrode(signal.label)) for signal in edf.signals if not signal.annotates]
    eeg = [(signal, name) for signal, name in named if name is not None][:SIGNALS_MEASURED]
    return [_measured(edf, signal, name) for signal, name in eeg]


def _measured(edf: Edf, signal: Signal, name: str) -> Measured:
    unit = MICROVOLTS.get(signal.fields["dimension"].text)
    gain = _gain(signal)
    volts = unit * abs(gain) if unit and gain else None
    return Measured(signal, name, volts, measure(edf.samples(signal), edf.rate(signal)))


def _gain(signal: Signal) -> float | None:
    """The physical value of one step of the samples; None where the header does not say."""
    names = ("physical_maximum", "physical_minimum", "digital_maximum", "digital_minimum")
    high, low, most, least = (signal.number(name) for name in names)
    if high is None or low is None or most is None or least is None or most == least:
        return None
    return (high - low) / (most - least)


def _longest_still(samples: NDArray[Any]) -> tuple[int, int]:
    """The first sample and the length of the longest stretch of equal ones."""
    import numpy as np

    changes = np.flatnonzero(samples[1:] != samples[:-1]) + 1
    ends = np.concatenate(([0], changes, [len(samples)]))
    lengths = np.diff(ends)
    longest = int(lengths.argmax())
    return int(ends[longest]), int(lengths[longest])


def _spectrum(samples: NDArray[Any], rate: float) -> Spectrum | None:
    """Welch's estimate from windows of two seconds with a half overlap; None if there is not one, or no rate for it."""
    import numpy as np

    size = round(WINDOW_SECONDS * rate)
    if size < 2 * WINDOW_SECONDS * BAND[0] or len(samples) < size:
        return None
    starts = np.arange(0, len(samples) - size + 1, max(1, size // 2))
    if len(starts) > WINDOWS:
        starts = starts[np.linspace(0, len(starts) - 1, WINDOWS).astype(int)]
    windows = np.lib.stride_tricks.sliding_window_view(samples, size)[starts].astype(np.float32)
    windows -= windows.mean(axis=1, keepdims=True)
    taper = np.hanning(size).astype(np.float32)
    found = np.fft.rfft(windows * taper, axis=1)
    power = (found.real**2 + found.imag**2).mean(axis=0).astype(np.float64) * 2 / (rate * float((taper**2).sum()))
    return Spectrum(np.fft.rfftfreq(size, 1 / rate).astype(np.float64), power)
