"""What the family reads: options of relying parties, and the authenticator that answers them."""
