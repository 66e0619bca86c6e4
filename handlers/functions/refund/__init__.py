"""Gives money back."""
