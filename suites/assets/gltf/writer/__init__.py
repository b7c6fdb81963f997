"""Writing glTF: assets built for samples, and copies edited by repairs."""
