"""Rules about access: what the policies of a configuration allow together, proven or refuted."""
