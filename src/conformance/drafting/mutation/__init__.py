"""Mutation of samples: which faults of a subject does no requirement catch?"""
