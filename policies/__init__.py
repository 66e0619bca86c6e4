"""Policy as code: the rules, the gate that judges synthesized Terraform, and the report."""
