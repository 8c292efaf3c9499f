using Sidecar.Agents;
using Sidecar.Claims;
using Sidecar.Consultations;
using Sidecar.Forecasts;
using Sidecar.History;
using Sidecar.Impact;
using Sidecar.Impact.Imports;
using Sidecar.Impact.Meetings;
using Sidecar.Messages;
using Sidecar.Operations;
using Sidecar.Storage;
using Sidecar.Touches;
using Sidecar.Watch;
using Sidecar.Work;

namespace Sidecar;

/// <summary>Everything a process needs to take part: the stores over one opened database.</summary>
public sealed class SidecarState : IDisposable
{
    /// <summary>How long a command or a tool waits for other writers.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    /// <summary>How long a git hook waits for them: a commit must not be felt.</summary>
    public static readonly TimeSpan HookPatience = TimeSpan.FromSeconds(2);

    /// <summary>Opens the state in a folder.</summary>
    /// <exception cref="SidecarException">See <see cref="SidecarDatabase.Open"/>.</exception>
    public SidecarState(string folder, IProcessTable processes, TimeProvider time, TimeSpan patience)
    {
        Database = SidecarDatabase.Open(folder, patience);
        var presence = new Presence(processes);
        Agents = new AgentStore(Database, presence, time);
        Claims = new ClaimStore(Database, Agents, presence, time);
        Announcements = new AnnouncementStore(Database, presence, time);
        Meetings = new MeetingStore(Database, time);
        Messages = new MessageStore(Database, presence, time);
        Topics = new TopicStore(Database, presence, time);
        Orphans = new OrphanStore(Database, presence, time);
        Inbox = new Inbox(Database, Agents, presence, time);
        Handoffs = new HandoffStore(Database, presence, time);
        Consultations = new ConsultationStore(Database, presence, time);
        Touches = new TouchStore(Database, presence, time);
        Work = new WorkStore(Database, presence, time);
        Operations = new OperationStore(Database);
        Commits = new CommitStore(Database);
        Watcher = new WatcherStore(Database, presence, time);
        Forecasts = new ForecastStore(Database, Watcher, presence, time);
        Events = new EventLog(Database);
        History = new HistoryReader(folder);
        Files = new RecentFiles(time);
        Self = presence.Self;
    }

    /// <summary>This process.</summary>
    public ProcessRef Self { get; }

    /// <summary>The database itself.</summary>
    public SidecarDatabase Database { get; }

    /// <summary>Who is and was here.</summary>
    public AgentStore Agents { get; }

    /// <summary>Who holds what.</summary>
    public ClaimStore Claims { get; }

    /// <summary>Who said that it is about to do what.</summary>
    public AnnouncementStore Announcements { get; }

    /// <summary>Who was told of whose work in files that belong together.</summary>
    public MeetingStore Meetings { get; }

    /// <summary>Who said what.</summary>
    public MessageStore Messages { get; }

    /// <summary>Who follows which topic.</summary>
    public TopicStore Topics { get; }

    /// <summary>What waits for those who are gone.</summary>
    public OrphanStore Orphans { get; }

    /// <summary>Who has read what.</summary>
    public Inbox Inbox { get; }

    /// <summary>What was left for whoever comes next.</summary>
    public HandoffStore Handoffs { get; }

    /// <summary>Who is to agree with whom, and what was agreed.</summary>
    public ConsultationStore Consultations { get; }

    /// <summary>Who wrote what.</summary>
    public TouchStore Touches { get; }

    /// <summary>Who has uncommitted work where.</summary>
    public WorkStore Work { get; }

    /// <summary>What git itself did to the files.</summary>
    public OperationStore Operations { get; }

    /// <summary>Who committed what.</summary>
    public CommitStore Commits { get; }

    /// <summary>Whether somebody watches.</summary>
    public WatcherStore Watcher { get; }

    /// <summary>What merging worktrees would bring.</summary>
    public ForecastStore Forecasts { get; }

    /// <summary>What happened.</summary>
    public EventLog Events { get; }

    /// <summary>Which files change together. Nothing is read before somebody asks.</summary>
    public HistoryReader History { get; }

    /// <summary>Which files there are; knows what this process has listed just before.</summary>
    public RecentFiles Files { get; }

    /// <summary>Which files depend on which; knows what this process has read before.</summary>
    public ImportScan Imports { get; } = new();

    /// <inheritdoc/>
    public void Dispose()
    {
        History.Dispose();
        Database.Dispose();
    }
}
