"""Rules about what regions have in common."""
