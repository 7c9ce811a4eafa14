"""What tests, the bench and the drills share: real servers, started and stopped."""
