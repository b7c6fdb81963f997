"""Limits for reading files of signals."""

RECORDS_WITH_TIME = 1 << 20
"""Data records whose time is read: twelve days of one second each."""

ANNOTATIONS = 1 << 20
"""Annotations of one file."""

SIGNALS_MEASURED = 1024
"""Signals in which the samples are looked at: more than any cap has electrodes."""

WINDOWS = 200
"""Windows of a signal from which its spectrum is made: three minutes, spread over the whole of a longer one."""
