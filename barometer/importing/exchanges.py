"""Files that hold recorded HTTP exchanges as text: HAR from a browser's developer tools, VCR cassettes and the like.

HAR follows version 1.2 of its specification; a cassette holds `interactions` (YAML), a single exchange `request`
and `response` (JSON). Only documents are kept: pages, and JSON of the channels' own addresses.
"""

from __future__ import annotations

import base64
import binascii
import json
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

from barometer.encodings import Undecodable, decoded
from barometer.importing import addresses, documents
from barometer.importing.bounds import MAX_DOCUMENT_BYTES, MAX_DOCUMENTS, ImportRefused, Source, read_whole
from barometer.importing.kinds import reason_to_leave_out
from barometer.readings import Page


def json_file(source: Source) -> Iterator[Page]:
    """Yield the pages of a JSON file: a HAR, one recorded exchange, or an API's answer.

    Raises:
        ImportRefused: it is not JSON, or says nothing that can be read.
    """
    content = read_whole(source.path)
    try:
        parsed = json.loads(content)
    except (ValueError, RecursionError) as error:
        raise ImportRefused(f"it begins like JSON but is not ({error}); save it again") from error
    if isinstance(parsed, dict) and isinstance(parsed.get("log"), dict) and "entries" in parsed["log"]:
        yield from _bounded(source, map(_of_har, _list(parsed["log"]["entries"])))
    elif isinstance(parsed, dict) and {"request", "response"} <= parsed.keys():
        yield from _bounded(source, iter([_of_recording(parsed)]))
    elif len(content) > MAX_DOCUMENT_BYTES:
        raise ImportRefused(f"it is an answer larger than {MAX_DOCUMENT_BYTES // 2**20} MB; ask for less at a time")
    else:
        yield from documents.answer(source, content, parsed)


def yaml_file(source: Source) -> Iterator[Page]:
    """Yield the pages of a cassette.

    Raises:
        ImportRefused: it is not YAML, or no cassette.
    """
    # Imported here: only cassettes need it.
    from ruamel.yaml import YAML
    from ruamel.yaml.error import YAMLError

    try:
        parsed = YAML(typ="safe", pure=True).load(read_whole(source.path).decode("utf-8"))
    except (YAMLError, ValueError, RecursionError) as error:
        raise ImportRefused(f"it begins like a recording in YAML but is not: {str(error).splitlines()[0]}") from error
    recorded = parsed.get("interactions") if isinstance(parsed, dict) else None
    yield from _bounded(source, map(_of_recording, _list(recorded)))


class _Exchange:
    """One request and its answer, as a file records them."""

    def __init__(self, url: Any, status: Any, content_type: Any, body: bytes, at: datetime | None) -> None:
        self.url = addresses.web_address(str(url))
        self.status = status if isinstance(status, int) and 0 <= status <= 999 else 0
        self.content_type = str(content_type or "")
        self.body = body
        self.at = at


def _bounded(source: Source, exchanges: Iterator[_Exchange]) -> Iterator[Page]:
    for count, each in enumerate(exchanges):
        if count >= MAX_DOCUMENTS:
            raise ImportRefused(f"it holds more than {MAX_DOCUMENTS} exchanges; split it")
        reason = reason_to_leave_out(each.url, each.status, each.content_type, each.body)
        if reason or each.url is None:
            source.left_out[reason or "no web address"] += 1
            continue
        yield source.page(each.url, each.body, each.at, status=each.status, content_type=each.content_type)


def _of_har(entry: Any) -> _Exchange:
    entry = _dict(entry)
    response = _dict(entry.get("response"))
    content = _dict(response.get("content"))
    text = content.get("text")
    body = text.encode("utf-8", "surrogatepass") if isinstance(text, str) else b""
    if content.get("encoding") == "base64":
        try:
            body = base64.b64decode(body)
        except binascii.Error as error:
            raise ImportRefused(f"the content of an entry is no base64 ({error}); export it again") from error
    try:
        started = datetime.fromisoformat(str(entry.get("startedDateTime")))
        at = started if started.tzinfo else started.replace(tzinfo=UTC)
    except ValueError:
        at = None
    # A HAR's text is decoded already, whatever character set the server named.
    content_type = str(content.get("mimeType", "")).partition(";")[0]
    charset = "; charset=utf-8" if content.get("encoding") != "base64" else ""
    return _Exchange(_dict(entry.get("request")).get("url"), response.get("status"), content_type + charset, body, at)


def _of_recording(entry: Any) -> _Exchange:
    """Read VCR's shape (uri, status.code, body.string) or the flat one (url, responseCode, responseBody)."""
    request, response = _dict(_dict(entry).get("request")), _dict(_dict(entry).get("response"))
    headers = {
        str(name).lower(): str(value[0] if isinstance(value, list) and value else value)
        for name, value in _dict(response.get("headers", response.get("responseHeaders"))).items()
    }
    body = _dict(response.get("body")).get("string", response.get("responseBody", ""))
    content = body if isinstance(body, bytes) else str(body).encode("utf-8", "surrogatepass")
    try:
        content = decoded(content, headers.get("content-encoding", ""), MAX_DOCUMENT_BYTES)
    except Undecodable as error:
        raise ImportRefused(f"the content of an exchange is broken ({error}); record it again") from error
    return _Exchange(
        request.get("uri", request.get("url")),
        _dict(response.get("status")).get("code", response.get("responseCode")),
        headers.get("content-type"),
        content,
        documents.mail_date(headers.get("date")),
    )


def _dict(value: Any) -> dict[Any, Any]:
    return value if isinstance(value, dict) else {}


def _list(value: Any) -> Iterator[Any]:
    return iter(value if isinstance(value, list) else [])
