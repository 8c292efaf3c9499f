using System.Text.RegularExpressions;

namespace Sidecar.Tests.Claims;

/// <summary>The claim language told once more, as a regular expression: slow, and written without a look at the real one.</summary>
internal sealed class NaiveMatcher
{
    private readonly Regex _regex;

    public NaiveMatcher(string pattern, bool ignoreCase = false)
    {
        var text = pattern.EndsWith('/') ? pattern + "**" : pattern;
        var parts = text.Split('/').Select(part => part switch
        {
            "**" => "(?:[^/]+/)*",
            "*" => "[^/]+/",
            _ => string.Join("[^/]*", part.Split('*').Select(Regex.Escape)) + "/",
        });
        var options = ignoreCase ? RegexOptions.IgnoreCase | RegexOptions.CultureInvariant : RegexOptions.None;
        _regex = new Regex($@"\A{string.Concat(parts)}\z", options, TimeSpan.FromMinutes(1));
    }

    public bool Matches(string path) => _regex.IsMatch(path + "/");
}
