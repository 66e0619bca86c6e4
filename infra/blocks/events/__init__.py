"""Blocks of messages: queues, topics, event buses."""
