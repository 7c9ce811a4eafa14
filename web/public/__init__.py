"""Pages for everybody: help, offline, interface documentation."""
