"""What a run tells, as typed records, and how they stand in the lines of its journal and in report.json."""
