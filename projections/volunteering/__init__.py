"""Read models of volunteer service: teams, volunteers, activities, attendances, totals."""
