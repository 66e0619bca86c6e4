"""The ports in AWS: the only place of boto3."""
