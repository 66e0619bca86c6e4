"""Rules about Cognito's pools and their clients."""
