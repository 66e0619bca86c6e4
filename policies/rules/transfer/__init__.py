"""Rules about Transfer Family."""
