"""Tests of several functions together, on services that are emulated behind a real connection."""
