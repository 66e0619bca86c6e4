"""Rotation, against real databases."""
