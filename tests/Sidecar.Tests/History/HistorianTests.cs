using System.Diagnostics;
using Sidecar.History;
using Sidecar.Tests.Repository;
using Sidecar.Tests.World;
using Sidecar.Watch;
using Sidecar.Watching;

namespace Sidecar.Tests.History;

/// <summary>The background task that keeps the index up to date, on a clock of the test's.</summary>
public sealed class HistorianTests : IAsyncDisposable
{
    private readonly ScratchRepository _repository = new();
    private readonly ManualTime _time = new();
    private readonly HistoryReader _reader;
    private readonly string _state;
    private Historian? _historian;

    public HistorianTests()
    {
        _repository.Commit("a", "b");
        _state = Directory.CreateDirectory(Path.Combine(_repository.Folder, "state")).FullName;
        LogFolder.Create(_state);
        _reader = new HistoryReader(_state);
    }

    private string Log => File.Exists(LogFolder.Log(_state)) ? File.ReadAllText(LogFolder.Log(_state)) : "";

    [Fact]
    public async Task It_reads_the_history_at_once_and_follows_when_it_is_told_that_head_moved()
    {
        Begin();
        await UntilAsync(() => Commits() == 1, TimeSpan.Zero);

        _repository.Commit("a", "c");
        _historian!.HeadMoved();

        await UntilAsync(() => Commits() == 2, TimeSpan.FromMilliseconds(10));
    }

    [Fact]
    public async Task What_nobody_tells_it_finds_by_looking()
    {
        Begin();
        await UntilAsync(() => Commits() == 1, TimeSpan.Zero);

        _repository.Commit("a", "c");

        await UntilAsync(() => Commits() == 2, TimeSpan.FromSeconds(1));
    }

    [Fact]
    public async Task A_history_that_cannot_be_read_is_told_once_and_tried_again()
    {
        var (objects, aside) = (_repository.Path_(".git/objects"), _repository.Path_(".git/aside"));
        Directory.Move(objects, aside);
        Directory.CreateDirectory(objects);
        Begin();
        await UntilAsync(() => _reader.Read().Stage is HistoryStage.Unreadable, TimeSpan.Zero);
        await UntilAsync(() => _time.GetUtcNow() > new DateTimeOffset(2030, 1, 1, 12, 5, 0, TimeSpan.Zero), TimeSpan.FromSeconds(5));

        Directory.Delete(objects);
        Directory.Move(aside, objects);
        await UntilAsync(() => _reader.Read().Stage is HistoryStage.Ready, TimeSpan.FromSeconds(30));

        Assert.Equal(2, Log.Split("the history cannot be followed: ").Length);
    }

    public async ValueTask DisposeAsync()
    {
        if (_historian is not null)
            await _historian.DisposeAsync();
        _reader.Dispose();
        _repository.Dispose();
    }

    private void Begin() =>
        _historian = new Historian(_reader, _repository.Folders, _repository.Environment, new WatchLog(_state, _time), _time);

    private int Commits() => _reader.Read() is { Stage: HistoryStage.Ready } report ? report.Commits : 0;

    private async Task UntilAsync(Func<bool> holds, TimeSpan step)
    {
        var began = Stopwatch.GetTimestamp();
        while (!holds())
        {
            Assert.True(Stopwatch.GetElapsedTime(began) < TimeSpan.FromSeconds(60), "it did not come to that");
            _time.Advance(step);
            await Task.Delay(TimeSpan.FromMilliseconds(5), CancellationToken.None);
        }
    }
}
