"""Pages of the money behind a village's points (预算偿付)."""
