"""What checkov loads itself: `checkov -d cdktf.out --external-checks-dir policies/checkov_ext`."""
