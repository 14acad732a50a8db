"""Read the runtime dependencies from requirements/runtime.in into the package metadata, so that they are listed once."""

from pathlib import Path

from hatchling.metadata.plugin.interface import MetadataHookInterface


class RuntimeRequirements(MetadataHookInterface):
    """Metadata hook of hatchling: one requirement a line, comments and blank lines left out."""

    def update(self, metadata: dict[str, object]) -> None:
        """Set ``dependencies`` in place; called by hatchling when it builds metadata."""
        lines = (Path(self.root) / "requirements" / "runtime.in").read_text(encoding="utf-8").splitlines()
        metadata["dependencies"] = [
            line.strip() for line in lines if line.strip() and not line.lstrip().startswith("#")
        ]
