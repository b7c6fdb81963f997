"""An HTTP interface as the suites of this family read it: its answers, and the grammar of header fields."""
