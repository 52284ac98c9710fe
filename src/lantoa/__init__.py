"""Lan Tỏa: carries a communication programme from plan to proof."""
