"""Rules about Firehose streams."""
