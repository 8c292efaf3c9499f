using System.Data.Common;
using System.Runtime.Versioning;
using Sidecar.Storage;
using Sidecar.Tests.World;

namespace Sidecar.Tests.Storage;

public sealed class DoorbellTests : IDisposable
{
    private static readonly TimeSpan Long = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly string _folder = Directory.CreateTempSubdirectory("sidecar-bell-").FullName;
    private readonly ManualTime _time = new();
    private readonly SidecarDatabase _state;
    private readonly SidecarDatabase _other;

    public DoorbellTests()
    {
        SidecarDatabase.Create(_folder);
        _state = SidecarDatabase.Open(_folder, Patience);
        _other = SidecarDatabase.Open(_folder, Patience);
    }

    public void Dispose()
    {
        _state.Dispose();
        _other.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task After_a_ring_it_lets_look_again_soon_because_the_change_may_not_have_been_there_yet()
    {
        // A folder in which nothing but one file appears: one ring.
        var place = Directory.CreateDirectory(Path.Combine(_folder, "empty")).FullName;
        var bells = new Bells(place);
        using var bell = bells.Listen(_time);
        var first = bell.WaitAsync(Long, CancellationToken.None);
        File.Create(Path.Combine(place, "state.db-wal")).Dispose();
        await first.WaitAsync(Patience);

        var second = bell.WaitAsync(Long, CancellationToken.None);
        _time.Advance(TimeSpan.FromMilliseconds(4));

        await second.WaitAsync(Patience);
    }

    [Fact]
    public async Task Every_wait_of_a_process_hears_every_change()
    {
        using var one = _state.Bells.Listen(_time);
        using var another = _state.Bells.Listen(_time);
        var waiting = Task.WhenAll(one.WaitAsync(Long, CancellationToken.None), another.WaitAsync(Long, CancellationToken.None));

        _other.Write(Record);

        await waiting.WaitAsync(Patience);
    }

    [Fact]
    public async Task Mail_rings_for_its_reader_in_any_spelling_and_for_nobody_else()
    {
        using var ada = _state.Bells.ListenForMail("Ada", _time);
        using var bob = _state.Bells.ListenForMail("bob", _time);
        var (adas, bobs) = (ada.WaitAsync(Long, CancellationToken.None), bob.WaitAsync(Long, CancellationToken.None));

        _other.Write(db => Mail(db, "ADA"));
        await adas.WaitAsync(Patience);

        Assert.False(bobs.IsCompleted);
        _other.Write(db => Mail(db, "bob"));
        await bobs.WaitAsync(Patience);
    }

    [Fact]
    public async Task Mail_of_a_transaction_that_failed_rings_for_nobody_later()
    {
        using var ada = _state.Bells.ListenForMail("ada", _time);
        using var bob = _state.Bells.ListenForMail("bob", _time);
        var (adas, bobs) = (ada.WaitAsync(Long, CancellationToken.None), bob.WaitAsync(Long, CancellationToken.None));

        Assert.Throws<InvalidOperationException>(() => _other.Write<int>(db => throw new InvalidOperationException($"{Mail(db, "ada")}")));
        _other.Write(db => Mail(db, "bob"));
        await bobs.WaitAsync(Patience);

        Assert.False(adas.IsCompleted);
    }

    [Fact]
    public async Task A_new_wait_hears_after_the_one_before_it_ended()
    {
        _state.Bells.ListenForMail("ada", _time).Dispose();
        using var bell = _state.Bells.ListenForMail("ada", _time);
        var waiting = bell.WaitAsync(Long, CancellationToken.None);

        _other.Write(db => Mail(db, "ada"));

        await waiting.WaitAsync(Patience);
    }

    [Fact]
    public async Task Whoever_listens_still_hears_when_another_process_of_the_same_reader_has_ended()
    {
        using var third = SidecarDatabase.Open(_folder, Patience);
        using var bell = _other.Bells.ListenForMail("ada", _time);
        _state.Bells.ListenForMail("ada", _time).Dispose();
        _state.Dispose();
        var waiting = bell.WaitAsync(Long, CancellationToken.None);

        Assert.True(File.Exists(Ring("ada")));
        third.Write(db => Mail(db, "ada"));

        await waiting.WaitAsync(Patience);
    }

    [Fact]
    public async Task A_bell_that_was_taken_down_is_hung_up_again()
    {
        using var bell = _other.Bells.ListenForMail("ada", _time);
        MailBell.RemoveAll(_folder);

        // The clock stands still: nothing but a ring ends a wait.
        while (!File.Exists(Ring("ada")))
            await bell.WaitAsync(Long, CancellationToken.None).WaitAsync(Patience);
        var waiting = bell.WaitAsync(Long, CancellationToken.None);
        _state.Write(db => Mail(db, "ada"));

        await waiting.WaitAsync(Patience);
    }

    [Fact]
    public void Nothing_is_hung_up_where_the_state_was_taken_away()
    {
        var gone = Path.Combine(_folder, "gone");

        Assert.Null(MailBell.Prepare(gone, "ada"));
        Assert.False(Directory.Exists(gone));
    }

    [UnprivilegedFact]
    [UnsupportedOSPlatform("windows")]
    public void Bells_that_may_not_be_looked_at_are_left_hanging()
    {
        Assert.NotNull(MailBell.Prepare(_folder, "ada"));
        var bells = new DirectoryInfo(Path.Combine(_folder, MailBell.Folder));
        var mode = bells.UnixFileMode;
        bells.UnixFileMode = UnixFileMode.UserExecute;
        try
        {
            Unprivileged.Run(() => MailBell.RemoveOthers(_folder, []));
        }
        finally
        {
            bells.UnixFileMode = mode;
        }

        Assert.True(File.Exists(Ring("ada")));
    }

    private string Ring(string reader) => Path.Combine(_folder, MailBell.Folder, "@" + reader, MailBell.File);

    private static long Record(DbConnection db) =>
        EventLog.Add(db, new Happening(DateTimeOffset.UnixEpoch, "test", "somebody", "something"));

    private static int Mail(DbConnection db, string reader)
    {
        db.RingFor(reader);
        return 0;
    }
}
