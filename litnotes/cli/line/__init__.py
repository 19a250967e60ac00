"""How a command line becomes the call of a command.

Commands declare their parameters with `Option`, `Argument` and `Context` of `declare`. `options` and
`filters` are declarations that several commands share, and `completion` offers their values to the shell.
Two readers turn words into a `Call` by these declarations: `quick` reads plain lines without typer, which
takes long to import; `typer_app` lets typer read all others and print help and mistakes. `usual_order`
rewrites lines for typer, such as `help COMMAND`. `program`, above this folder, tries the readers in turn.
"""
