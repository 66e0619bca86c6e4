"""Tells a payment's state."""
