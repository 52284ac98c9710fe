"""Answers and procedures on the desk."""
