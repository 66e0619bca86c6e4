"""Asks endpoints how they are."""
