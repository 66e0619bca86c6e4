"""Rules about health checks and records."""
