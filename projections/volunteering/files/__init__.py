"""Read models of service files: requests to join, skills, trainings, honours, stars, checks."""
