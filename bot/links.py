"""When are two addresses one story? Canonical links, and the key under which a link is unique."""

import re
import unicodedata
from urllib.parse import parse_qsl, quote, urlencode, urlsplit, urlunsplit

_TRACKING = re.compile(
    r"^(utm_.*|fbclid|gclid|dclid|msclkid|yclid|igshid|igsh|mc_cid|mc_eid|ref_src|ref_url|_hsenc|_hsmi|trk|cmpid|ncid)$",
    re.IGNORECASE,
)
_DEFAULT_PORT = {"http": 80, "https": 443}
_SAFE_IN_PATH = "/:@!$&'()*+,;=~-._%"
_ESCAPE = re.compile(r"%[0-9a-fA-F]{2}")
LINK_LIMIT = 2000


def is_link(text: str) -> bool:
    """Whether `text` is one whole http or https address with a host."""
    if len(text) > LINK_LIMIT or re.search(r"[\s\x00-\x1f\x7f<>\"]", text):
        return False
    try:
        parts = urlsplit(text)
        port = parts.port
    except ValueError:
        return False
    host = parts.hostname or ""
    return parts.scheme.lower() in _DEFAULT_PORT and bool(host) and port != 0 and not host.startswith(".")


def as_link(text: str) -> str | None:
    """`text` with its scheme in lower case where it `is_link`, else None."""
    return urlsplit(text).geturl() if is_link(text) else None


def canonical_link(link: str) -> str:
    """The one address of a page however it was shared.

    Host in lower case and punycode, mobile host (`m.`, `mobile.`), default port, user info, tracking parameters,
    trailing slash and fragment removed; a fragment that routes a page (`#/…`, `#!…`) stays. `link` must satisfy
    `is_link`.
    """
    parts = urlsplit(link.strip())
    scheme = parts.scheme.lower()
    host = _host(parts.hostname or "")
    port = f":{parts.port}" if parts.port and parts.port != _DEFAULT_PORT[scheme] else ""
    path = _ESCAPE.sub(
        lambda escape: escape[0].upper(), quote(unicodedata.normalize("NFC", parts.path), safe=_SAFE_IN_PATH)
    )
    query = urlencode([pair for pair in parse_qsl(parts.query, keep_blank_values=True) if not _TRACKING.match(pair[0])])
    fragment = parts.fragment if parts.fragment.startswith(("/", "!")) else ""
    return urlunsplit((scheme, host + port, path.rstrip("/"), query, fragment))


def link_key(link: str) -> str:
    """The identity of a link: its canonical form without scheme and `www.`, parameters in order of name.

    Two stories never share a key; people still open the canonical link.
    """
    parts = urlsplit(canonical_link(link))
    query = urlencode(sorted(parse_qsl(parts.query, keep_blank_values=True)))
    return urlunsplit(("", parts.netloc.removeprefix("www."), parts.path, query, parts.fragment)).removeprefix("//")


def _host(host: str) -> str:
    try:
        host = host.encode("idna").decode("ascii")
    except UnicodeError:
        host = host.lower()
    if ":" in host:  # an IPv6 address
        return f"[{host.lower()}]"
    for mobile in ("m.", "mobile."):
        if host.startswith(mobile) and host.count(".") > 1:
            return host.removeprefix(mobile)
    return host.lower()
