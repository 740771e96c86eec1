"""The register of accounts: who asks it, who looks it over, and the decisions that go into it."""
