using Sidecar.Agents;
using Sidecar.History;

namespace Sidecar.Status;

/// <summary>A file that changes along with one that somebody asks about, and who else is changing it now.</summary>
/// <param name="File">The file.</param>
/// <param name="Changing">Who writes it, claims it or announced it; by name.</param>
public sealed record RelatedInMotion(RelatedFile File, IReadOnlyList<AgentName> Changing);
