"""The domain: pure, without AWS. What a handler's core may import."""
