"""The programme: signed results, reviews, certificates, and the register that others read.

A folder of signed files is the truth; every page and every look-up is derived from it.
"""
