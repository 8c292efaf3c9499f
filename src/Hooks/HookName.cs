namespace Sidecar.Hooks;

/// <summary>The git hooks that Sidecar has a part in, by git's names.</summary>
internal static class HookName
{
    /// <summary>Before a commit: the guard, the only one that can stop git.</summary>
    public const string PreCommit = "pre-commit";

    /// <summary>After a commit.</summary>
    public const string PostCommit = "post-commit";

    /// <summary>After a switch of branches or a checkout of files.</summary>
    public const string PostCheckout = "post-checkout";

    /// <summary>After a merge or a pull.</summary>
    public const string PostMerge = "post-merge";

    /// <summary>After an amended commit or a rebase.</summary>
    public const string PostRewrite = "post-rewrite";

    /// <summary>After every change of the index; the only one that also comes after reset and stash.</summary>
    public const string PostIndexChange = "post-index-change";

    /// <summary>Those that only take notice of what git did.</summary>
    public static readonly IReadOnlyList<string> Notices = [PostCommit, PostCheckout, PostMerge, PostRewrite, PostIndexChange];

    /// <summary>All of them, the guard first.</summary>
    public static readonly IReadOnlyList<string> All = [PreCommit, .. Notices];
}
