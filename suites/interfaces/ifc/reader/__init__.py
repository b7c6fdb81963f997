"""Reading files of IFC: the exchange structure of ISO 10303-21, and what its instances are by the schema of IFC."""
