"""Rules about what grows and shrinks with its load."""
