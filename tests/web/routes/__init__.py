"""Tests of the pages over real services, as a browser without scripts sees them."""
