"""The reference product of the family: honest, or with one of its faults."""

from . import server, site
from .server import INFORMATION, STATEMENT
from .site import AUTHORITIES, endpoints, routes

FAULTS = (*site.FAULTS, *server.FAULTS)
SERVERS = {"tls": ("tls://{address}", server.make), "site": ("https://{address}/", site.make)}

__all__ = ["AUTHORITIES", "FAULTS", "INFORMATION", "SERVERS", "STATEMENT", "endpoints", "routes"]
