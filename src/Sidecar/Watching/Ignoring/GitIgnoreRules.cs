using Sidecar.Repository;

namespace Sidecar.Watching.Ignoring;

/// <summary>Asks one git that keeps running: some tens of microseconds for a path, and right in every repository.</summary>
/// <param name="git">Must run at the top of the worktree.</param>
internal sealed class GitIgnoreRules(GitProcess git) : IIgnoreRules
{
    private static readonly string[] Question = ["check-ignore", "--no-index", "--stdin", "-z", "-v", "-n"];

    // Guards the conversation: an answer belongs to the question before it.
    private readonly Lock _oneAtATime = new();
    private GitConversation? _conversation;

    /// <inheritdoc/>
    public string Engine => "git";

    /// <inheritdoc/>
    public bool IsIgnored(string path, bool isDirectory)
    {
        lock (_oneAtATime)
        {
            // Git looks itself whether it is a folder.
            return !isDirectory || Directory.Exists(Path.Combine(git.Worktree, path))
                ? Ignores(RuleFor(path))
                : IsIgnoredFolderThatIsGone(path);
        }
    }

    /// <inheritdoc/>
    public void Reload()
    {
        lock (_oneAtATime)
            Leave();
    }

    /// <inheritdoc/>
    public void Dispose() => Reload();

    // The '/' makes a folder of it, but then "gone/*" counts as well, which is a rule for what was in it.
    private bool IsIgnoredFolderThatIsGone(string path)
    {
        var rule = RuleFor(path + "/");
        return Ignores(rule) && (rule.EndsWith('/') || Ignores(RuleFor(path)));
    }

    private static bool Ignores(string rule) => rule.Length > 0 && rule[0] != '!';

    // The last rule that matches the path, "" where none does.
    private string RuleFor(string path)
    {
        try
        {
            return Ask(path);
        }
        catch (SidecarException) when (_conversation is not null)
        {
            // It was ended from outside, or this path ended it: one beyond a symbolic link does.
            Leave();
        }

        try
        {
            return Ask(path);
        }
        catch (SidecarException) when (_conversation is not null)
        {
            // Watched rather than missed. What it really is, git status says.
            Leave();
            return "";
        }
    }

    // The dot keeps a name that begins with ':' from being taken for one of git's own signs.
    private string Ask(string path)
    {
        _conversation ??= git.Converse(Question);
        _conversation.Say("./" + path);
        _ = _conversation.Hear(); // the file with the rule
        _ = _conversation.Hear(); // its line
        var rule = _conversation.Hear();
        _ = _conversation.Hear(); // the path
        return rule;
    }

    private void Leave()
    {
        _conversation?.Dispose();
        _conversation = null;
    }
}
