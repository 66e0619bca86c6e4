"""Tells when it was called."""
