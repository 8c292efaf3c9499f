using Sidecar.Setup.Files;

namespace Sidecar.Setup.Clients;

/// <summary>Thinks out what to do with a file <c>.mcp.json</c>. Reads it; changes nothing.</summary>
/// <param name="programs">Our programs.</param>
/// <param name="environment">Its PATH decides whether the server can be named without its folder.</param>
internal sealed class McpJsonPlan(ProgramFolder programs, IReadOnlyDictionary<string, string> environment)
{
    public const string FileName = ".mcp.json";

    private readonly bool _isOnPath = programs.ServerIsOnPath(environment);

    private string Command => _isOnPath ? ProgramFolder.ServerName : programs.Server;

    /// <summary>How our entry gets into the file of this worktree.</summary>
    public PlannedStep Install(string worktree, RecordedFile? recorded)
    {
        var named = Path.Combine(worktree, FileName);
        if (TargetInside(worktree, named) is not { } path)
            return new PlannedStep(Outside(named));
        if (Directory.Exists(path))
            return new PlannedStep(SetupStep.Failed(named, $"{named} is a folder.", $"move {ShellWord.Quote(named)} away and run sidecar init"));

        var json = ByteText.Read(path);
        if (json is null)
            return Create(path);
        if (JsonOutline.IsBlank(json))
            return Insert(path, json);
        if (Refusal(path, json, out var root) is { } refusal)
            return new PlannedStep(refusal);

        return McpEntry.Starting(Command).Find(root!) is { } entry ? Renew(path, json, entry, recorded) : Insert(path, json);
    }

    /// <summary>How our entry gets out of a file again.</summary>
    public PlannedStep? Uninstall(string path, RecordedFile? recorded)
    {
        if (ByteText.Read(path) is not { } json)
            return recorded is null ? null : Forgotten(path, "is gone already");

        var left = recorded?.Replaced is null ? Without(json, recorded) : PutBack(json, recorded);
        if (left is null || left == json)
            return recorded is null ? null : Forgotten(path, "holds nothing of Sidecar any more");

        var wasCreated = recorded?.Created ?? IsWholeFile(json);
        var goes = wasCreated && (JsonOutline.IsBlank(left) || HoldsNothing(left));
        var edit = new FileEdit(path, json, goes ? null : left);
        var step = goes
            ? new SetupStep(path, SetupEffect.Removed, "It held nothing but Sidecar.", edit.Difference)
            : new SetupStep(path, SetupEffect.Changed, "Sidecar's entry is out of it.", edit.Difference);
        return new PlannedStep(step, edit, Record: null, Remembers: true);
    }

    /// <summary>The file behind the name, which may be a symbolic link; null if it lies outside the worktree.</summary>
    public static string? TargetInside(string worktree, string named) =>
        Folders.Contains(worktree, named) ? Repository.RealPath.Of(named) : null;

    private static PlannedStep Forgotten(string path, string why) => new(
        new SetupStep(path, SetupEffect.Unchanged, $"It {why}."), Remembers: true);

    private static SetupStep Outside(string named) => SetupStep.Failed(
        named,
        $"{named} is a symbolic link to a file outside this worktree, which was left alone.",
        $"replace {ShellWord.Quote(named)} by a file of its own and run sidecar init, or use sidecar init --client none");

    private static SetupStep? Refusal(string path, string json, out JsonPart? root)
    {
        if (!JsonOutline.TryRead(json, out root, out var problem))
        {
            return SetupStep.Failed(
                path,
                $"{path} is not valid JSON: line {problem.Line}, column {problem.Column}. It was left alone.",
                $"correct line {problem.Line} of {ShellWord.Quote(path)} and run sidecar init");
        }

        if (!root.IsObject || root.Find(McpEntry.Container) is { Value.IsObject: false })
        {
            return SetupStep.Failed(
                path,
                $"In {path} {(root.IsObject ? McpEntry.Container : "the whole")} is not an object, so no server can be listed. It was left alone.",
                $"correct {ShellWord.Quote(path)} and run sidecar init");
        }

        return null;
    }

    private PlannedStep Create(string path)
    {
        var text = McpEntry.Starting(Command).WholeFile;
        var edit = new FileEdit(path, Before: null, text, FileModes.Text);
        var step = new SetupStep(path, SetupEffect.Created, Says("Starts"), edit.Difference);
        return new PlannedStep(step, edit, new RecordedFile(path, RecordedKind.Mcp, text) { Created = true }, Remembers: true);
    }

