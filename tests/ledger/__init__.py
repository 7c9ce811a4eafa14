"""Tests of the write side: decisions, scenarios, and the kernel under fire."""
