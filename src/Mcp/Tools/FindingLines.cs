using Sidecar.Claims;
using Sidecar.Impact;

namespace Sidecar.Mcp.Tools;

/// <summary>Findings in short text: one line each, with what to do.</summary>
internal static class FindingLines
{
    private const int Most = 12;

    public static string Of(IReadOnlyList<Finding> findings)
    {
        var lines = findings.Select(finding => $"{finding.Score} {About(finding)}{finding.Evidence}. next: {finding.Next}");
        return McpWords.Lines("Others' work that concerns yours", McpWords.First(lines, Most));
    }

    // The evidence names their path; where mine is another one, which of mine it is about.
    private static string About(Finding finding) => finding.Theirs is null || finding.Signal is Signal.CoChange or Signal.Dependency
        ? ""
        : $"{McpWords.Path(ClaimPattern.FromStored(finding.Path))} < ";
}
