"""Reading tokens of JOSE: their parts, the keys that they name, and whether they verify."""
