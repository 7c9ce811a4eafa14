"""Red bee stations (红蜂驿站), riders, and the visits that count."""
