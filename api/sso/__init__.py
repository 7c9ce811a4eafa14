"""Signing in through a city's single sign-on (OpenID Connect)."""
