"""Tools for drafting requirements: proof, wording, traces and examples."""
