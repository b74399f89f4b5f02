"""Django's stock admin over the same tables, for comparison only: what the editor's page is measured against."""
