"""Writes sample.zip, which Python's zipfile packs: a stored file, a packed one, one in a folder, and the folder itself."""

import zipfile

with zipfile.ZipFile("test/golden/package/sample.zip", "w") as archive:
    at = lambda name: zipfile.ZipInfo(name, (2026, 1, 1, 0, 0, 0))
    archive.writestr(at("stored.txt"), "stored", zipfile.ZIP_STORED)
    archive.writestr(at("packed.txt"), "a" * 1000, zipfile.ZIP_DEFLATED)
    archive.writestr(at("folder/"), "")
    archive.writestr(at("folder/ü.txt"), "in a folder", zipfile.ZIP_STORED)
    archive.comment = b"a comment at the end"
