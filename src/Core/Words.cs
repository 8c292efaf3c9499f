using System.Globalization;
using Sidecar.Agents;
using Sidecar.Claims;
using Sidecar.Consultations;
using Sidecar.Forecasts;
using Sidecar.History;
using Sidecar.Impact;
using Sidecar.Impact.Imports;
using Sidecar.Touches;
using Sidecar.Watch;

namespace Sidecar;

/// <summary>The words that screens, texts for agents and JSON share for closed choices.</summary>
public static class Words
{
    /// <summary>Whether somebody lives.</summary>
    public static string Of(Liveness live) => live switch
    {
        Liveness.Alive => "alive",
        Liveness.Dead => "dead",
        _ => "unknown",
    };

    /// <summary>How a claim is held.</summary>
    public static string Of(ClaimMode mode) => mode is ClaimMode.Shared ? "shared" : "exclusive";

    /// <summary>How a claim came about.</summary>
    public static string Of(ClaimSource source) => source switch
    {
        ClaimSource.Observed => "observed",
        ClaimSource.Queue => "queue",
        _ => "explicit",
    };

    /// <summary>What an author is known from.</summary>
    public static string Of(Evidence evidence) => evidence switch
    {
        Evidence.Reported => "reported",
        Evidence.Process => "process",
        Evidence.Worktree => "worktree",
        Evidence.Claim => "claim",
        Evidence.Sole => "sole",
        _ => "unknown",
    };

    /// <summary>What happened to a file.</summary>
    public static string Of(TouchKind kind) => kind switch
    {
        TouchKind.Created => "created",
        TouchKind.Deleted => "deleted",
        TouchKind.Renamed => "renamed",
        _ => "changed",
    };

    /// <summary>How it was found out who somebody is.</summary>
    public static string Of(IdentitySource source) => source switch
    {
        IdentitySource.Env => "env",
        IdentitySource.Session => "session",
        IdentitySource.Lineage => "lineage",
        IdentitySource.Worktree => "worktree",
        _ => "none",
    };

    /// <summary>What somebody is.</summary>
    public static string Of(ActorKind kind) => kind switch
    {
        ActorKind.Agent => "agent",
        ActorKind.Unregistered => "unregistered",
        _ => "human",
    };

    /// <summary>What kind of problem it is.</summary>
    public static string Of(ProblemKind kind) => kind switch
    {
        ProblemKind.Refused => "refused",
        ProblemKind.Usage => "usage",
        ProblemKind.NotSetUp => "not_set_up",
        _ => "cannot_tell",
    };

    /// <summary>How the watching of a worktree stands.</summary>
    public static string Of(WatchStage stage) => stage switch
    {
        Watch.WatchStage.Scanning => "scanning",
        Watch.WatchStage.Ready => "ready",
        Watch.WatchStage.Rescanning => "rescanning",
        Watch.WatchStage.Behind => "behind",
        _ => "degraded",
    };

    /// <summary>Reads what <see cref="Of(Watch.WatchStage)"/> wrote; a word of a newer version says that all is not well.</summary>
    public static WatchStage WatchStage(string word) =>
        Enum.GetValues<WatchStage>().FirstOrDefault(stage => Of(stage) == word, Watch.WatchStage.Degraded);

    /// <summary>How far the index of the history is.</summary>
    public static string Of(HistoryStage stage) => stage switch
    {
        History.HistoryStage.Absent => "absent",
        History.HistoryStage.Building => "building",
        History.HistoryStage.Ready => "ready",
        _ => "unreadable",
    };

    /// <summary>Reads what <see cref="Of(History.HistoryStage)"/> wrote; a word of a newer version says that nothing is known.</summary>
    public static HistoryStage HistoryStage(string word) =>
        Enum.GetValues<HistoryStage>().FirstOrDefault(stage => Of(stage) == word, History.HistoryStage.Unreadable);

