"""Writes of this app, one module each: units, people, positions, passes, organisation, settings, first_run."""
