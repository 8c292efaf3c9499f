using Sidecar.LibGit2;
using Sidecar.Repository;
using Sidecar.Touches;
using Sidecar.Watch;
using Sidecar.Watching.Ignoring;
using Sidecar.Watching.Sources;

namespace Sidecar.Watching;

/// <summary>
/// One worktree under watch: hints are gathered until they are quiet, looked up in git, and recorded. Whatever fails ends it,
/// and the next one begins with a look at everything; so nothing is lost by an error.
/// </summary>
internal sealed class WorktreeWatch : IWorktreeWatch
{
    // What git is changing just now is looked at when it is done.
    private static readonly TimeSpan GitPause = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan LongestBehind = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan BehindAfter = TimeSpan.FromSeconds(2);

    // What is not watched is found by looking: seldom enough that a large worktree bears it.
    private static readonly TimeSpan LookAgain = TimeSpan.FromSeconds(15);

    // A write of the state holds up every hook and tool: not for longer than this many files take.
    private const int MaxPerWrite = 500;

    private readonly SidecarState _state;
    private readonly RepositoryFolders _folders;
    private readonly GitProcess _git;
    private readonly IFileEvents _events;
    private readonly Hints _hints;
    private readonly IActivity _activity;
    private readonly GitLibrary _library;
    private readonly Followers _followers;
    private readonly TimeProvider _time;
    private readonly RulesFiles _rulesFiles;
    private readonly Standing _standing;
    private long? _behindSince;

