"""What a person asks: typing repaired, words with their other names, what kind of answer is expected."""
