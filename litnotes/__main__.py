"""`python -m litnotes`."""

from litnotes.cli.app import main

raise SystemExit(main())
