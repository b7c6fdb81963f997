"""Reading JSON-LD as a graph of nodes, without fetching anything."""
