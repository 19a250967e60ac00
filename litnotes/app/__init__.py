"""What commands do, without the command line: values in, values out, nothing printed and nobody asked.

`notes` are the notes in use, brought up to date by those who read and only looked at by those who type.
"""
