"""Which address a client counts under."""

import ipaddress


def client_network(address: str) -> str:
    """One household has one IPv4 address, but 2 to the 64th IPv6 addresses.

    >>> client_network("2001:db8:1:2:aaaa::7")
    '2001:db8:1:2::/64'
    >>> client_network("::ffff:192.0.2.7")
    '192.0.2.7'
    """
    try:
        parsed = ipaddress.ip_address(address)
    except ValueError:
        return address[:64]
    if isinstance(parsed, ipaddress.IPv4Address):
        return str(parsed)
    if parsed.ipv4_mapped is not None:
        return str(parsed.ipv4_mapped)
    return str(ipaddress.ip_network((parsed, 64), strict=False))
