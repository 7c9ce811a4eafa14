"""Tests of the read models, on SQLite and on PostgreSQL."""
