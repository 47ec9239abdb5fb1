# SPDX-License-Identifier: AGPL-3.0-or-later
"""The storage that the settings name."""

from config import BadSettings, Settings
from storage import Storage
from storage.bucket import Bucket
from storage.folder import Folder

FOLDER = "attachments"  # in the instance folder


def open_storage(settings: Settings) -> Storage:
    """Return the storage of the settings: a bucket where they name one, else a folder of the instance."""
    if not settings.storage_url:
        return Folder(settings.instance / FOLDER)
    if not settings.storage_url.startswith("s3://"):
        raise BadSettings("EMENDA_STORAGE_URL must begin with s3://, or be empty to keep files in the instance folder.")
    try:
        return Bucket(settings.storage_url)
    except ValueError as error:
        raise BadSettings(f"EMENDA_STORAGE_URL must be {error}") from error
