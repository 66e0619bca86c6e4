"""State machines: what they do, as Amazon States Language, and what they run on."""
