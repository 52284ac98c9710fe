"""What can go wrong with a file: one typed error each, with a code and a Vietnamese sentence that says what to do."""


class DocumentError(Exception):
    """A file that cannot be read. `code` is stable; `message` (also `str(error)`) is one Vietnamese sentence."""

    code = "document_error"
    default = "Không đọc được tệp này; hãy kiểm tra lại tệp rồi thử lại."

    def __init__(self, message: str | None = None) -> None:
        self.message = message or self.default
        super().__init__(self.message)


class UnsupportedFormat(DocumentError):
    """The content is of no kind that can be read."""

    code = "unsupported_format"
    default = (
        "Tệp không thuộc loại đọc được; hãy dùng tệp PDF, Word (DOCX, DOC), ODT, RTF, TXT, Markdown hoặc ảnh "
        "(JPEG, PNG, TIFF, WebP, HEIC)."
    )


class EmptyDocument(DocumentError):
    """There is no text in the file."""

    code = "empty_document"
    default = "Tệp không có chữ nào; hãy kiểm tra xem đã chọn đúng tệp chưa."


class EncryptedDocument(DocumentError):
    """A password protects the file."""

    code = "encrypted_document"
    default = "Tệp có mật khẩu bảo vệ; hãy bỏ mật khẩu rồi tải lên lại."


class DamagedDocument(DocumentError):
    """The file is of a known kind, but broken."""

    code = "damaged_document"
    default = "Tệp bị hỏng hoặc không đầy đủ; hãy lấy lại bản gốc hoặc lưu lại tệp rồi thử lại."


class TooLarge(DocumentError):
    """The file is beyond a limit of size, pages or expansion."""

    code = "too_large"
    default = "Tệp quá lớn; hãy tách thành các tệp nhỏ hơn rồi thử lại."


class MissingProgram(DocumentError):
    """A program that this kind of file needs (Tesseract, LibreOffice) is not installed; the message has the line that
    installs it.
    """

    code = "missing_program"
    default = "Máy chưa có chương trình cần để đọc loại tệp này; hãy cài Tesseract hoặc LibreOffice rồi thử lại."


class UnreadableFont(DocumentError):
    """A PDF whose fonts do not say which letter is which: only its picture can be read, and Tesseract is missing."""

    code = "unreadable_font"
    default = (
        "Phông chữ trong tệp PDF này không cho biết chữ nào là chữ nào nên phải đọc như ảnh, mà máy chưa có Tesseract; "
        "hãy tải lên bản DOCX, hoặc xuất lại PDF từ Word."
    )


class TooSlow(DocumentError):
    """Reading took longer than it may."""

    code = "too_slow"
    default = "Đọc tệp này quá lâu nên đã dừng; hãy tách tệp thành phần ngắn hơn rồi thử lại."


class ReaderBroke(DocumentError):
    """The process that reads ended without an answer."""

    code = "reader_broke"
    default = "Tệp này làm máy dừng khi đang đọc; hãy mở bằng Word, lưu lại thành DOCX rồi thử lại."


class SecretDocument(DocumentError):
    """The file bears a stamp of secrecy and must not be kept."""

    code = "secret_document"
    default = "Tệp có dấu mật (MẬT, TỐI MẬT hoặc TUYỆT MẬT) nên không được đưa vào hệ thống; tệp không được lưu lại."


def of_code(code: str, message: str) -> DocumentError:
    """Return the error of a code, as another process told it."""
    kinds: list[type[DocumentError]] = [DocumentError]
    for kind in kinds:
        kinds.extend(kind.__subclasses__())
    found = next((kind for kind in kinds if kind.code == code), None)
    if found is not None:
        return found(message)
    error = DocumentError(message)
    error.code = code
    return error
