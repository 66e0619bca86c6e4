"""Answers about a rule, check, control, requirement or element: what it is, how it stands, how to fix it."""
