using Sidecar.Messages;
using Sidecar.Storage;

namespace Sidecar.Guard;

/// <summary>What the guard remembers of commits.</summary>
public sealed class CommitLog(SidecarDatabase db)
{
    /// <summary>Records what became of a commit and tells those whom it concerns: both or neither.</summary>
    public void Add(Happening happening, IReadOnlyList<CommitNotice> notices) => db.Write(connection =>
    {
        foreach (var notice in notices)
            MessageRows.Notify(connection, notice.To, notice.Text, happening.At);
        return EventLog.Add(connection, happening);
    });
}
