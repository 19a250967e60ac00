"""Dates as students write them: their forms and places, and how open ones are resolved."""
