"""The tools of a release, run in an environment of their own."""
