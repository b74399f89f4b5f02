"""Languages beside each other. Tables: Segment, Contribution. Imports `annotation` and below; never `publishing`."""