    public WorktreeWatch(
        SidecarState state, RepositoryFolders folders, GitProcess git, IFileEvents events, Hints hints, IActivity activity,
        GitLibrary library, Followers followers, TimeProvider time)
    {
        (_state, _folders, _git, _events, _hints, _activity, _library, _followers, _time) =
            (state, folders, git, events, hints, activity, library, followers, time);
        _rulesFiles = new RulesFiles(folders, git);
        _standing = new Standing(state.Watcher, folders, new Heads(git, library), events);
    }

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        var settings = RepositorySettings.Read(_git);
        using var rules = LeftOut.Open(_git, _library, settings);
        using var pending = new PendingPaths(_time);
        var look = new WorktreeLook(_folders, _git, BlobHash.For(_git), path => rules.IsFile(path.ToString()), _time);
        _standing.Tell(WatchStage.Scanning, rules.Problems);
        _hints.Add(_folders, pending);
        try
        {
            Begin(rules);
            pending.Rescan("the first look");
            _followers.HeadMoved();
            using var lookAgain = _time.CreateTimer(_ => RescanWhereBlind(pending), null, LookAgain, LookAgain);
            while (true)
            {
                var batch = await pending.TakeAsync(cancellationToken);
                if (!Directory.Exists(_folders.Worktree))
                    throw SidecarException.CannotTell($"The worktree {_folders.Worktree} is gone.", "git worktree prune");
                if (!Handle(batch, pending, look, rules, settings.IgnoreCase))
                    await Task.Delay(GitPause, _time, cancellationToken);
            }
        }
        finally
        {
            _hints.Remove(_folders);
            End();
        }
    }

    private void Begin(LeftOut rules)
    {
        foreach (var folder in Hints.GitFolders(_folders).Where(Directory.Exists))
            _events.WatchFolder(folder);
        WatchTree(rules);
    }

    private void WatchTree(LeftOut rules) => _events.Watch(_folders.Worktree, folder => IsLeftOut(rules, folder));

    private void RescanWhereBlind(PendingPaths pending)
    {
        if (_events.Problems.Count > 0)
            pending.Rescan("not everything is watched");
    }

    private void End()
    {
        _events.Forget(_folders.Worktree);
        foreach (var folder in Hints.GitFolders(_folders))
            _events.Forget(folder);
    }

    // Asked on the source's own thread, where nobody could be told; a folder too many under watch does no harm.
    private static bool IsLeftOut(LeftOut rules, string folder)
    {
        try
        {
            return rules.IsFolder(folder);
        }
        catch (SidecarException)
        {
            return false;
        }
    }

    // What was left out may have to be watched now, and the other way round.
    private void FollowRules(Batch batch, PendingPaths pending, LeftOut rules)
    {
        if (_rulesFiles.HaveChanged(batch))
        {
            rules.Reload(RepositorySettings.Read(_git));
            WatchTree(rules);
            pending.Rescan("the rules of what to watch changed");
        }
        else if (batch.GitMoved && rules.ReloadTracked())
        {
            WatchTree(rules);
        }
    }

    /// <summary>Looks at a batch and records what was found; false where git was at work and it must wait.</summary>
    private bool Handle(Batch batch, PendingPaths pending, WorktreeLook look, LeftOut rules, bool ignoreCase)
    {
        _standing.Tell(Stage(batch), rules.Problems, Oldest(batch));
        var standing = GitStanding.Read(_folders, _time.GetUtcNow());
        if (standing.IsAtWork || IsSourceBehind(standing, batch))
        {
            // A git that died may hold the index for minutes; the look below costs much more than this one.
            pending.Return(batch);
            return false;
        }

        FollowRules(batch, pending, rules);
        // A commit, "reset" or "rm --cached" makes files dirty or clean that nobody touched.
        var everything = batch.Rescan is not null || batch.GitMoved;
        if (batch.GitMoved && _standing.ReadHead())
            _followers.HeadMoved();
        var open = _state.Work.Open(_folders.Worktree);
        var wanted = batch with { Paths = [.. batch.Paths.Where(path => !rules.IsFile(path.Path.ToString()))] };
        var authors = new Authors(_state, _folders, _activity, ignoreCase, _time.GetUtcNow());
        if (look.At(wanted, open, everything, authors) is not { } findings)
        {
            pending.Return(batch);
            return false;
        }

        Save(findings);
        _followers.Recorded(_folders.Worktree, findings.Changes.Where(IsByAgent).Select(change => change.Path), ignoreCase);
        if (batch.GitMoved || findings is not { Changes: [], Clean: [], ByGit: null })
            _followers.Changed(_folders.Worktree);
        _standing.Tell(WatchStage.Ready, rules.Problems, scannedAt: everything ? _time.GetUtcNow() : null);
        return true;
    }

    // Where the end of git's lock was never told, nobody's edits wait for it for long.
    private bool IsSourceBehind(GitStanding standing, Batch batch)
    {
        if (standing.IsLocked || batch.IsToldOfGit)
        {
            _behindSince = null;
            return false;
        }

        return _time.GetElapsedTime(_behindSince ??= _time.GetTimestamp()) < LongestBehind;
    }

    private static bool IsByAgent(SeenChange change) => change.Authorship.Author is { IsHuman: false } || change.Also.Count > 0;

    private void Save(Findings findings)
    {
        foreach (var changes in findings.Changes.Chunk(MaxPerWrite))
            _state.Touches.Record(_folders.Worktree, changes);
        foreach (var clean in findings.Clean.Chunk(MaxPerWrite))
            _state.Work.EndClean(clean);
        if (findings.ByGit is var (files, at))
            _state.Operations.Count(_folders.Worktree, files, at);
    }

    private WatchStage Stage(Batch batch) =>
        batch.Rescan is not null ? _standing.IsScanned ? WatchStage.Rescanning : WatchStage.Scanning
        : Oldest(batch) is not null ? WatchStage.Behind
        : WatchStage.Ready;

    private DateTimeOffset? Oldest(Batch batch)
    {
        if (batch.Paths.Count == 0)
            return null;

        var waited = _time.GetElapsedTime(batch.Paths.Min(path => path.FirstAt));
        return waited > BehindAfter ? _time.GetUtcNow() - waited : null;
    }
}
