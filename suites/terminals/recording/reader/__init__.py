"""The joints of hands, shared by the recording suites."""
