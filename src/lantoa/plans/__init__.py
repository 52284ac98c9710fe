"""Plans: from a document to confirmed tasks, issued, amended and ended."""
