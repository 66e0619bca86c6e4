"""Rules about CloudFront distributions."""
