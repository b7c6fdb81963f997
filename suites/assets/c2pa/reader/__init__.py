"""Reading C2PA manifests with the library of the standard."""
