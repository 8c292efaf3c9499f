namespace Sidecar.Messages;

/// <summary>What became of a summary.</summary>
/// <param name="Scope">Whom it is for.</param>
/// <param name="Sent">Its number, and to whom it was delivered: only one for a name is.</param>
public sealed record Handoff(HandoffScope Scope, Sent Sent);
