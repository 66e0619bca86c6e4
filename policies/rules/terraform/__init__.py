"""Rules about Terraform's own settings."""
