"""Rotates the credential of a database."""
