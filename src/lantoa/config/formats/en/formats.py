"""Dates and numbers are written and typed as in Vietnam in English too: one form, one meaning."""

from lantoa.config.formats.vi.formats import *  # noqa: F403