    /// <summary>Whether it is known what a merge would bring.</summary>
    public static string Of(ForecastStage stage) => stage switch
    {
        Forecasts.ForecastStage.Ready => "ready",
        Forecasts.ForecastStage.Forgotten => "forgotten",
        _ => "cannot_tell",
    };

    /// <summary>Reads what <see cref="Of(Forecasts.ForecastStage)"/> wrote; a word of a newer version tells nothing.</summary>
    public static ForecastStage ForecastStage(string word) =>
        word == Of(Forecasts.ForecastStage.Ready) ? Forecasts.ForecastStage.Ready
        : word == Of(Forecasts.ForecastStage.Forgotten) ? Forecasts.ForecastStage.Forgotten
        : Forecasts.ForecastStage.CannotTell;

    /// <summary>A time as RFC 3339 in UTC with milliseconds.</summary>
    public static string Of(DateTimeOffset at) =>
        at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);

    /// <summary>How much others' work concerns a piece of work.</summary>
    public static string Of(ImpactLevel level) => level switch
    {
        ImpactLevel.Conflict => "conflict",
        ImpactLevel.Caution => "caution",
        ImpactLevel.Note => "note",
        _ => "clear",
    };

    /// <summary>Why others' work concerns a path.</summary>
    public static string Of(Signal signal) => signal switch
    {
        Signal.Claimed => "claimed",
        Signal.Written => "written",
        Signal.WouldConflict => "would_conflict",
        Signal.Announced => "announced",
        Signal.Dependency => "dependency",
        Signal.CoChange => "co_change",
        _ => "module",
    };

    /// <summary>Where a dependency is known from.</summary>
    public static string Of(DependencySource source) => source is DependencySource.Scanned ? "scanned" : "declared";

    /// <summary>How far a consultation is.</summary>
    public static string Of(ConsultationState state) => state switch
    {
        Consultations.ConsultationState.Open => "open",
        Consultations.ConsultationState.Resolving => "resolving",
        Consultations.ConsultationState.Resolved => "resolved",
        Consultations.ConsultationState.Cancelled => "cancelled",
        Consultations.ConsultationState.Moot => "moot",
        _ => "expired",
    };

    /// <summary>Reads what <see cref="Of(Consultations.ConsultationState)"/> wrote; a word of a newer version is no agreement.</summary>
    public static ConsultationState ConsultationState(string word) =>
        Enum.GetValues<ConsultationState>().FirstOrDefault(state => Of(state) == word, Consultations.ConsultationState.Expired);

    /// <summary>Why a consultation was opened.</summary>
    public static string Of(ConsultationCause cause) => cause switch
    {
        Consultations.ConsultationCause.Conflict => "conflict",
        Consultations.ConsultationCause.Request => "request",
        _ => "question",
    };

    /// <summary>Reads what <see cref="Of(Consultations.ConsultationCause)"/> wrote.</summary>
    public static ConsultationCause ConsultationCause(string word) =>
        Enum.GetValues<ConsultationCause>().FirstOrDefault(cause => Of(cause) == word, Consultations.ConsultationCause.Question);

    /// <summary>What can be done about consultations.</summary>
    public static string Of(ConsultAction action) => action.ToString().ToLowerInvariant();

    /// <summary>Reads what <see cref="Of(Consultations.ConsultAction)"/> wrote; null for any other word.</summary>
    public static ConsultAction? ConsultAction(string word)
    {
        var at = Array.FindIndex(Enum.GetValues<ConsultAction>(), action => Of(action) == word);
        return at < 0 ? null : (ConsultAction)at;
    }

    /// <summary>What a party said.</summary>
    public static string Of(PartyAnswer answer) => answer is PartyAnswer.Approved ? "approved" : "contested";

    /// <summary>A number of things.</summary>
    public static string Count(int number, string one, string? many = null) =>
        number == 1 ? $"1 {one}" : $"{number} {many ?? one + "s"}";
}
