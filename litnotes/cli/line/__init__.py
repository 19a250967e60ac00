"""How a command line becomes the call of a command.

`declare` holds the words in which a command says what it takes: `Option`, `Argument`, `Context`. `options`
and `filters` are declarations that several commands share, and `completion` is what the shell offers for
them. Two readers turn words into a `Call` by these declarations: `quick` reads a plain line itself, and
`typer_app` has typer read all others and print help and mistakes. Typer takes long to import, which a
plain line does not pay for. `program`, above this folder, knows the commands and tries the readers in turn.
"""
