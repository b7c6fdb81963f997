"""What the operating system refused, as a sentence in both languages; the system's own words are in one only."""

from __future__ import annotations

import errno

from conformance.model.text import Text

_SENTENCES = {
    errno.ENOENT: Text("no such file or folder", "没有此文件或文件夹"),
    errno.EACCES: Text("permission denied", "没有权限"),
    errno.EPERM: Text("the system does not permit it", "系统不允许此操作"),
    errno.EISDIR: Text("is a folder, a file is needed", "是文件夹，此处应为文件"),
    errno.ENOTDIR: Text("is not a folder", "不是文件夹"),
    errno.EEXIST: Text("exists already", "已存在"),
    errno.ENOSPC: Text("the disk is full", "磁盘已满"),
    errno.EDQUOT: Text("the disk quota is used up", "磁盘配额已用尽"),
    errno.EFBIG: Text("the file is too large for the file system", "文件超出文件系统的上限"),
    errno.ENAMETOOLONG: Text("the name is too long", "名称过长"),
    errno.EROFS: Text("the file system is read-only", "文件系统为只读"),
    errno.ELOOP: Text("the links lead in a circle", "链接形成循环"),
    errno.EMLINK: Text("is a link, and nothing is written through links", "是链接，不经链接写入文件"),
    errno.EMFILE: Text("too many files are open", "打开的文件过多"),
    errno.ENFILE: Text("too many files are open", "打开的文件过多"),
    errno.EBUSY: Text("is in use by another program", "正被其他程序使用"),
    errno.ENOTEMPTY: Text("the folder is not empty", "文件夹不为空"),
    errno.EINVAL: Text("the system cannot use this name", "系统无法使用此名称"),
    errno.EIO: Text("the disk reports an error", "磁盘读写出错"),
    errno.ENOMEM: Text("there is not enough memory", "内存不足"),
    errno.ENOEXEC: Text("is not a program of this system", "不是本系统可执行的程序"),
    errno.EADDRINUSE: Text("the address is in use", "地址已被占用"),
    errno.ECONNREFUSED: Text("the connection was refused", "连接被拒绝"),
}


def why(error: OSError) -> Text:
    """What went wrong, without the path."""
    if error.errno in _SENTENCES:
        return _SENTENCES[error.errno]
    said = error.strerror or type(error).__name__
    return Text(said, f"系统报告：{said}")


def sentence(error: OSError) -> Text:
    """What went wrong, with the path it went wrong at."""
    reason = why(error)
    path = error.filename2 if error.filename2 is not None else error.filename
    if path is None:
        return reason
    named = path.decode("utf-8", "backslashreplace") if isinstance(path, bytes) else str(path)
    return Text(f"{named}: {reason.en}", f"{named}：{reason.zh}")
