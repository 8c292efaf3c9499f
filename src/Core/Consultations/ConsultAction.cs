namespace Sidecar.Consultations;

/// <summary>What can be done about consultations.</summary>
public enum ConsultAction
{
    /// <summary>Ask others to agree.</summary>
    Open,

    /// <summary>Ask one other to do something: opens one in which that is the proposal.</summary>
    Request,

    /// <summary>Look at one.</summary>
    Get,

    /// <summary>Look at all.</summary>
    List,

    /// <summary>Say something in it.</summary>
    Post,

    /// <summary>Say what everybody could agree on.</summary>
    Propose,

    /// <summary>Agree with what is proposed.</summary>
    Approve,

    /// <summary>The same, where it is a request.</summary>
    Accept,

    /// <summary>Disagree with what is proposed, for a reason.</summary>
    Contest,

    /// <summary>The same, where it is a request.</summary>
    Decline,

    /// <summary>Put on record what came of it.</summary>
    Close,

    /// <summary>Take it back.</summary>
    Cancel,
}
