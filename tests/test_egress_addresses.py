"""Which hosts and addresses are refused: a table of what attacks and real sites look like."""

from __future__ import annotations

import pytest

from spiders.addresses import Rules

PUBLIC = [
    "www.oslo.kommune.no", "våler.kommune.no", "xn--vler-qoa.kommune.no", "www.facebook.com", "a.b.c.example.com",
    "www.oslo.kommune.no.", "1.1.1.1", "9.255.255.255", "11.0.0.0", "100.63.255.255", "100.128.0.0", "172.15.255.255",
    "172.32.0.0", "169.253.0.1", "223.255.255.255", "2606:4700::1111", "[2a00:1450:400f:803::200e]",
    "::ffff:8.8.8.8", "64:ff9b::808:808", "2002:808:808::1", "0x08080808", "134744072", "localhost.no", "local.no",
    "notlocalhost.com", "internal.example.com",
]  # fmt: skip
INSIDE = [
    # As they are.
    "127.0.0.1", "127.255.255.254", "10.0.0.8", "172.16.0.1", "172.31.255.255", "192.168.1.1", "100.64.0.1",
    "169.254.1.1", "0.0.0.0", "0.1.2.3", "224.0.0.1", "239.255.255.250", "240.0.0.1", "255.255.255.255", "192.0.0.8",
    "192.0.2.1", "198.18.0.1", "198.51.100.7", "203.0.113.7", "192.88.99.1", "::1", "::", "[::1]", "fe80::1",
    "fc00::1", "fd12:3456::1", "fec0::1", "ff02::1", "2001:db8::1", "3fff::1", "100::1", "4000::1",
    # Where clouds keep secrets.
    "169.254.169.254", "168.63.129.16", "100.100.100.200", "fd00:ec2::254", "metadata.google.internal", "metadata",
    # Written otherwise.
    "2130706433", "0x7f.1", "0x7f000001", "017700000001", "0177.0.0.1", "127.1", "127.0.1", "0", "127.0.0.1.",
    "1２7.0.0.1", "１２７.０.０.１", "127。0。0。1", "%31%32%37.0.0.1", "0xA9FEA9FE", "2852039166", "LOCALHOST",
    # Hidden in IPv6.
    "::ffff:127.0.0.1", "::ffff:7f00:1", "[::ffff:10.0.0.8]", "64:ff9b::7f00:1", "64:ff9b::10.0.0.8",
    "64:ff9b:1::1", "2002:7f00:1::1", "2002:a00:8::", "2001:0:7f00:1::1", "2001:0:808:808::", "::127.0.0.1",
    "2a00::5efe:a00:8", "2a00::200:5efe:127.0.0.1",
    # Names of the inside.
    "localhost", "localhost.", "a.localhost", "printer.local", "db.internal", "nas.lan", "fw.home.arpa", "server",
    "intern.corp", "localhost.localdomain",
    # No hosts at all.
    "", "a b", "1.2.3.4.5", "256.256.256.256", "fe80::1%eth0", "a_b@127.0.0.1", "exa<mple.no",
]  # fmt: skip


@pytest.mark.parametrize("host", PUBLIC)
def test_a_public_host_may_be_asked(host: str) -> None:
    assert Rules().refuse_host(host, 443) is None


@pytest.mark.parametrize("host", INSIDE)
def test_an_inside_host_is_refused_however_it_is_written(host: str) -> None:
    assert Rules().refuse_host(host, 80)


@pytest.mark.parametrize(
    ("port", "is_open"), [(80, True), (443, True), (8080, True), (8443, True), (22, False), (25, False), (6379, False)]
)
def test_only_the_ports_of_the_web_are_open(port: int, is_open: bool) -> None:
    assert (Rules().refuse_host("www.oslo.kommune.no", port) is None) is is_open


@pytest.mark.parametrize(
    ("allow", "host", "port", "is_open"),
    [
        ("127.0.0.1:8765", "127.0.0.1", 8765, True),
        ("127.0.0.1:8765", "0x7f.1", 8765, True),
        ("127.0.0.1:8765", "127.0.0.1", 8766, False),
        ("127.0.0.1:8765", "127.0.0.2", 8765, False),
        ("10.1.0.0/16", "10.1.2.3", 80, True),
        ("10.1.0.0/16", "10.2.2.3", 80, False),
        ("intern.kommune.internal:443, [::1]:80", "intern.kommune.internal", 443, True),
        ("intern.kommune.internal:443, [::1]:80", "::1", 80, True),
        ("intern.kommune.internal:443, [::1]:80", "other.internal", 443, False),
        ("", "localhost", 80, False),
    ],
)
def test_the_operator_may_except_a_host_with_its_port_or_a_network(
    allow: str, host: str, port: int, is_open: bool
) -> None:
    assert (Rules(allow).refuse_host(host, port) is None) is is_open


def test_the_proxy_that_passes_requests_on_is_excepted_and_nothing_beside_it() -> None:
    rules = Rules(upstream="http://name:secret@127.0.0.1:3128")
    assert rules.refuse_address("127.0.0.1", 3128) is None
    assert rules.refuse_address("127.0.0.1", 3129) == "leads to an inside address (127.0.0.1, loopback)"
