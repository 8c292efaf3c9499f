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
    private bool _isOver;

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
    public void Dispose()
    {
        lock (_oneAtATime)
        {
            _isOver = true;
            Leave();
        }
    }

    // The '/' makes a folder of it, but then "gone/*" counts as well, which is a rule for what was in it.
    private bool IsIgnoredFolderThatIsGone(string path)
    {
        var rule = RuleFor(path + "/");
        return Ignores(rule) && (rule.EndsWith('/') || Ignores(RuleFor(path)));
    }

    private static bool Ignores(string rule) => rule.Length > 0 && rule[0] != '!';

    // The last rule that matches the path, "" where none does. A git that was ended from outside gets a second chance. A path
    // beyond a symbolic link ends it each time: that is watched rather than missed. What it really is, git status says.
    private string RuleFor(string path)
    {
        for (var attempt = 1; attempt <= 2 && !_isOver; attempt++)
        {
            try
            {
                return Ask(path);
            }
            catch (SidecarException)
            {
                Leave();
            }
        }

        return "";
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
