"""What the operator decides: from `BAROMETER_*` in the environment, then `barometer.toml` in the working folder."""

from __future__ import annotations

import re
import tomllib
from ipaddress import ip_network
from pathlib import Path
from typing import Annotated
from urllib.parse import urlsplit

from pydantic import AfterValidator, AwareDatetime, Field, SecretStr, ValidationError
from pydantic_settings import BaseSettings, PydanticBaseSettingsSource, SettingsConfigDict, TomlConfigSettingsSource

from barometer.bounded import Limits
from barometer.errors import UsageError


def _exceptions(text: str) -> str:
    for part in filter(None, (part.strip() for part in text.split(","))):
        host, colon, port = part.rpartition(":")
        if "/" in part:
            ip_network(part, strict=False)
        elif not (colon and host and port.isdigit() and 0 < int(port) < 65536):
            raise ValueError(f"{part!r} is neither host:port nor a network such as 10.1.0.0/16")
    return text


def _public_address(text: str) -> str:
    parts = urlsplit(text)
    is_plain = re.fullmatch(r"https?://[a-z0-9.:-]+/[a-z0-9/._~%-]*", text if parts.path else f"{text}/", re.IGNORECASE)
    if text and (not is_plain or parts.query or parts.fragment or not parts.hostname):
        raise ValueError("it is no plain address such as https://barometer.example/")
    return text if not text or text.endswith("/") else f"{text}/"


class Settings(BaseSettings):
    """One operator's settings; every field can be given as `BAROMETER_<FIELD>`."""

    model_config = SettingsConfigDict(env_prefix="BAROMETER_", toml_file="barometer.toml", extra="forbid")

    contact: str = "https://github.com/barometer-project/barometer"
    """Address in the user agent where a webmaster finds who is visiting: a URL or an e-mail address."""
    proxy: str | None = None
    """Forward proxy for every request, browser included; the practice web sets it."""
    egress_allow: Annotated[str, AfterValidator(_exceptions)] = ""
    """Inside addresses that may be visited all the same, with commas between: `127.0.0.1:8080`, `10.1.0.0/16`."""
    ca_file: Path | None = None
    """Certificates to trust beside the system's; the practice web sets it."""
    site_url: Annotated[str, AfterValidator(_public_address)] = ""
    """Where the folder of editions lies for its readers, `https://barometer.example/`: feeds and social cards need it.
    Without it feeds hold relative addresses, and pages name no card."""
    clock: AwareDatetime | None = None
    """Instant to take as the start of the crawl; None is the real time. The practice web sets it."""
    site_delay_seconds: Annotated[float, Field(ge=0)] = 1.0
    """Pause between two requests to one site."""
    sites_at_once: Annotated[int, Field(ge=1)] = 16
    """Sites visited at the same time."""
    pages_per_site: Annotated[int, Field(ge=1)] = 6
    """Most pages read of one website."""
    timeout_seconds: Annotated[float, Field(gt=0)] = 15.0
    """Longest wait for one answer."""
    render_seconds: Annotated[float, Field(gt=0)] = 30.0
    """Longest time for one page in the browser; a busy machine needs more than a busy site."""
    parse_seconds: Annotated[float, Field(gt=0)] = Limits.seconds
    """Most CPU time for reading one page; beyond it the page is `unparsable`."""
    parse_megabytes: Annotated[int, Field(ge=128)] = Limits.megabytes
    """Most memory for reading one page, 60 MB for the program itself included."""
    longest_pause_seconds: Annotated[float, Field(ge=0)] = 300.0
    """Longest pause a site gets by Crawl-delay; one that asks for more by Retry-After is left alone for this run."""
    chromium: Path | None = None
    """A Chromium to use instead of the one that is found."""
    chromium_sandbox: bool = True
    """Chromium's own sandbox; off for root, and for the practice web, whose pages are ours."""
    graph_token: SecretStr | None = None
    """Graph API token; without it the route is skipped and says so."""
    graph_version: str = "v25.0"
    """Graph API version."""
    youtube_key: SecretStr | None = None
    """YouTube Data API key; without it channels' pages are read, where that is permitted."""
    instagram_user_id: Annotated[str, Field(pattern=r"^\d*$")] = ""
    """Our own professional Instagram account, by its number: asked with `graph_token` about the others.
    Without the two profiles' pages are read, where that is permitted."""
    x_token: SecretStr | None = None
    """X API bearer token; without it the route is skipped and says so."""
    permissions: Path = Path("permissions.toml")
    """Recorded permissions to read platforms' public pages (see `permissions.py`); without the file there are none."""
    archive_social: bool = False
    """Keep raw social-media pages in the archive; they may show persons. Off by default."""

    @property
    def parse_limits(self) -> Limits:
        """What reading one page may cost."""
        return Limits(seconds=self.parse_seconds, megabytes=self.parse_megabytes)

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """Read arguments first, then the environment, then the file."""
        return init_settings, env_settings, TomlConfigSettingsSource(settings_cls)


def read_settings() -> Settings:
    """Return the operator's settings.

    Raises:
        UsageError: one of them cannot be meant; the message names it, and never its value: it may be a secret.
    """
    try:
        return Settings()
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise UsageError(f"barometer.toml: {error}; it must be a TOML file in UTF-8") from error
    except ValidationError as error:
        wrong = "; ".join(
            f"{'.'.join(str(part) for part in each['loc'])}: {each['msg'].lower()}"
            for each in error.errors(include_url=False, include_input=False)
        )
        raise UsageError(
            f"settings: {wrong}; mend it in barometer.toml or in the environment (BAROMETER_<NAME>)"
        ) from error
