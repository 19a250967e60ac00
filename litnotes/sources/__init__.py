"""The scholarly services: requests to them, and records from their answers."""
