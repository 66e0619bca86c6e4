"""How much our rules find: every argument that protects made worse or left out, every resource taken away."""
