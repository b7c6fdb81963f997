"""The data model of the harness: frozen records and pure rules, without input or output."""
