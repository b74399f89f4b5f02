"""Who did what. Table: LogEntry, append-only and chained per object. Imports `base` and `text` only."""
