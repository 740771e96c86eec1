"""Pure parsers: from a fetched or saved page to typed readings, one file per channel."""
