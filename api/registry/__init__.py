"""Doors of units and refused scans."""
