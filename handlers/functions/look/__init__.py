"""Looks at one payment that is newly in doubt."""
