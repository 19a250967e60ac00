"""What lies on disk: files, YAML, the notebook folder."""
