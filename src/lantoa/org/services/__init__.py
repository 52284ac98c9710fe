"""Writes of this app, a module each: units, people, positions, passes, organisation, first_run, communes."""
