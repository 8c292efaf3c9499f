using Sidecar.Agents;
using Sidecar.Storage;

namespace Sidecar.Messages;

/// <summary>All messages and who has read what. Each method is one transaction.</summary>
/// <remarks>
/// At least once: a message is shown by a call, and counts as read when the same agent makes its next call, for it has
/// then received the reply. Until then the death of either process makes it unread again.
/// </remarks>
public sealed class MessageStore(SidecarDatabase db, AgentStore agents, TimeProvider time)
{
    /// <summary>Sends a message as <paramref name="actor"/>.</summary>
    /// <exception cref="SidecarException">Nobody of that name was ever here, or the draft breaks a limit.</exception>
    public Sent Send(AgentKey actor, Draft draft) => throw new NotImplementedException();

    /// <summary>
    /// Begins a call: what earlier, finished calls of this agent showed now counts as read, except what calls still
    /// running in this process (<paramref name="running"/>) showed.
    /// </summary>
    public void ConfirmShown(AgentKey actor, IReadOnlyCollection<string> running) => throw new NotImplementedException();

    /// <summary>Takes up to <paramref name="limit"/> unread messages to show in the reply of <paramref name="call"/>.</summary>
    /// <param name="actor">Who reads.</param>
    /// <param name="call">The call's id, unique in this repository.</param>
    /// <param name="limit">The most to take; 0 only counts.</param>
    public Delivery Take(AgentKey actor, string call, int limit) => throw new NotImplementedException();

    /// <summary>Counts messages as read at once; ids that are not this agent's are ignored.</summary>
    public int Acknowledge(AgentKey actor, IReadOnlyList<long> ids) => throw new NotImplementedException();

    /// <summary>The log, newest first.</summary>
    public IReadOnlyList<Message> Log(LogQuery query) => throw new NotImplementedException();
}
