"""Reading entities of NGSI-LD: their attributes, and what each says of itself."""
