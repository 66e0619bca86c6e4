"""Systems that are no product: what the platform carries beside its first one."""
