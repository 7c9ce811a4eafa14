"""Paperwork: which activities are recorded in time, and which minutes were made up."""
