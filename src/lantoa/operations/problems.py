"""What can go wrong when a server is started, each as one sentence and a way out."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lantoa.shared.files import FilesAway

SHOWN = 8
"""How many names a sentence lists at most."""


class Problem(Exception):
    """Said to the person at the terminal in Vietnamese; the command ends with exit code 2."""


def port_taken(host: str, port: int) -> Problem:
    """Something else listens there."""
    return Problem(
        f"Cổng {port} trên {host} đang có chương trình khác dùng. "
        f"Tắt chương trình đó, hoặc chọn cổng khác: lantoa start --port {port + 1}"
    )


def not_writable(folder: str) -> Problem:
    """The data folder cannot be made or written to."""
    return Problem(
        f"Không ghi được vào thư mục dữ liệu {folder}. "
        "Cấp quyền ghi cho thư mục đó, hoặc chọn thư mục khác: lantoa start --data THƯ_MỤC"
    )


def not_replaced(folder: str, reason: str) -> Problem:
    """A restored folder could not be put in place; all is as it was."""
    return Problem(
        f"Không thay được dữ liệu ở {folder}: {reason}. Dữ liệu cũ còn nguyên. "
        "Tắt chương trình đang mở tệp trong thư mục đó, xem quyền ghi, rồi phục hồi lại."
    )


def mounted_below(folder: str) -> Problem:
    """Something is mounted inside the data folder, so that its contents cannot be moved together."""
    return Problem(
        f"{folder} là ổ gắn riêng nằm trong thư mục dữ liệu nên không thay cả thư mục được. Chưa thay đổi gì. "
        "Tháo ổ đó ra rồi phục hồi, xong chép tệp vào ổ và gắn lại."
    )


def disk_full(folder: str, free_mb: int, needed_mb: int) -> Problem:
    """Too little room to work safely."""
    return Problem(
        f"Ổ đĩa chứa {folder} chỉ còn {free_mb} MB, cần ít nhất {needed_mb} MB. "
        "Xóa bớt tệp không dùng, hoặc chuyển dữ liệu sang ổ khác: lantoa start --data THƯ_MỤC"
    )


def already_running(folder: str) -> Problem:
    """Another process serves this data folder."""
    return Problem(
        f"Lan Tỏa đang chạy với dữ liệu ở {folder}. Dùng cửa sổ đang chạy, hoặc tắt nó bằng Ctrl-C rồi chạy lại."
    )


def newer_schema(unknown: list[str]) -> Problem:
    """The data were written by a newer version of the program."""
    return Problem(
        "Dữ liệu này do bản Lan Tỏa mới hơn ghi (có bước "
        + ", ".join(sorted(unknown)[:3])
        + "). Cài bản mới đó rồi chạy lại, hoặc phục hồi bản sao lưu cũ: lantoa restore TỆP"
    )


def sample_is_open(names: list[str]) -> Problem:
    """Sample sign-ins that everybody can read in the documentation would be reachable from other machines."""
    return Problem(
        "Dữ liệu mẫu còn mật khẩu in sẵn ("
        + ", ".join(names[:4])
        + (", …" if len(names) > 4 else "")
        + ") nên chỉ chạy trên máy này. Đổi mật khẩu của từng người mẫu trước, "
        "hoặc chạy dữ liệu thật ở thư mục khác: lantoa start --empty --data THƯ_MỤC"
    )


def no_data(folder: str) -> Problem:
    """There is no installation in the folder, or its database cannot be read."""
    return Problem(
        f"Chưa đọc được dữ liệu Lan Tỏa ở {folder}. Chỉ đúng thư mục bằng --data THƯ_MỤC; "
        "nếu dùng PostgreSQL, đặt DATABASE_URL như khi chạy lantoa start."
    )


def several_people(name: str, user_names: list[str]) -> Problem:
    """Several people have that name."""
    return Problem(f"Có nhiều người tên {name}. Ghi tên đăng nhập của một người: {', '.join(sorted(user_names))}")


def field_person(name: str) -> Problem:
    """The person works with a phone and has no password."""
    return Problem(
        f"{name} vào bằng mã QR và mã PIN trên điện thoại, không dùng mật khẩu. Nhờ cán bộ phụ trách cấp lại mã QR."
    )


def unknown_person(name: str, known: list[str]) -> Problem:
    """Nobody with a position at the desk today has that name; says who has."""
    if not known:
        return Problem("Chưa có ai đăng nhập được bằng mật khẩu. Chạy lantoa start rồi mở trang thiết lập lần đầu.")
    more = ", …" if len(known) > SHOWN else ""
    return Problem(
        f"Không thấy ai tên {name} đang giữ chức danh dùng máy tính. "
        f"Ghi đúng họ tên hoặc tên đăng nhập, ví dụ: {', '.join(known[:SHOWN])}{more}"
    )


def half_restored(folder: str, kept: str) -> Problem:
    """A restore was broken off while the contents of the data folder changed places."""
    return Problem(
        f"Lần phục hồi trước bị ngắt giữa chừng nên {folder} chưa đủ dữ liệu. Phục hồi lại từ bản sao lưu: "
        f"lantoa restore TỆP. Dữ liệu trước lần phục hồi đó nằm ở {kept}, phần chưa kịp chuyển vẫn ở chỗ cũ; "
        "không mất gì."
    )


def missing_options(options: list[str]) -> Problem:
    """A command that is not run at a terminal was given too little."""
    return Problem(f"Lệnh còn thiếu: {', '.join(options)}. Xem cách ghi bằng: lantoa commune --help")


def unknown_commune(name: str) -> Problem:
    """No commune of the country has that name or code."""
    return Problem(
        f"Không thấy xã, phường, đặc khu nào tên {name}. Ghi tên đang dùng từ tháng 7/2025, ví dụ: "
        "lantoa commune 'xã Tân Lập, Quảng Trị'"
    )


def several_communes(name: str, known: list[str]) -> Problem:
    """Several communes have that name; each comes with its code."""
    more = "\n  …" if len(known) > SHOWN else ""
    return Problem(
        f"Có nhiều nơi tên {name}. Ghi thêm tên tỉnh sau dấu phẩy, hoặc ghi mã số đứng sau:\n  "
        + "\n  ".join(known[:SHOWN])
        + more
    )


def wrong_settings(reason: str) -> Problem:
    """A variable of the environment has a value that cannot be taken."""
    return Problem(f"Có biến môi trường đặt chưa đúng: {reason}. Sửa lại; xem các biến bằng: lantoa settings")


def database_locked() -> Problem:
    """SQLite was held by another program for as long as we wait."""
    return Problem(
        "Cơ sở dữ liệu đang bị chương trình khác giữ. Tắt chương trình đang mở tệp lantoa.sqlite3 "
        "(công cụ xem dữ liệu, đồng bộ tệp, quét vi-rút) rồi chạy lại. Dữ liệu còn nguyên."
    )


def database_full() -> Problem:
    """The disk filled up while data were written."""
    return Problem("Ổ đĩa đầy khi đang ghi dữ liệu. Xóa bớt tệp không dùng rồi chạy lại. Dữ liệu cũ còn nguyên.")


def database_unreachable(reason: str) -> Problem:
    """The server that DATABASE_URL names, or the file, does not open."""
    return Problem(
        f"Không mở được cơ sở dữ liệu: {reason.strip()[:300]} "
        "Nếu dùng PostgreSQL, xem máy chủ đó đã chạy chưa và DATABASE_URL đã đúng chưa."
    )


def redis_unreachable(reason: str) -> Problem:
    """The server that REDIS_URL names does not answer."""
    return Problem(
        f"Không nối được với Redis: {reason.strip()[:300]}. Xem máy chủ đó đã chạy chưa và REDIS_URL đã đúng chưa; "
        "chỉ dùng một máy thì bỏ REDIS_URL."
    )


def files_away(where: str, error: FilesAway) -> Problem:
    """The store of files does not do what is asked of it; it says itself what to do."""
    return Problem(f"Chưa dùng được kho tệp ({where}). {error.reason}")
