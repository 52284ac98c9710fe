"""Talking with residents: conversations, handing over to an officer and back, on whatever channel carries them."""
