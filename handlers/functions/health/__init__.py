"""Tells whether the region can answer."""
