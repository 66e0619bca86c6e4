"""Turns what went wrong into an alert."""
