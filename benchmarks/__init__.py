"""Commands behind the README's figures: each prints a figure against a stated limit or peer, in one run."""
