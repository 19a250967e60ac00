"""The data of litnotes as frozen pydantic models."""
