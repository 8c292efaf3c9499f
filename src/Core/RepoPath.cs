namespace Sidecar;

/// <summary>
/// A file's path from the repository root, '/' between its parts, exactly as git prints it with -z: any other
/// character may occur, a newline or a leading dash too. Never absolute and never with "..".
/// </summary>
public readonly record struct RepoPath
{
    private readonly string? _value;

    private RepoPath(string value) => _value = value;

    /// <summary>Reads a path as git printed it; false if it is not one inside a repository.</summary>
    public static bool TryParse(string text, out RepoPath path)
    {
        var isInside = text.Split('/').All(part => part is not ("" or "." or ".."));
        path = isInside ? new RepoPath(text) : default;
        return isInside;
    }

    /// <summary>
    /// Whether it may be no UTF-8 on disk: then this text stands for it in every comparison, and nothing can be opened by it.
    /// </summary>
    public bool HasLostBytes => _value?.Contains('\ufffd', StringComparison.Ordinal) ?? false;

    /// <summary>The folder that it lies in; "" for the top.</summary>
    public string Parent => ToString() is var text && text.LastIndexOf('/') is > 0 and var end ? text[..end] : "";

    /// <inheritdoc/>
    public override string ToString() => _value ?? "";
}
