using System.Diagnostics;
using Sidecar.Agents;
using Sidecar.Guard;
using Sidecar.Repository;

namespace Sidecar.Hooks;

/// <summary>The commit guard: refuses a commit of files that another live agent claims or is changing.</summary>
internal static class PreCommit
{
    /// <summary>Looks at the commit that git is about to make.</summary>
    public static int Run(HookCall call)
    {
        if (call.FindState() is not var (folders, stateFolder))
            return HookExit.Proceed;

        using var state = new SidecarState(stateFolder, call.Processes, call.Time, call.TimeLeft);
        var examination = Examination.Read(call, folders, state);
        return examination.Committer.Evident is null && examination.IsEmpty
            ? HookExit.Proceed
            : Check(call, folders, state, examination);
    }

    /// <summary>Says that the claims could not be checked, and what follows from that here.</summary>
    public static int CannotTell(HookCall call, Exception problem)
    {
        var verdict = CommitRules.DecideUnknown(SettingsOrDefaults(call), call.OverrideReason);
        if (verdict is not Verdict.CannotTell(var stops))
            return HookExit.Proceed;

        var next = problem is SidecarException known ? known.Next : "sidecar doctor";
        call.Error.Write(GuardText.CannotTell(stops, problem.Message, next));
        return stops ? HookExit.Stop : HookExit.Proceed;
    }

    private static int Check(HookCall call, RepositoryFolders folders, SidecarState state, Examination examination)
    {
        var committer = examination.Committer;
        var git = new GitProcess(folders.Worktree, call.Environment, call.TimeLeft);
        using var settingsQuery = new SettingsQuery(git);
        var operation = OngoingOperation.Read(folders);
        var files = StagedFiles.Read(git, operation);
        var paths = files.Select(file => file.Path).ToList();
        var settings = settingsQuery.Finish();

        var report = examination.Of(files, git, operation, settings.IgnoreCase, call.Now);
        var verdict = CommitRules.Decide(report, committer.Kind, settings, operation.IsRebasing, call.OverrideReason);
        if (verdict is Verdict.Clear)
        {
            if (settings.Enabled && committer.Evident is { } evident)
            {
                var passed = examination.Held(paths, evident.Id, settings.IgnoreCase, call.Now);
                TellOfBorrowedName(call, state, committer, evident, passed);
            }

            return HookExit.Proceed;
        }

        var commit = new GuardedCommit
        {
            Paths = paths,
            Report = report.Heard(settings),
            Committer = committer,
            Worktree = folders.Worktree,
            Prefix = call.Prefix,
            IsFirst = verdict is Verdict.Refused && StagedFiles.IsFirstCommit(git),
            ForbidsPartialCommit = operation.ForbidsPartialCommit,
            HasTemporaryIndex = call.HasTemporaryIndex,
            RefusesReverts = settings.Revert is GuardAction.Refuse,
            Notes = Notes(call, committer, settings),
        };
        if (verdict is Verdict.Refused && WaysOut.CanName(commit.Own))
            commit = commit with { IsPartlyStaged = StagedFiles.ArePartlyStaged(git, [.. files.IntersectBy(commit.Own, file => file.Path)]) };
        return Answer(call, state, commit, verdict);
    }

    private static int Answer(HookCall call, SidecarState state, GuardedCommit commit, Verdict verdict)
    {
        var committer = commit.Committer.Name;
        switch (verdict)
        {
            case Verdict.Refused:
                call.Error.Write(GuardText.Refused(commit, call.Now));
                CommitRecord.Refused(state, commit, committer, call.Now);
                return HookExit.Stop;
            case Verdict.Warned(_, var why):
                call.Error.Write(GuardText.Warned(commit, why, call.Now));
                return HookExit.Proceed;
            case Verdict.Overridden(_, var reason):
                var notRecorded = CommitRecord.Overridden(state, commit, committer, reason, call.Now);
                call.Error.Write(GuardText.Overridden(commit, committer, reason, notRecorded));
                return HookExit.Proceed;
            default:
                throw new UnreachableException();
        }
    }

    /// <summary>
    /// An agent can name another in SIDECAR_AGENT and so pass that one's claims. It may be right to (an inherited variable is
    /// no lie), so the commit goes ahead; but never in silence.
    /// </summary>
    private static void TellOfBorrowedName(
        HookCall call, SidecarState state, Committer committer, Agent evident, IReadOnlyList<GuardFinding> findings)
    {
        var passed = findings.Where(finding => finding.Claim.Holder.Id == committer.Id).Select(finding => finding.Path).Distinct().ToList();
        if (passed.Count == 0)
            return;

        CommitRecord.BorrowedName(state, passed, committer.Name, evident.Name, call.Now);
        call.Error.Write($"sidecar: {committer.Note} The commit goes ahead as {committer.Name}'s and is recorded.\n");
    }

    private static List<string> Notes(HookCall call, Committer committer, RepositorySettings settings)
    {
        var notes = new List<string>();
        if (committer.Note is { } note)
            notes.Add(note);
        if (call.OverrideReason is { } reason && string.IsNullOrWhiteSpace(reason))
            notes.Add("SIDECAR_OVERRIDE is blank and does not count: it needs a reason.");
        notes.AddRange(settings.Problems);
        return notes;
    }

    private static RepositorySettings SettingsOrDefaults(HookCall call)
    {
        try
        {
            var folders = RepositoryFolders.Find(call.Directory, call.Environment);
            return RepositorySettings.Read(new GitProcess(folders.Worktree, call.Environment, call.TimeLeft));
        }
        catch (SidecarException)
        {
            // What is being reported may be the very reason why they cannot be read.
            return new RepositorySettings();
        }
    }
}
