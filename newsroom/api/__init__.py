"""The doors for machines. Owns no table. `read/` is public and imports `publishing`, `base` and `text` only."""
