using Sidecar.Storage;
using Sidecar.Tests.World;

namespace Sidecar.Tests.Storage;

public sealed class StateFileTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("sidecar-state-").FullName + "/sidecar";

    private string StateDb => Path.Combine(_folder, "state.db");

    public void Dispose() => Directory.Delete(Path.GetDirectoryName(_folder)!, recursive: true);

    [Fact]
    public void A_new_state_is_for_its_owner_only()
    {
        SidecarDatabase.Create(_folder);
        using var open = Open();
        open.Write(_ => true);

        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, File.GetUnixFileMode(_folder));
        Assert.All(
            Directory.EnumerateFiles(_folder),
            file => Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file)));
    }

    [Fact]
    public void Creating_it_twice_keeps_the_first()
    {
        Assert.True(SidecarDatabase.Create(_folder));
        var before = File.ReadAllBytes(StateDb);

        Assert.False(SidecarDatabase.Create(_folder));
        Assert.Equal(before, File.ReadAllBytes(StateDb));
    }

    [Fact]
    public void Ten_at_once_make_one_state_and_no_leftovers()
    {
        var made = Enumerable.Range(0, 10).AsParallel().WithDegreeOfParallelism(10).Count(_ => SidecarDatabase.Create(_folder));

        Assert.Equal(1, made);
        Assert.Equal(["state.db"], Directory.EnumerateFiles(_folder).Select(Path.GetFileName));
    }

    [Fact]
    public void A_repository_without_state_is_not_set_up()
    {
        var problem = Assert.Throws<SidecarException>(Open);

        Assert.Equal((ProblemKind.NotSetUp, "sidecar init"), (problem.Kind, problem.Next));
    }

    [Theory]
    [InlineData("this is not a database, but it is long enough to look at")]
    [InlineData("")]
    public void A_damaged_state_is_named_and_never_made_anew(string content)
    {
        SidecarDatabase.Create(_folder);
        File.WriteAllText(StateDb, content);

        var problem = Assert.Throws<SidecarException>(Open);

        Assert.Equal(ProblemKind.CannotTell, problem.Kind);
        Assert.Contains("damaged", problem.Message, StringComparison.Ordinal);
        Assert.Equal(content, File.ReadAllText(StateDb));
    }

    [Fact]
    public void A_state_damaged_in_the_middle_is_found_by_verifying()
    {
        SidecarDatabase.Create(_folder);
        using (var file = File.OpenWrite(StateDb))
        {
            file.Position = file.Length / 2;
            file.Write(new byte[4096]);
        }

        Assert.True(DamagedState.Is(_folder, TimeSpan.FromSeconds(5)));
    }

    [Fact]
    public void A_newer_schema_is_refused_in_clear_words()
    {
        SidecarDatabase.Create(_folder);
        using (var open = Open())
            open.Read(db => db.Execute("PRAGMA user_version = 99"));

        var problem = Assert.Throws<SidecarException>(Open);

        Assert.Equal(ProblemKind.CannotTell, problem.Kind);
        Assert.Contains("written by a newer Sidecar (schema 99", problem.Message, StringComparison.Ordinal);
    }

    [UnprivilegedFact]
    public void An_older_schema_that_can_only_be_read_is_read_as_far_as_it_goes_and_then_named()
    {
        SidecarDatabase.Create(_folder);
        using (var open = Open())
            open.Write(db => db.Execute("ALTER TABLE messages RENAME COLUMN send_key TO later; PRAGMA user_version = 3"));
        foreach (var file in Directory.EnumerateFiles(_folder))
            File.SetUnixFileMode(file, UnixFileMode.UserRead);
        File.SetUnixFileMode(_folder, UnixFileMode.UserRead | UnixFileMode.UserExecute);

        try
        {
            Unprivileged.Run(() =>
            {
                using var older = Open();
                var problem = Assert.Throws<SidecarException>(() => older.Read(db => db.Number("SELECT send_key FROM messages")));

                Assert.Equal(0, older.Read(db => db.Number("SELECT count(*) FROM messages")));
                Assert.Equal(ProblemKind.CannotTell, problem.Kind);
                Assert.Contains($"was written by an older Sidecar (schema 3; this needs {Schema.Latest})", problem.Message, StringComparison.Ordinal);
            });
        }
        finally
        {
            File.SetUnixFileMode(_folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }
    }

    [Fact]
    public void A_lock_held_too_long_is_an_answer_and_not_a_hang()
    {
        SidecarDatabase.Create(_folder);
        using var holder = Open();
        using var other = SidecarDatabase.Open(_folder, TimeSpan.FromMilliseconds(50));

        var problem = holder.Write(_ => Assert.Throws<SidecarException>(() => other.Write(_ => true)));

        Assert.Equal(ProblemKind.CannotTell, problem.Kind);
        Assert.Contains("locked", problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_write_that_fails_leaves_nothing_behind()
    {
        SidecarDatabase.Create(_folder);
        using var open = Open();
        var log = new EventLog(open);

        Assert.Throws<InvalidOperationException>(() => open.Write<bool>(db =>
        {
            EventLog.Add(db, new Happening(default, "test", "me", "x"));
            throw new InvalidOperationException();
        }));

        Assert.Empty(log.Recent(10));
    }

    [Fact]
    public void The_log_is_moved_into_the_database_and_does_not_grow_for_ever()
    {
        var turn = Path.Combine(_folder, "checkpoint.lock");
        SidecarDatabase.Create(_folder);

        // Closing waits for what was begun beside the writes, and each finds itself alone with what the last one left.
        for (var process = 0; process < 30; process++)
        {
            if (File.Exists(turn))
                File.SetLastWriteTimeUtc(turn, DateTime.UnixEpoch);
            using var open = Open();
            Write(new EventLog(open), rounds: 50);
        }

        Assert.InRange(new FileInfo(StateDb + "-wal").Length, 0, 6 * 1024 * 1024);
        Assert.False(DamagedState.Is(_folder, TimeSpan.FromSeconds(5)));
    }

    [Fact]
    public void What_is_written_is_done_even_where_the_log_cannot_be_moved()
    {
        SidecarDatabase.Create(_folder);
        Directory.CreateDirectory(Path.Combine(_folder, "checkpoint.lock"));
        using var open = Open();
        var log = new EventLog(open);

        Write(log, rounds: 300);

        Assert.True(new FileInfo(StateDb + "-wal").Length > 5 * 1024 * 1024);
        Assert.Equal(300, log.Recent(1_000).Count);
    }

    [Fact]
    public void Closing_leaves_the_write_ahead_log_for_others_to_read()
    {
        SidecarDatabase.Create(_folder);
        using (var open = Open())
            new EventLog(open).Add(new Happening(default, "test", "me", "x"));

        Assert.True(new FileInfo(StateDb + "-wal").Length > 0);
        using var again = Open();
        Assert.Single(new EventLog(again).Recent(10));
    }

    [Fact]
    public void A_state_that_was_replaced_under_an_open_one_is_noticed()
    {
        SidecarDatabase.Create(_folder);
        using var open = Open();
        Assert.True(open.IsCurrent);

        Directory.Delete(_folder, recursive: true);
        Assert.False(open.IsCurrent);

        SidecarDatabase.Create(_folder);
        Assert.False(open.IsCurrent);
    }

    [Fact]
    public void Writing_and_moving_the_log_into_it_does_not_make_it_another_file()
    {
        SidecarDatabase.Create(_folder);
        using var open = Open();
        var log = new EventLog(open);

        for (var round = 0; round < 100; round++)
            log.Add(new Happening(default, "test", "me", new string('x', 20_000)));

        Assert.True(open.IsCurrent);
    }

    private static void Write(EventLog log, int rounds)
    {
        for (var round = 0; round < rounds; round++)
            log.Add(new Happening(default, "test", "me", new string('x', 20_000)));
    }

    private SidecarDatabase Open() => SidecarDatabase.Open(_folder, TimeSpan.FromSeconds(5));
}
