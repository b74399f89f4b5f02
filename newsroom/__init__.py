"""The newsroom: one Django app, cut by noun; who may import whom is written in pyproject.toml and ARCHITECTURE.md."""
