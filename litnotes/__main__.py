"""`python -m litnotes`."""

from litnotes.cli.program import main

raise SystemExit(main())
