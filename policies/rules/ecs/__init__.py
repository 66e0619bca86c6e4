"""Rules about containers on ECS."""
