"""Spiders fetch: websites and accounts, politely, with what they fetched kept on disk. They do not parse."""
