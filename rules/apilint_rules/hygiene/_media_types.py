"""Media types that descriptions use, as IANA registers them or as everybody writes them."""

from __future__ import annotations

from difflib import get_close_matches

from ..core.api.media import essence, is_media_type

TREES = frozenset(("application", "audio", "chemical", "example", "font", "haptics", "image", "message"))
TREES |= {"model", "multipart", "text", "video"}
KNOWN = frozenset(
    """
    application/atom+xml application/cbor application/cloudevents+json application/csv application/dicom
    application/epub+zip application/fhir+json application/fhir+xml application/geo+json
    application/graphql application/graphql-response+json application/gzip application/hal+json
    application/hal+xml application/jose application/jose+json application/javascript application/json
    application/json-patch+json application/json-seq application/jsonl application/jsonlines
    application/jwk+json application/jwk-set+json application/jwt application/ld+json
    application/merge-patch+json application/msgpack application/msword application/ndjson
    application/octet-stream application/openapi application/openapi+json application/openapi+yaml
    application/pdf application/pgp-encrypted application/pgp-signature application/pkcs8
    application/pkcs10 application/pkcs12 application/pkcs7-mime application/pkcs7-signature
    application/pkix-cert application/problem+json application/problem+xml application/protobuf
    application/rdf+xml application/rss+xml application/rtf application/samlassertion+xml
    application/scim+json application/secevent+jwt application/senml+json application/soap+xml
    application/sql application/tar application/toml application/wasm application/x-ndjson
    application/x-tar application/x-www-form-urlencoded application/xhtml+xml application/xml
    application/yaml application/zip application/zstd audio/aac audio/flac audio/mp3 audio/mp4 audio/mpeg
    audio/ogg audio/opus audio/pcm audio/wav audio/wave audio/webm font/otf font/ttf font/woff font/woff2
    image/apng image/avif image/bmp image/gif image/heic image/heif image/jp2 image/jpeg image/png
    image/svg+xml image/tiff image/webp message/http message/rfc822 model/gltf+json model/stl
    multipart/alternative multipart/byteranges multipart/encrypted multipart/form-data multipart/mixed
    multipart/related multipart/signed text/calendar text/css text/csv text/event-stream text/html
    text/javascript text/json text/markdown text/plain text/tab-separated-values text/turtle text/uri-list
    text/vcard text/xml text/yaml video/mp4 video/mpeg video/ogg video/quicktime video/webm
    """.split()
)
WRONG = {"image/jpg": "image/jpeg", "multipart/form": "multipart/form-data", "application/text": "text/plain"}


def fault_of(name: str) -> tuple[str, str | None] | None:
    """What is wrong with a media type or range, and what was meant; None when it is plausible."""
    plain = essence(name)
    tree = plain.partition("/")[0]
    if not is_media_type(name):
        return "is no media type", _closest(plain)
    if tree not in TREES and tree != "*" and not tree.startswith("x-"):
        return f"has an unknown type `{tree}`", _closest(plain)
    if "*" in plain or plain in KNOWN:
        return None
    meant = WRONG.get(plain) or next((known for known in KNOWN if _is_slip(plain, known)), None)
    return ("is not registered", meant) if meant else None


def _closest(name: str) -> str | None:
    return next(iter(get_close_matches(name, sorted(KNOWN), 1, 0.8)), None)


def _is_slip(name: str, known: str) -> bool:
    """Whether one letter is missing, too many or wrong, or two are swapped; digits mean something."""
    if abs(len(name) - len(known)) > 1:
        return False
    shorter = min(len(name), len(known))
    start = next((at for at in range(shorter) if name[at] != known[at]), shorter)
    rest, other = name[start:], known[start:]
    if any(letter.isdigit() for letter in rest[:1] + other[:1]):
        return False
    if len(name) != len(known):
        return rest[1:] == other or rest == other[1:]
    swapped = rest[:2] == other[1::-1] and rest[2:] == other[2:]
    return swapped or (rest[1:] == other[1:] and len(known.partition("/")[2]) > 5)
