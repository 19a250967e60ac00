"""The scholarly services: what to ask them, and what their answers say."""
