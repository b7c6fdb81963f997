"""Strength of a suite: which changes to its own schema and checks does no sample notice?"""
