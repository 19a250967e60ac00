"""What litnotes knows, as frozen pydantic models."""
