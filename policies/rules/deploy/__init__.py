"""Rules about deployments by CodeDeploy."""
