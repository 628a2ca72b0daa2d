"""What keeps the library tidy: probable duplicates, looks at links, counted searches.

Triggers mark what has to be looked at, so that no way of writing a story can forget to.
"""

from sqlite_utils import Database

from store.migrations.base import migrations


@migrations()
def m008_tidying(db: Database) -> None:
    """Keys of texts and pairs of stories, skipped stories, the state of links, searches a day."""
    for statement in (
        "CREATE TABLE unchecked (story INTEGER PRIMARY KEY REFERENCES story (number)) STRICT",
        """
        CREATE TABLE likeness_key (
            key   INTEGER NOT NULL,
            story INTEGER NOT NULL REFERENCES story (number),
            PRIMARY KEY (key, story)
        ) STRICT, WITHOUT ROWID
        """,
        """
        CREATE TABLE likeness_keys_of (
            story INTEGER PRIMARY KEY REFERENCES story (number),
            keys  TEXT NOT NULL CHECK (json_valid(keys))
        ) STRICT
        """,
        """
        CREATE TABLE likeness (
            first   INTEGER NOT NULL REFERENCES story (number),
            second  INTEGER NOT NULL REFERENCES story (number),
            percent INTEGER NOT NULL CHECK (percent BETWEEN 0 AND 100),
            reasons TEXT NOT NULL,
            state   TEXT NOT NULL CHECK (state IN ('open', 'different')),
            set_by  TEXT CHECK (set_by GLOB '?*:?*'),
            at      TEXT NOT NULL CHECK (at GLOB '????-??-??T??:??:??*+00:00'),
            PRIMARY KEY (first, second),
            CHECK (first < second),
            CHECK ((state = 'different') = (set_by IS NOT NULL))
        ) STRICT, WITHOUT ROWID
        """,
        "CREATE INDEX likeness_by_second ON likeness (second)",
        "CREATE INDEX likeness_open ON likeness (percent DESC, first, second) WHERE state = 'open'",
        """
        CREATE TABLE complete_enough (
            story  INTEGER PRIMARY KEY REFERENCES story (number),
            set_by TEXT NOT NULL CHECK (set_by GLOB '?*:?*'),
            at     TEXT NOT NULL CHECK (at GLOB '????-??-??T??:??:??*+00:00')
        ) STRICT
        """,
        "CREATE INDEX story_lacking ON story (number) WHERE state = 'live' AND (company IS NULL OR tags = '[]')",
        """
        CREATE TABLE link_look (
            story     INTEGER PRIMARY KEY REFERENCES story (number),
            state     TEXT NOT NULL CHECK (state IN ('unseen', 'fine', 'uncertain', 'failing', 'dead')),
            failures  INTEGER NOT NULL CHECK (failures >= 0),
            since     TEXT CHECK (since GLOB '????-??-??T??:??:??*+00:00'),
            problem   TEXT NOT NULL,
            next_at   TEXT NOT NULL CHECK (next_at GLOB '????-??-??T??:??:??*+00:00')
        ) STRICT
        """,
        "CREATE INDEX link_look_by_time ON link_look (next_at)",
        "CREATE INDEX link_look_by_state ON link_look (state) WHERE state IN ('uncertain', 'dead')",
        """
        CREATE TABLE search_count (
            day    TEXT NOT NULL CHECK (day GLOB '????-??-??'),
            query  TEXT NOT NULL CHECK (length(query) BETWEEN 1 AND 100),
            times  INTEGER NOT NULL CHECK (times >= 0),
            hits   INTEGER NOT NULL CHECK (hits >= 0),
            opened INTEGER NOT NULL CHECK (opened >= 0),
            PRIMARY KEY (day, query)
        ) STRICT, WITHOUT ROWID
        """,
        """
        CREATE TRIGGER story_added_unchecked AFTER INSERT ON story WHEN new.state = 'live' BEGIN
            INSERT OR IGNORE INTO unchecked (story) VALUES (new.number);
        END
        """,
        """
        CREATE TRIGGER story_changed_unchecked AFTER UPDATE OF title, body, link, company, author, state ON story
        WHEN (new.title, new.body, new.link, new.company, new.author, new.state)
             IS NOT (old.title, old.body, old.link, old.company, old.author, old.state) BEGIN
            INSERT OR IGNORE INTO unchecked (story) VALUES (new.number);
        END
        """,
        """
        CREATE TRIGGER story_added_unseen AFTER INSERT ON story WHEN new.link IS NOT NULL BEGIN
            INSERT OR REPLACE INTO link_look VALUES
                (new.number, 'unseen', 0, NULL, '', '1970-01-01T00:00:00.000000+00:00');
        END
        """,
        """
        CREATE TRIGGER story_relinked_unseen AFTER UPDATE OF link ON story WHEN new.link IS NOT old.link BEGIN
            DELETE FROM link_look WHERE story = new.number;
            INSERT INTO link_look
                SELECT new.number, 'unseen', 0, NULL, '', '1970-01-01T00:00:00.000000+00:00' WHERE new.link IS NOT NULL;
        END
        """,
        "INSERT INTO unchecked SELECT number FROM story WHERE state = 'live'",
        """
        INSERT INTO link_look
            SELECT number, 'unseen', 0, NULL, '', '1970-01-01T00:00:00.000000+00:00' FROM story WHERE link IS NOT NULL
        """,
    ):
        db.execute(statement)
