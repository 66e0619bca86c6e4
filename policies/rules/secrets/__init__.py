"""Rules about secrets that exist."""
