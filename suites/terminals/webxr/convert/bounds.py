"""Limits for converting raw WebXR frames."""

RECORDING_STREAMS = 200
"""Streams that are distinguished when raw frames are converted to a recording."""

WEBXR_BYTES = 256 << 20
"""A larger file of raw WebXR frames is not converted as a whole."""
