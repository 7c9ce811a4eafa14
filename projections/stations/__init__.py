"""Read models of stations: stations, riders, visits and their counts by day."""
