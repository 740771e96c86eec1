"""One module per family of platforms: how its addresses name an account, and how everything else is told apart."""
