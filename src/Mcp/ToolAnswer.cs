using System.Text.Json.Nodes;
using Sidecar.Messages;

namespace Sidecar.Mcp;

/// <summary>What a tool answers. Some clients show their model the content only and some the text only: both say it all.</summary>
/// <param name="Content">The structured result.</param>
/// <param name="Text">The same in few words.</param>
/// <param name="IsError">Whether it was refused or went wrong.</param>
internal sealed record ToolAnswer(JsonObject Content, string Text, bool IsError = false)
{
    /// <summary>The unread messages, where the answer itself is about them; else they are shown below it.</summary>
    public Delivery? Delivery { get; init; }

    /// <summary>The answer to a problem that the caller can do something about.</summary>
    public static ToolAnswer Of(SidecarException problem) => Problem(Words.Of(problem.Kind), problem.Message, problem.Next);

    public static ToolAnswer Problem(string kind, string what, string next) => new(
        new JsonObject { ["error"] = what, ["kind"] = kind, ["next"] = next },
        $"{what}\nnext: {next}",
        IsError: true);
}
