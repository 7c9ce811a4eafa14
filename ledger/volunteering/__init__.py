"""Volunteer service: teams, volunteers, activities, attendance, minutes and their points."""
