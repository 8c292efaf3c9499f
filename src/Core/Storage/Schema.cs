using System.Data.Common;

namespace Sidecar.Storage;

/// <summary>The tables, as numbered steps. A step that has landed is never edited: a change is a new step.</summary>
internal static class Schema
{
    /// <summary>Marks the file as Sidecar's ("SDCR"), so that a stray database is not taken for one.</summary>
    public const int ApplicationId = 0x53444352;

    private static readonly string[] Steps =
    [
        """
        CREATE TABLE agents (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            name TEXT NOT NULL COLLATE NOCASE,
            asked_name TEXT COLLATE NOCASE,
            client TEXT NOT NULL,
            client_version TEXT,
            session TEXT,
            token TEXT NOT NULL,
            worktree TEXT NOT NULL,
            host TEXT NOT NULL,
            client_pid INTEGER, client_started INTEGER,
            launcher_pid INTEGER, launcher_started INTEGER,
            server_pid INTEGER, server_started INTEGER,
            role TEXT, summary TEXT, modules TEXT NOT NULL DEFAULT '',
            joined_at INTEGER NOT NULL,
            active_at INTEGER NOT NULL,
            heartbeat_at INTEGER NOT NULL,
            left_at INTEGER, left_why TEXT);
        CREATE UNIQUE INDEX agents_present ON agents (name) WHERE left_at IS NULL;
        CREATE INDEX agents_gone ON agents (left_at) WHERE left_at IS NOT NULL;

        CREATE TABLE claims (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            agent_id INTEGER NOT NULL REFERENCES agents (id),
            pattern TEXT NOT NULL,
            mode TEXT NOT NULL,
            reason TEXT NOT NULL,
            source TEXT NOT NULL,
            since INTEGER NOT NULL,
            renewed_at INTEGER NOT NULL,
            ttl_ms INTEGER NOT NULL,
            ended_at INTEGER, ended_why TEXT);
        CREATE UNIQUE INDEX claims_active ON claims (agent_id, pattern) WHERE ended_at IS NULL;
        CREATE INDEX claims_ended ON claims (ended_at) WHERE ended_at IS NOT NULL;

        CREATE TABLE waits (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            agent_id INTEGER NOT NULL REFERENCES agents (id),
            host TEXT NOT NULL,
            pid INTEGER NOT NULL, started INTEGER NOT NULL,
            patterns TEXT NOT NULL,
            mode TEXT NOT NULL,
            reason TEXT NOT NULL,
            ttl_ms INTEGER NOT NULL,
            since INTEGER NOT NULL,
            deadline INTEGER NOT NULL);

        CREATE TABLE messages (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            at INTEGER NOT NULL,
            sender TEXT NOT NULL COLLATE NOCASE,
            recipient TEXT NOT NULL COLLATE NOCASE,
            text TEXT NOT NULL,
            body TEXT, kind TEXT,
            reply_to INTEGER REFERENCES messages (id));
        CREATE TABLE deliveries (
            message_id INTEGER NOT NULL REFERENCES messages (id),
            recipient TEXT NOT NULL COLLATE NOCASE,
            shown_to INTEGER REFERENCES agents (id), shown_at INTEGER,
            shown_host TEXT, shown_pid INTEGER, shown_started INTEGER, shown_call INTEGER,
            read_at INTEGER, read_by INTEGER REFERENCES agents (id),
            PRIMARY KEY (message_id, recipient)) WITHOUT ROWID;
        CREATE INDEX deliveries_unread ON deliveries (recipient, message_id) WHERE read_at IS NULL;

        CREATE TABLE events (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            at INTEGER NOT NULL,
            kind TEXT NOT NULL,
            who TEXT NOT NULL,
            subject TEXT NOT NULL,
            detail TEXT NOT NULL);

        INSERT INTO agents (name, client, token, worktree, host, joined_at, active_at, heartbeat_at)
            VALUES ('human', 'human', lower(hex(randomblob(16))), '', '', 0, 0, 0);
        """,
        """
        CREATE TABLE touches (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            at INTEGER NOT NULL,
            worktree TEXT NOT NULL,
            path TEXT NOT NULL,
            kind TEXT NOT NULL,
            from_path TEXT,
            author_id INTEGER REFERENCES agents (id),
            evidence TEXT NOT NULL,
            size INTEGER, blob TEXT);
        CREATE INDEX touches_path ON touches (path, worktree, id);
        CREATE INDEX touches_at ON touches (at);

        CREATE TABLE work (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            worktree TEXT NOT NULL,
            path TEXT NOT NULL,
            author_id INTEGER REFERENCES agents (id),
            evidence TEXT NOT NULL,
            kind TEXT NOT NULL,
            since INTEGER NOT NULL,
            at INTEGER NOT NULL,
            size INTEGER, modified INTEGER, blob TEXT,
            released_at INTEGER,
            ended_at INTEGER, ended_why TEXT);
        CREATE UNIQUE INDEX work_open ON work (worktree, path, coalesce(author_id, 0)) WHERE ended_at IS NULL;
        CREATE INDEX work_path ON work (path);
        CREATE INDEX work_ended ON work (ended_at) WHERE ended_at IS NOT NULL;

        CREATE TABLE operations (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            at INTEGER NOT NULL,
            worktree TEXT NOT NULL,
            who TEXT,
            agent_id INTEGER REFERENCES agents (id),
            command TEXT NOT NULL,
            files INTEGER);
        CREATE INDEX operations_at ON operations (at);

        CREATE TABLE commits (
            id TEXT PRIMARY KEY,
            at INTEGER NOT NULL,
            worktree TEXT NOT NULL,
            who TEXT NOT NULL,
            agent_id INTEGER REFERENCES agents (id)) WITHOUT ROWID;
        CREATE INDEX commits_at ON commits (at);
        CREATE INDEX commits_who ON commits (who, worktree, at);
        CREATE TABLE committed_files (
            path TEXT NOT NULL,
            before TEXT NOT NULL,
            commit_id TEXT NOT NULL REFERENCES commits (id) ON DELETE CASCADE,
            after TEXT NOT NULL,
            PRIMARY KEY (path, before, commit_id)) WITHOUT ROWID;
        CREATE INDEX committed_files_commit ON committed_files (commit_id);

        CREATE TABLE watcher (
            id INTEGER PRIMARY KEY CHECK (id = 1),
            pid INTEGER NOT NULL, started INTEGER NOT NULL,
            host TEXT NOT NULL,
            since INTEGER NOT NULL,
            source TEXT NOT NULL,
            stopped_at INTEGER, stopped_why TEXT);
        CREATE TABLE watched (
            worktree TEXT PRIMARY KEY,
            state TEXT NOT NULL,
            detail TEXT NOT NULL,
            directories INTEGER NOT NULL,
            behind_since INTEGER,
            scanned_at INTEGER,
            branch TEXT, head TEXT);
        """,
        """
        CREATE TABLE announcements (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            agent_id INTEGER NOT NULL REFERENCES agents (id),
            at INTEGER NOT NULL,
            intent TEXT NOT NULL,
            symbols TEXT NOT NULL,
            ended_at INTEGER, ended_why TEXT);
        CREATE UNIQUE INDEX announcements_active ON announcements (agent_id) WHERE ended_at IS NULL;
        CREATE TABLE announced_files (
            announcement_id INTEGER NOT NULL REFERENCES announcements (id) ON DELETE CASCADE,
            pattern TEXT NOT NULL,
            done_at INTEGER,
            PRIMARY KEY (announcement_id, pattern)) WITHOUT ROWID;
        CREATE TABLE announced_dependencies (
            announcement_id INTEGER NOT NULL REFERENCES announcements (id) ON DELETE CASCADE,
            pattern TEXT NOT NULL,
            source TEXT NOT NULL,
            of_path TEXT NOT NULL,
            PRIMARY KEY (announcement_id, pattern, of_path)) WITHOUT ROWID;

        CREATE TABLE meetings (
            agent_id INTEGER NOT NULL REFERENCES agents (id),
            other_id INTEGER NOT NULL REFERENCES agents (id),
            path TEXT NOT NULL,
            other_path TEXT NOT NULL,
            signal TEXT NOT NULL,
            at INTEGER NOT NULL,
            evidence TEXT NOT NULL,
            PRIMARY KEY (agent_id, other_id, path, other_path)) WITHOUT ROWID;
        CREATE INDEX meetings_at ON meetings (at);

        CREATE TABLE forecasts (
            worktree TEXT NOT NULL,
            other TEXT NOT NULL,
            at INTEGER NOT NULL,
            state TEXT NOT NULL,
            detail TEXT NOT NULL,
            PRIMARY KEY (worktree, other)) WITHOUT ROWID;
        CREATE TABLE forecast_files (
            worktree TEXT NOT NULL,
            other TEXT NOT NULL,
            path TEXT NOT NULL,
            conflicts INTEGER NOT NULL,
            lines TEXT NOT NULL,
            other_lines TEXT NOT NULL,
            PRIMARY KEY (worktree, other, path),
            FOREIGN KEY (worktree, other) REFERENCES forecasts (worktree, other) ON DELETE CASCADE) WITHOUT ROWID;
        """,
        """
        ALTER TABLE messages ADD COLUMN topic TEXT COLLATE NOCASE;
        ALTER TABLE messages ADD COLUMN thread INTEGER;
        ALTER TABLE messages ADD COLUMN send_key TEXT;
        CREATE INDEX messages_sender ON messages (sender);
        CREATE INDEX messages_recipient ON messages (recipient);
        CREATE INDEX messages_topic ON messages (topic) WHERE topic IS NOT NULL;
        CREATE INDEX messages_thread ON messages (thread) WHERE thread IS NOT NULL;
        CREATE INDEX messages_key ON messages (sender, send_key) WHERE send_key IS NOT NULL;
        CREATE INDEX messages_handoff ON messages (recipient, topic) WHERE kind = 'handoff';
        ALTER TABLE deliveries ADD COLUMN purged_why TEXT;
        CREATE INDEX deliveries_recipient ON deliveries (recipient, message_id);
        DROP INDEX deliveries_unread;
        CREATE INDEX deliveries_unread ON deliveries (recipient, read_at, message_id) WHERE read_at IS NULL;
        CREATE INDEX deliveries_shown ON deliveries (shown_to) WHERE read_at IS NULL AND shown_to IS NOT NULL;

        CREATE INDEX agents_name ON agents (name);
        CREATE INDEX events_given_up ON events (subject COLLATE NOCASE) WHERE kind = 'agent.renamed';
        CREATE INDEX events_taken ON events (who COLLATE NOCASE) WHERE kind IN ('agent.joined', 'agent.renamed');
        CREATE INDEX events_renamed ON events (who COLLATE NOCASE) WHERE kind = 'agent.renamed';

        CREATE VIRTUAL TABLE message_text USING fts5 (text, body, content = 'messages', content_rowid = 'id', prefix = '1');
        INSERT INTO message_text (message_text) VALUES ('rebuild');
        CREATE TRIGGER messages_added AFTER INSERT ON messages BEGIN
            INSERT INTO message_text (rowid, text, body) VALUES (new.id, new.text, new.body);
        END;

        CREATE TABLE topics (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            name TEXT NOT NULL UNIQUE COLLATE NOCASE,
            created_at INTEGER NOT NULL, created_by TEXT NOT NULL,
            closed_at INTEGER, closed_by TEXT);
        CREATE TABLE topic_members (
            topic_id INTEGER NOT NULL REFERENCES topics (id) ON DELETE CASCADE,
            member TEXT NOT NULL COLLATE NOCASE,
            joined_at INTEGER NOT NULL,
            PRIMARY KEY (topic_id, member)) WITHOUT ROWID;
        CREATE INDEX topic_members_member ON topic_members (member);

        CREATE TABLE consultations (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            at INTEGER NOT NULL,
            opener_id INTEGER NOT NULL REFERENCES agents (id),
            cause TEXT NOT NULL,
            subject TEXT NOT NULL,
            state TEXT NOT NULL,
            round INTEGER NOT NULL,
            ttl_ms INTEGER NOT NULL,
            deadline INTEGER NOT NULL,
            proposal TEXT, proposed_by INTEGER REFERENCES agents (id), proposed_at INTEGER, proposed_message INTEGER,
            ended_at INTEGER, ended_why TEXT,
            closed_at INTEGER, closed_by TEXT, outcome TEXT);
        CREATE INDEX consultations_active ON consultations (deadline) WHERE ended_at IS NULL;
        CREATE INDEX consultations_agreed ON consultations (ended_at) WHERE state = 'resolved' AND closed_at IS NULL;
        CREATE TABLE consultation_files (
            consultation_id INTEGER NOT NULL REFERENCES consultations (id) ON DELETE CASCADE,
            pattern TEXT NOT NULL,
            PRIMARY KEY (consultation_id, pattern)) WITHOUT ROWID;
        CREATE TABLE consultation_parties (
            consultation_id INTEGER NOT NULL REFERENCES consultations (id) ON DELETE CASCADE,
            agent_id INTEGER NOT NULL REFERENCES agents (id),
            answer TEXT, answered_round INTEGER, answered_at INTEGER, reason TEXT,
            dropped_at INTEGER, dropped_why TEXT,
            PRIMARY KEY (consultation_id, agent_id)) WITHOUT ROWID;
        CREATE INDEX consultation_parties_agent ON consultation_parties (agent_id);
        """,
    ];

    /// <summary>The version this program writes and understands.</summary>
    public static int Latest => Steps.Length;

    /// <summary>Takes the state from <paramref name="version"/> to <see cref="Latest"/>; runs inside the caller's transaction.</summary>
    public static void Migrate(DbConnection db, int version)
    {
        foreach (var step in Steps.Skip(version))
            db.Execute(step);

        db.Execute($"PRAGMA user_version = {Latest}");
    }
}
