using System.Text.Json;
using Sidecar.Claims;
using Sidecar.Consultations;
using Sidecar.Impact;
using Sidecar.Impact.Imports;
using Sidecar.Status;

namespace Sidecar.Json;

/// <summary>The fields of answers about how far others' work concerns one's own. Names and meanings are in docs/json.md and do not change.</summary>
public static class ImpactFields
{
    /// <summary>What came of an announcement, but for what to do now.</summary>
    /// <param name="json">Where to.</param>
    /// <param name="answer">The answer.</param>
    /// <param name="most">At most so many findings.</param>
    /// <param name="nextFor">What to do about a finding, in the words of the surface.</param>
    /// <param name="nextAbout">What to do about one who stands in the way of the claim, in the same.</param>
    /// <param name="nextIn">What is awaited from the one who announced in the consultation, in the same.</param>
    public static void Announced(
        this Utf8JsonWriter json,
        AnnounceAnswer answer,
        int most,
        Func<Finding, string> nextFor,
        Func<ClaimConflict, string> nextAbout,
        Func<Consultation, string> nextIn)
    {
        json.WriteString("level", Words.Of(answer.Impact.Level));
        json.Findings(answer.Impact.Findings.Take(most), nextFor);
        if (answer.Impact.Findings.Count > most)
            json.WriteNumber("findings_left", answer.Impact.Findings.Count - most);
        json.Unattended(answer.Impact.Unattended);
        json.Items("claimed", answer.Claimed is ClaimAnswer.Granted granted ? granted.Claims : [], (item, claim) => item.Claim(claim));
        json.Conflicts("refused", answer.Claimed is ClaimAnswer.Refused refused ? refused.Conflicts : [], nextAbout);
        json.Agreeing(answer.Consultation, answer.Announcement.Agent, answer.NotAsked, nextIn);
        json.Line("not_consulted", answer.NotConsulted?.Message);
        json.LookedAt(answer.Impact);
    }

    /// <summary>Why others' work concerns a path.</summary>
    public static void Findings(this Utf8JsonWriter json, IEnumerable<Finding> findings, Func<Finding, string> nextFor) =>
        json.Items("findings", findings, (item, finding) =>
        {
            item.WriteString("signal", Words.Of(finding.Signal));
            item.WriteNumber("score", finding.Score);
            item.WriteString("path", finding.Path);
            item.WriteString("theirs", finding.Theirs);
            item.WriteString("agent", finding.Agent.Name.ToString());
            item.Live(finding.Live);
            item.WriteString("evidence", finding.Evidence);
            item.Time("at", finding.At);
            item.WriteString("next", nextFor(finding));
        });

    /// <summary>What would not merge with worktrees in which nobody can be asked.</summary>
    public static void Unattended(this Utf8JsonWriter json, IEnumerable<UnattendedConflict> conflicts) =>
        json.Items("unattended", conflicts, (item, conflict) =>
        {
            item.WriteString("path", conflict.Path.ToString());
            item.WriteString("worktree", conflict.Worktree);
        });

    /// <summary>What somebody announced.</summary>
    public static void Announcement(this Utf8JsonWriter json, Announcement announcement)
    {
        json.WriteString("agent", announcement.Agent.Name.ToString());
        json.Live(announcement.Live);
        json.Time("at", announcement.At);
        json.Line("intent", announcement.Intent);
        json.Texts("files", announcement.Files.Select(file => file.Text));
        json.Items("depends_on", announcement.DependsOn, Dependency);
        json.Texts("symbols", announcement.Symbols.Select(Printable.OneLine));
    }

    /// <summary>A file that changes along with another one, and who is changing it now.</summary>
    public static void Related(Utf8JsonWriter json, RelatedInMotion related)
    {
        HistoryFields.RelatedFile(json, related.File);
        json.Texts("changing", related.Changing.Select(name => name.ToString()));
    }

    /// <summary>What an answer is known from.</summary>
    public static void LookedAt(this Utf8JsonWriter json, Receipt receipt)
    {
        json.WriteStartObject("looked_at");
        json.Time("at", receipt.At);
        json.WriteNumber("claims", receipt.Claims);
        json.WriteNumber("uncommitted", receipt.Uncommitted);
        json.WriteNumber("announcements", receipt.Announcements);
        json.WriteNumber("agents", receipt.LiveAgents);
        json.Line("imports_unread", receipt.ImportsUnread);
        json.Items("untried_merges", receipt.UntriedMerges, (item, merge) =>
        {
            item.WriteString("worktree", merge.Worktree);
            item.Line("why", merge.Why);
        });
        json.Watcher(receipt.Watcher);
        json.Index(receipt.History);
        json.WriteEndObject();
    }

    private static void Dependency(Utf8JsonWriter json, Dependency dependency)
    {
        json.WriteString("path", dependency.On.Text);
        json.WriteString("source", Words.Of(dependency.Source));
        json.WriteString("of", dependency.Of?.ToString());
    }
}
