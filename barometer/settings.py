"""What the operator decides: from `BAROMETER_*` in the environment, then `barometer.toml` in the working folder."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from pydantic import SecretStr
from pydantic_settings import BaseSettings, PydanticBaseSettingsSource, SettingsConfigDict, TomlConfigSettingsSource


class Settings(BaseSettings):
    """One operator's settings; every field can be given as `BAROMETER_<FIELD>`."""

    model_config = SettingsConfigDict(env_prefix="BAROMETER_", toml_file="barometer.toml", extra="forbid")

    contact: str = "https://github.com/barometer-project/barometer"
    """Address in the user agent where a webmaster finds who is visiting: a URL or an e-mail address."""
    proxy: str | None = None
    """Forward proxy for every request, browser included; the practice web sets it."""
    ca_file: Path | None = None
    """Certificates to trust beside the system's; the practice web sets it."""
    clock: datetime | None = None
    """Instant to take as the start of the crawl; None is the real time. The practice web sets it."""
    site_delay_seconds: float = 1.0
    """Pause between two requests to one site."""
    sites_at_once: int = 16
    """Sites visited at the same time."""
    pages_per_site: int = 6
    """Most pages read of one website."""
    timeout_seconds: float = 15.0
    """Longest wait for one answer."""
    render_seconds: float = 30.0
    """Longest time for one page in the browser; a busy machine needs more than a busy site."""
    longest_pause_seconds: float = 300.0
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
    """YouTube Data API key; without it the route is skipped and says so."""
    facebook_pages: bool = False
    """Read Facebook's public pages; lawful only with a recorded permission. On for the practice web."""
    archive_social: bool = False
    """Keep raw social-media pages in the archive; they may show persons. Off by default."""

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
