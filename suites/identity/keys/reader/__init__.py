"""Reading JSON Web Keys, shared by the identity families."""
