"""Request objects of the samples and of mutants."""
