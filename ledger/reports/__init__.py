"""Reports of what is wrong in the street (随手拍): filed, handled, answered, and what they earn."""
