"""Certificates of the practice web: one authority made for the run, one certificate per host when it is first asked."""

from __future__ import annotations

import ssl
from pathlib import Path

import trustme


class Certificates:
    """Issues certificates signed by an authority of its own, which lives as long as the server."""

    def __init__(self, folder: Path) -> None:
        root = trustme.CA(organization_name="Barometer practice web")
        # An issuer below it, sent along with every certificate: by its key a browser can be told to trust this run.
        self._authority = root.create_child_ca()
        self._contexts: dict[str, ssl.SSLContext] = {}
        self.ca_file = folder / "practice-ca.pem"
        root.cert_pem.write_to_path(self.ca_file)
        self._authority.cert_pem.write_to_path(self.ca_file, append=True)

    def context(self, host: str) -> ssl.SSLContext:
        """Return the TLS context of a host."""
        if host not in self._contexts:
            context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            context.set_alpn_protocols(["http/1.1"])
            self._authority.issue_cert(host).configure_cert(context)
            self._contexts[host] = context
        return self._contexts[host]
