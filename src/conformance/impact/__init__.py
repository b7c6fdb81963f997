"""The same evidence judged by two versions of the requirements, each in a process with its own harness."""
