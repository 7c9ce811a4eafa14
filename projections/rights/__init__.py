"""Read model of erasures: who asked to be forgotten, and until when it may be taken back."""
