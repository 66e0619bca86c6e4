"""Rules about classified data."""
