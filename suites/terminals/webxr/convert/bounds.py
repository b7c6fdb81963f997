"""The bounds of converting raw WebXR frames."""

RECORDING_STREAMS = 200
"""Streams that are told apart in raw frames that are converted into a recording."""

WEBXR_BYTES = 256 << 20
"""A longer file of raw WebXR frames is not converted in one go."""
