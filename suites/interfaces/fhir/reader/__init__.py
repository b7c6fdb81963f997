"""Reading capability statements of FHIR in JSON."""
