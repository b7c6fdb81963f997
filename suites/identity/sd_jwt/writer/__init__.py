"""Issuing and presenting tokens with disclosures for samples and tests."""
