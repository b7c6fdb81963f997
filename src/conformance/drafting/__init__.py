"""Tools for drafting requirements: proof, mutation, wording, documents, traces and examples."""