    private PlannedStep Insert(string path, string json)
    {
        var (position, text) = McpEntry.Starting(Command).InsertionInto(json);
        var edit = new FileEdit(path, json, json.Insert(position, text));
        var step = new SetupStep(path, SetupEffect.Changed, Says("Now also starts"), edit.Difference);
        var hadContainer = JsonOutline.TryRead(json, out var root, out _) && root.Find(McpEntry.Container) is not null;
        var record = new RecordedFile(path, RecordedKind.Mcp, text) { WithContainer = !hadContainer };
        return new PlannedStep(step, edit, record, Remembers: true);
    }

    private PlannedStep Renew(string path, string json, JsonPart entry, RecordedFile? recorded)
    {
        if (McpEntry.OwnCommand(json, entry) is not { } command)
        {
            return new PlannedStep(SetupStep.Failed(
                path,
                $"{path} has a server named {McpEntry.Name} already, and it is not this one. It was left alone.",
                $"rename that server in {ShellWord.Quote(path)} and run sidecar init"));
        }

        var wanted = McpEntry.IsLongForm(command) ? programs.Command : Command;
        if (command == wanted || !Path.IsPathFullyQualified(command))
            return new PlannedStep(Kept(path, command));

        var (start, end) = CommandIn(entry);
        var literal = McpEntry.Literal(wanted);
        var edit = new FileEdit(path, json, string.Concat(json.AsSpan(0, start), literal, json.AsSpan(end)));
        var record = recorded is null
            ? new RecordedFile(path, RecordedKind.Mcp, literal) { Replaced = json[start..end] }
            : recorded with { Inserted = recorded.Inserted.Replace(json[start..end], literal, StringComparison.Ordinal) };
        return new PlannedStep(
            new SetupStep(path, SetupEffect.Changed, Says("Now starts"), edit.Difference), edit, record, Remembers: true);
    }

    // The bare name is what a team commits: another machine's path has no place there, even if PATH lacks the program here.
    private SetupStep Kept(string path, string command)
    {
        var says = $"Starts {Printable.OneLine(command)}.";
        var isMissing = !Path.IsPathFullyQualified(command) && !_isOnPath && ProgramFolder.FindServerOnPath(environment) is null;
        return isMissing
            ? new SetupStep(
                path, SetupEffect.Unchanged, $"{says} That name is not on PATH here.",
                Next: $"export PATH={ShellWord.Quote(programs.Path)}:\"$PATH\"")
            : new SetupStep(path, SetupEffect.Unchanged, says);
    }

    private string Says(string does) => _isOnPath
        ? $"{does} {ProgramFolder.ServerName} in Claude Code, Copilot CLI and VS Code; commit it to share it."
        : $"{does} {programs.Server} in Claude Code, Copilot CLI and VS Code. That is a path of this machine, for {ProgramFolder.ServerName} is not on PATH: do not commit it.";

    private static (int Start, int End) CommandIn(JsonPart entry)
    {
        var value = entry.Find("command")!.Value;
        return (value.Start, value.End);
    }

    private string? Without(string json, RecordedFile? recorded)
    {
        if (recorded is null && !IsOwn(json))
            return null;

        var withContainer = recorded is null ? IsWholeFile(json) : recorded.WithContainer || recorded.Created;
        return McpEntry.Starting(Command).Remove(json, recorded?.Inserted, withContainer);
    }

    private static string? PutBack(string json, RecordedFile recorded)
    {
        if (!JsonOutline.TryRead(json, out var root, out _) || McpEntry.Starting("").Find(root)?.Find("command") is not { } command)
            return null;

        var (start, end) = (command.Value.Start, command.Value.End);
        return json[start..end] == recorded.Inserted
            ? string.Concat(json.AsSpan(0, start), recorded.Replaced, json.AsSpan(end))
            : null;
    }

    private static bool IsOwn(string json) =>
        JsonOutline.TryRead(json, out var root, out _)
        && McpEntry.Starting("").Find(root) is { } entry
        && McpEntry.OwnCommand(json, entry) is not null;

    // Without a record: the file is ours as a whole if it is what Create would have written for the command in it.
    private static bool IsWholeFile(string json) =>
        JsonOutline.TryRead(json, out var root, out _)
        && McpEntry.Starting("").Find(root) is { } entry
        && McpEntry.OwnCommand(json, entry) is { } command
        && json == McpEntry.Starting(command).WholeFile;

    private static bool HoldsNothing(string json) =>
        JsonOutline.TryRead(json, out var root, out _)
        && root.Members.Count == 0
        && json.AsSpan(root.Start + 1, root.End - root.Start - 2).IsWhiteSpace();
}
