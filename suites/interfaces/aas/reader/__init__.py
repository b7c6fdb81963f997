"""Reading Asset Administration Shells: the classes of their metamodel, and the values of their data types."""
