"""What commands do, without the command line: values in, values out; nothing is printed or asked.

Readers bring the notes in use up to date; writers read only what they need.
"""
