-- Everything about a password that a person had kept but the password, which lies in the vault under the id.
CREATE TABLE kept_password (
    id TEXT PRIMARY KEY NOT NULL,
    environment TEXT NOT NULL,
    user_name TEXT NOT NULL,
    -- The parameter of service discovery that it is kept for; empty for the password itself.
    parameter TEXT NOT NULL,
    -- Where it may be sent, one origin a line.
    origins TEXT NOT NULL,
    place TEXT NOT NULL,
    UNIQUE (environment, user_name, parameter)
) STRICT;
