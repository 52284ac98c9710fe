"""From ranked passages to what is said: evidence of the kind of answer, routing by source, quoting, declining."""
