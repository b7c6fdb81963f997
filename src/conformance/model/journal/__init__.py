"""The events of a run as typed records, and their form in the journal and in report.json."""
