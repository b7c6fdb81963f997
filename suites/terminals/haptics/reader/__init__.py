"""What reads haptic effects: JSON texts (HJIF) and streams of units (HMPG)."""
