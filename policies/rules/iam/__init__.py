"""Rules about IAM and every policy document."""
