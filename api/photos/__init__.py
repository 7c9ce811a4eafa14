"""Photos: sent, shown to whom they concern, taken back."""
