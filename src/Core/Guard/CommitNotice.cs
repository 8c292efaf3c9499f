using Sidecar.Agents;

namespace Sidecar.Guard;

/// <summary>What somebody is told of a commit.</summary>
/// <param name="To">Whom it concerns.</param>
/// <param name="Text">What happened, in a sentence.</param>
public sealed record CommitNotice(AgentName To, string Text);
