"""Settings, blocks and systems: what is synthesized. Importing it prepares the bindings."""

from infra.bindings import prepare

prepare()
