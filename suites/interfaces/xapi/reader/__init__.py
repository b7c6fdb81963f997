"""Reading statements of the Experience API: what each is about, and what it holds."""
