"""Real Terraform on what was synthesized."""
