"""Where static files are kept: under names that hold their hash, packed once when they are collected."""

from __future__ import annotations

from typing import Any

from whitenoise.compress import Compressor
from whitenoise.storage import CompressedManifestStaticFilesStorage


class StaticStorage(CompressedManifestStaticFilesStorage):
    """Packs by gzip alone: Brotli, where it happens to be installed, makes the first start eight seconds longer."""

    def create_compressor(self, **kwargs: Any) -> Compressor:
        """The packer of one collection."""
        return Compressor(use_brotli=False, **kwargs)
