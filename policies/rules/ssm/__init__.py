"""Rules about Parameter Store."""
