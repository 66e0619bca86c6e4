"""Rules about RDS and Aurora."""
