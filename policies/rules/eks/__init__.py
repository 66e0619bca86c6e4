"""Rules about EKS clusters."""
