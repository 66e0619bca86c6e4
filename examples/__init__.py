"""Programs of others that use the API, to be copied."""
