"""Reading JSON Web Keys: what the families of digital identity share."""
