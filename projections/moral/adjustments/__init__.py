"""Read models of adjustments: entries on the wrong account."""
