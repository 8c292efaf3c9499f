using Sidecar.Agents;
using Sidecar.Consultations;
using Sidecar.Messages;
using Sidecar.Tests.World;

namespace Sidecar.Tests.Consultations;

/// <summary>Four agents that consult each other, over real state.</summary>
public abstract class Consulting : IDisposable
{
    protected static readonly TimeSpan Ttl = TimeSpan.FromMinutes(10);

    private protected Crowd Crowd { get; } = new();

    protected Consulting()
    {
        foreach (var name in (string[])["ada", "bob", "cy", "dan"])
            Crowd.Agent(name);
    }

    private protected CallId Call => new(Crowd.State.Self, 1);

    private protected string Next(string name, Consultation thread) =>
        ConsultationWords.Next(thread, Crowd.Agent(name).Id, action => ConsultCalls.Tool(action, thread.Id));

    private protected AgentKey Again(string name) => Crowd.State.Agents.Register(
        Crowd.Registration(Crowd.Processes.Start()) with { Name = AgentName.Parse(name) }).Key;

    private protected ConsultationStore Threads => Crowd.State.Consultations;

    public void Dispose()
    {
        Crowd.Dispose();
        GC.SuppressFinalize(this);
    }

    private protected Consultation OnConflict(string who, string file, params string[] others) => Meet(who, [file], others).Thread;

    private protected ConflictThread Meet(string who, params string[] others) => Meet(who, ["src/a.cs"], others);

    private protected ConflictThread Meet(string who, string[] files, params string[] others) => Threads.OpenOnConflict(
        Crowd.Agent(who), [.. others.Select(name => Crowd.Join(name).Agent.Id)],
        new ConsultationRequest([], "new prices", Crowd.Patterns(files), ConsultationCause.Conflict, Ttl), ignoreCase: false, TalkLimits.Usual)!;

    private protected static ConsultationRequest Asking(string text, ConsultationCause cause, params string[] names) =>
        new([.. names.Select(AgentName.ParseParty)], text, Crowd.Patterns("src/a.cs"), cause, Ttl);

    private protected long Open(string who, params string[] names) => Assert.IsType<ConsultationAnswer.Done>(
        Threads.Open(Crowd.Agent(who), Asking("who does what?", ConsultationCause.Question, names), TalkLimits.Usual)).Thread.Id;

    private protected long Request(string who, string name) => Assert.IsType<ConsultationAnswer.Done>(
        Threads.Open(Crowd.Agent(who), Asking("please look", ConsultationCause.Request, name), TalkLimits.Usual)).Thread.Id;

    private protected ConsultationAnswer.Refused RefusedToOpen(string who, ConsultationRequest request) =>
        Assert.IsType<ConsultationAnswer.Refused>(Threads.Open(Crowd.Agent(who), request, TalkLimits.Usual));

    private protected void Rename(string who, string name) =>
        Crowd.State.Agents.Describe(Crowd.Agent(who), AgentName.Parse(name), role: null, summary: null, modules: null);

    private protected Consultation Done(string who, ConsultAction action, long id, string? text = null) =>
        Assert.IsType<ConsultationAnswer.Done>(Act(who, action, id, text, TalkLimits.Usual)).Thread;

    private protected ConsultationAnswer.Refused Refused(string who, ConsultAction action, long id, string? text = null) =>
        Assert.IsType<ConsultationAnswer.Refused>(Act(who, action, id, text, TalkLimits.Usual));

    private protected ConsultationAnswer Act(string who, ConsultAction action, long id, string? text, TalkLimits limits)
    {
        Crowd.State.Inbox.BeginCall(Crowd.Agent(who), Call.Process, []);
        return Threads.Act(Crowd.Agent(who), action, id, text, limits, Call);
    }

    private protected Consultation Show(string who, long id) => Assert.IsType<ConsultationAnswer.Done>(Threads.Get(Crowd.Agent(who), id, Call)).Thread;

    private protected Consultation Look(long id) => Assert.IsType<ConsultationAnswer.Done>(Threads.Look(id)).Thread;

    private protected IReadOnlyList<Message> Unread(string who)
    {
        var call = new CallId(Crowd.State.Self, 1);
        Crowd.State.Inbox.BeginCall(Crowd.Agent(who), call.Process, []);
        return Crowd.State.Inbox.Take(Crowd.Agent(who), call, 50).Messages;
    }
}
