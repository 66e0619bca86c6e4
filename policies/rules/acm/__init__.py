"""Rules about certificates."""
