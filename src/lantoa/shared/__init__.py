"""Errors, jobs, audit and settings: what every app stands on."""
