"""Rules about Redshift."""
