"""Calibre-Web with a library of three books, made by its own models, in a folder that is the first argument.

It answers at the port that is the second. The tags of the books are their classes of content; the person `child-aged-9`
may not have `18+`. Who asks is said by a header, as by a proxy that has signed people in.
"""

from __future__ import annotations

import runpy
import sys
from datetime import UTC, datetime
from pathlib import Path

import calibreweb

sys.path.insert(0, str(Path(calibreweb.__file__).parent))
from cps import config_sql, db, ub  # type: ignore[import-not-found]
from sqlalchemy import create_engine
from sqlalchemy.orm import Session

CLASSES = ("all", "12+", "18+")


def books(path: Path) -> None:
    engine = create_engine(f"sqlite:///{path}").execution_options(schema_translate_map={"calibre": None})
    db.Base.metadata.create_all(engine)
    with Session(engine) as session:
        now = datetime.now(UTC)
        author = db.Authors("Somebody", "Somebody")
        for number, tag in enumerate(CLASSES, 1):
            book = db.Books(f"Book {number}", f"Book {number}", "Somebody", now, now, "1", now, "", None, [], [])
            book.uuid, book.authors, book.tags = (
                f"00000000-0000-4000-8000-00000000000{number}",
                [author],
                [db.Tags(tag)],
            )
            book.data = [db.Data(None, "EPUB", 1000, f"book{number}")]
            session.add(book)
        session.add(db.Library_Id(uuid="00000000-0000-4000-8000-000000000000"))
        session.commit()


def settings(path: Path, library: Path, port: int) -> None:
    ub.init_db(str(path))
    for name, denied in (("grown-up", ""), ("child-aged-9", "18+")):
        ub.session.add(ub.User(name=name, email=f"{name}@example.org", denied_tags=denied))
    ub.session.commit()
    engine = create_engine(f"sqlite:///{path}")
    config_sql._Base.metadata.create_all(engine)
    with Session(engine) as session:
        session.add(
            config_sql._Settings(
                config_calibre_dir=str(library),
                config_port=port,
                config_allow_reverse_proxy_header_login=True,
                config_reverse_proxy_login_header_name="X-Person",
                config_reverse_proxy_trusted_ips="127.0.0.1",
            )
        )
        session.commit()


if __name__ == "__main__":
    folder = Path(sys.argv[1])
    books(folder / "metadata.db")
    settings(folder / "app.db", folder, int(sys.argv[2]))
    sys.argv[1:] = ["-p", str(folder / "app.db"), "-o", str(folder / "log.txt"), "-i", "127.0.0.1"]
    runpy.run_module("calibreweb", run_name="__main__")
