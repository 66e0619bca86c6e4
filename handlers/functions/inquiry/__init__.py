"""Tells of payments and refunds."""
