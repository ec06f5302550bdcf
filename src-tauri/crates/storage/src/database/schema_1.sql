-- Times are RFC 3339 in UTC with nine decimals. Ids of ours are UUIDs as text; all other ids are the platform's own.

-- One installation is an environment and a platform; it belongs to one account at a time.
CREATE TABLE device (
    id TEXT PRIMARY KEY NOT NULL,
    environment TEXT NOT NULL,
    platform TEXT NOT NULL,
    account TEXT NOT NULL,
    client_id TEXT NOT NULL,
    journey TEXT NOT NULL,
    first_signed_on_at TEXT NOT NULL,
    last_signed_on_at TEXT NOT NULL,
    label TEXT,
    UNIQUE (environment, platform)
) STRICT;

-- Everything about an operator credential but its secret, which lies in the keychain under the id.
CREATE TABLE operator_credential (
    id TEXT PRIMARY KEY NOT NULL,
    environment TEXT NOT NULL,
    label TEXT,
    kid TEXT NOT NULL,
    encoding TEXT NOT NULL,
    length INTEGER NOT NULL,
    fingerprint TEXT NOT NULL,
    created_at TEXT NOT NULL,
    last_used_at TEXT
) STRICT;

CREATE INDEX operator_credential_by_environment ON operator_credential (environment);

-- Where a secret may be sent.
CREATE TABLE credential_origin (
    credential TEXT NOT NULL REFERENCES operator_credential (id) ON DELETE CASCADE,
    origin TEXT NOT NULL,
    PRIMARY KEY (credential, origin)
) STRICT, WITHOUT ROWID;

CREATE TABLE run (
    id TEXT PRIMARY KEY NOT NULL,
    environment TEXT NOT NULL,
    environment_name TEXT NOT NULL,
    journey TEXT NOT NULL,
    account TEXT,
    platform TEXT,
    started_at TEXT NOT NULL,
    ended_at TEXT NOT NULL,
    verdict TEXT NOT NULL,
    headline TEXT NOT NULL,
    exchanges INTEGER NOT NULL,
    warnings INTEGER NOT NULL,
    errors INTEGER NOT NULL,
    report TEXT NOT NULL
) STRICT;

CREATE INDEX run_by_time ON run (started_at, id);
CREATE INDEX run_by_environment ON run (environment, started_at, id);

CREATE TABLE setting (
    name TEXT PRIMARY KEY NOT NULL,
    value TEXT NOT NULL
) STRICT;
