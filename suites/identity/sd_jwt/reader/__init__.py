"""Reading tokens with disclosures: their parts, the digests in them, and what remains after processing."""
