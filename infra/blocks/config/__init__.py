"""Blocks of configuration that is read while the application runs."""
