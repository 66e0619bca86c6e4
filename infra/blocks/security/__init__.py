"""Blocks of security: keys and who may use them."""
