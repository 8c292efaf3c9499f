using Sidecar.Agents;
using Sidecar.Storage;

namespace Sidecar.Work;

/// <summary>The authors of work that is being read, each with whether it lives.</summary>
internal sealed class Authors(Presence presence, DateTimeOffset now)
{
    // Asking the system about an author costs more than reading its row: once per author is enough.
    private readonly Dictionary<long, (Agent Agent, Liveness Live)> _known = [];

    /// <summary>One of them, from a row that selected <see cref="AgentRows.Columns"/>.</summary>
    public (Agent Agent, Liveness Live) Of(long id, Row row)
    {
        if (!_known.TryGetValue(id, out var author))
        {
            var agent = AgentRows.Read(row);
            _known[id] = author = (agent, presence.Check(agent, now));
        }

        return author;
    }
}
