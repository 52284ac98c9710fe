"""Composition: home page, menus and URLs of all apps."""
