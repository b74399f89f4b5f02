"""Languages beside each other. Table: Segment. Imports `annotation` and below; never `publishing`."""
