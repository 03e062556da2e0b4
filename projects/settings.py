"""Settings: one frozen value, read from the environment at the front doors and passed down."""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from pathlib import Path

__all__ = ["GroundSetting", "Limits", "Settings"]

_DATA = Path(__file__).resolve().parent.parent / "data"


@dataclass(frozen=True, slots=True)
class GroundSetting:
    """An office's own tiles as the environment says them; `layers.grounds` checks them."""

    url: str
    name: str = ""
    attribution: str = ""
    max_zoom: str = ""

    @classmethod
    def from_environment(cls) -> GroundSetting | None:
        """Read LUOTU_GROUND_URL and what belongs to it; None where it is not set."""
        url = os.environ.get("LUOTU_GROUND_URL", "").strip()
        if not url:
            return None
        return cls(
            url=url,
            name=os.environ.get("LUOTU_GROUND_NAME", "").strip(),
            attribution=os.environ.get("LUOTU_GROUND_ATTRIBUTION", "").strip(),
            max_zoom=os.environ.get("LUOTU_GROUND_MAX_ZOOM", "").strip(),
        )


@dataclass(frozen=True, slots=True)
class Limits:
    """How much of this machine one file may take.

    `largest_mb` is its own size. Where a library takes it apart, a process of its own does so,
    for `seconds` at most and with `memory_mb` of address space.
    """

    largest_mb: int = 50
    seconds: float = 60.0
    memory_mb: int = 1_000

    @classmethod
    def from_environment(cls) -> Limits:
        """Read LUOTU_LARGEST_MB, LUOTU_READ_SECONDS and LUOTU_READ_MB; what is no number is not."""
        usual = cls()
        return cls(
            largest_mb=_number("LUOTU_LARGEST_MB", usual.largest_mb),
            seconds=float(_number("LUOTU_READ_SECONDS", int(usual.seconds))),
            memory_mb=_number("LUOTU_READ_MB", usual.memory_mb),
        )


def _number(name: str, default: int) -> int:
    said = os.environ.get(name, "").strip()
    return int(said) if said.isascii() and said.isdigit() and int(said) else default


@dataclass(frozen=True, slots=True)
class Settings:
    """What may differ between installations.

    `registry_url` names a registry ("sqlite:///plans.sqlite") or is None for the default file in
    `data`, the only one that is filled with the sample. `lock_seconds` is how long a registry
    that another program is writing is waited for. `polygons` is the folder of an edition of county
    polygons, None for the one in `data`. `tianditu_key` and `ground` name the grounds
    the map may be laid on (see `layers.grounds`); without them there is none. `users` is the file
    of named users, None for the one in `data`; `oidc_roles` are the roles of who signs in through
    an identity provider, `idle_minutes` after how long a session ends (see `projects.access`).
    `limits` holds for every file that is read. `title_font` and `text_font` are the office's own
    faces for pictures, as font files.
    """

    registry_url: str | None = None
    data: Path = _DATA
    lock_seconds: float = 5.0
    polygons: Path | None = None
    tianditu_key: str | None = field(default=None, repr=False)
    ground: GroundSetting | None = None
    limits: Limits = field(default_factory=Limits)
    users: Path | None = None
    oidc_roles: str = ""
    idle_minutes: str = ""
    title_font: Path | None = None
    text_font: Path | None = None

    @classmethod
    def from_environment(cls) -> Settings:
        """Read the variables of docs/cli.md; empty means not set."""
        polygons = os.environ.get("LUOTU_BOUNDARIES")
        users = os.environ.get("LUOTU_USERS")
        return cls(
            registry_url=os.environ.get("LUOTU_REGISTRY") or None,
            polygons=Path(polygons).expanduser().resolve() if polygons else None,
            tianditu_key=os.environ.get("LUOTU_TIANDITU_KEY") or None,
            ground=GroundSetting.from_environment(),
            limits=Limits.from_environment(),
            users=Path(users).expanduser().resolve() if users else None,
            oidc_roles=os.environ.get("LUOTU_ROLES", "").strip(),
            idle_minutes=os.environ.get("LUOTU_IDLE_MINUTES", "").strip(),
            title_font=_file(os.environ.get("LUOTU_FONT_TITLE")),
            text_font=_file(os.environ.get("LUOTU_FONT_TEXT")),
        )

    @property
    def default_registry(self) -> Path:
        """Return where the default registry lies."""
        return self.data / "registry.sqlite"

    @property
    def users_file(self) -> Path:
        """Return where the named users are kept."""
        return self.users or self.data / "users.json"

    @property
    def sample(self) -> Path:
        """Return the folder of the sample that fills the default registry."""
        return self.data / "sample"

    @property
    def boundaries(self) -> Path:
        """Return the folder the county polygons are built into."""
        return self.polygons or self.data / "boundaries"


def _file(path: str | None) -> Path | None:
    return Path(path).expanduser().resolve() if path else None
