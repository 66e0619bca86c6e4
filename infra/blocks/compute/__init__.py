"""Blocks of compute: packages, signatures, roles, functions and what calls them."""
