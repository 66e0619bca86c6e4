"""Works on payments that lie open."""
