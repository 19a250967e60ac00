"""litnotes: from the daily report to the related-work section."""

__version__ = "0.7.0"
