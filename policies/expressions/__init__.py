"""Terraform's expression language, as far as files alone can evaluate it.

A text is a template: literal parts and `${...}`. What can be evaluated becomes its value; what cannot
stays a text with `${...}` in it, with everything put in place that could be. `$${` and `%%{` stay as they
are written: to every reader here a value is the text of a template.

The grammar is that of https://developer.hashicorp.com/terraform/language/expressions.
"""
