"""What may be quoted to whom, and the answers: knowledge of an organisation, its search index, asking it."""
