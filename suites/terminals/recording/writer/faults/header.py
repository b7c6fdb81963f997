"""The faults of what the header says."""

from __future__ import annotations

from conformance_suites.terminals.recording.writer.device import Take
from conformance_suites.terminals.recording.writer.faults.made import EEG, HANDS, XR, fault, in_header

in_header("TRM-HDR-001", "next_version", HANDS, recording="7.3")
in_header("TRM-HDR-002", "empty_name", HANDS, "device", name="")
in_header("TRM-HDR-002", "blank_vendor", HANDS, "device", vendor="  ")
in_header("TRM-HDR-002", "no_software", HANDS, "device", software="")
in_header("TRM-HDR-003", "banana", HANDS, "session", mode="banana")
in_header("TRM-HDR-004", "comma", HANDS, "streams", "head", poses=["v,ewer"])
in_header("TRM-HDR-004", "not_of_a_head", HANDS, "streams", "head", poses=["veiwer"])
in_header("TRM-HDR-005", "misspelt", HANDS, decimal=6)
in_header("TRM-HDR-005", "unknown", HANDS, "session", operator="Li")
in_header("TRM-HDR-005", "misspelt_in_a_stream", HANDS, "streams", "left-hand", handednes="left")


@fault("TRM-HDR-004", "same_eye_twice", XR)
def _(made: Take) -> None:
    made.header["streams"]["viewer"]["poses"] = ["viewer", "left-eye", "left-eye"]


@fault("TRM-HDR-005", "misspelt_in_a_channel", EEG)
def _(made: Take) -> None:
    made.header["streams"]["eeg"]["channels"][0]["minium"] = -200
