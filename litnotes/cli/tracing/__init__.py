"""A citation search as the command makes it: where it starts, who is asked, what is told and written."""
