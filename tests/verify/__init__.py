"""What `make verify` asks of the served site: `python -m tests.verify`. Not collected by pytest; it takes minutes."""
