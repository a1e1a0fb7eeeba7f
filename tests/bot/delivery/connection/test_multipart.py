"""What a form with files carries, read back by a parser that is not ours."""

from io import BytesIO

from hypothesis import given
from hypothesis import strategies as st
from python_multipart.multipart import Field, File, parse_form

from bot.delivery.connection.multipart import UploadPieces, form

NAMES = st.text(st.characters(categories=("L", "N", "P", "Z")), min_size=1, max_size=40)
SAFE = st.text(st.sampled_from("abcdefghij_"), min_size=1, max_size=10)


def read_back(content_type: str, body: bytes) -> tuple[dict[str, str], dict[str, tuple[str, bytes]]]:
    fields: dict[str, str] = {}
    files: dict[str, tuple[str, bytes]] = {}

    def on_field(field: Field) -> None:
        fields[(field.field_name or b"").decode()] = (field.value or b"").decode()

    def on_file(file: File) -> None:
        file.file_object.seek(0)
        files[(file.field_name or b"").decode()] = ((file.file_name or b"").decode(), file.file_object.read())

    headers = {"Content-Type": content_type.encode(), "Content-Length": str(len(body)).encode()}
    parse_form(headers, BytesIO(body), on_field, on_file)
    return fields, files


@given(st.dictionaries(SAFE, st.text()), NAMES, st.binary(max_size=300), st.booleans())
def test_a_form_is_read_as_it_was_written(
    fields: dict[str, str], name: str, content: bytes, is_handle: bool
) -> None:
    file = (name, BytesIO(content) if is_handle else content, "application/pdf")

    content_type, parts = form(fields, {"document": file})

    named = name.replace('"', "%22")
    assert read_back(content_type, b"".join(parts)) == (fields, {"document": (named, content)})
    assert UploadPieces(parts, None).size == len(b"".join(parts))


def test_half_of_an_emoji_spoils_nothing() -> None:
    _, parts = form({"caption": "Sí \ud83d"}, {"document": ("acta \ud83d.pdf", b"", "application/pdf")})

    assert "Sí ?" in b"".join(parts).decode()
    assert 'filename="acta ?.pdf"' in b"".join(parts).decode()


@given(st.text(max_size=40))
def test_a_name_cannot_end_its_line(name: str) -> None:
    name = name.encode(errors="ignore").decode()
    _, parts = form({}, {"document": (name, b"", "application/pdf")})

    assert len(parts[0].split(b"\r\n")) == 5
    assert parts[0].count(b'"') == 4
