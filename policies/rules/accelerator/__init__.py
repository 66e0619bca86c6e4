"""Rules about global accelerators: where they lead, what they let in and what they record."""
