"""Running an installation: start, worker, backup and restore. Only the child processes load Django."""
