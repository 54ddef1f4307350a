"""How the gateway's frames travel: as text, or in one zlib or zstd stream a connection."""

import zlib
from collections.abc import Callable

# Makes the bytes of a frame; each is flushed, so that the client can read it at once.
Compress = Callable[[bytes], bytes]


def compression(name: str | None) -> Compress | None:
    """The compression of a new connection; None where frames stay text.

    Args:
        name: The query parameter `compress`: "zlib-stream", "zstd-stream" or None.

    Raises:
        ValueError: There is no such compression here.
    """
    match name:
        case None:
            return None
        case "zlib-stream":
            return _zlib_stream()
        case "zstd-stream":
            return _zstd_stream()
        case _:
            raise ValueError(f"unknown compression {name!r}")


def _zlib_stream() -> Compress:
    stream = zlib.compressobj()
    return lambda frame: stream.compress(frame) + stream.flush(zlib.Z_SYNC_FLUSH)


def _zstd_stream() -> Compress:
    try:
        import zstandard
    except ImportError:
        raise ValueError("zstd-stream needs the zstandard package") from None
    stream = zstandard.ZstdCompressor().compressobj()
    flush = zstandard.COMPRESSOBJ_FLUSH_BLOCK
    return lambda frame: stream.compress(frame) + stream.flush(flush)
