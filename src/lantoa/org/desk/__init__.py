"""The bases of every staff view: scoped to one organisation, refused by default."""
