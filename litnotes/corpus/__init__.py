"""A snapshot of a whole field as tables on this machine, which answer like a service.

`snapshot` finds the files of a snapshot, `openalex_raw` and `semantic_raw` turn their records into works,
`uniting` makes the tables of them, `build` does that in steps that survive a kill, and `corpus_manifest`
says what came out. `session` opens the tables, `finding`, `relatedness` and `phrases` are the questions
to them. All are expressions of ibis, which `duck` or `spark` computes.
"""
