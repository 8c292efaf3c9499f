using Sidecar.Messages;

namespace Sidecar.Consultations;

/// <summary>The answer to whoever did something about a consultation. Being refused is an ordinary answer, not an exception.</summary>
public abstract record ConsultationAnswer
{
    private ConsultationAnswer()
    {
    }

    /// <summary>What was said in it, oldest first, where that belongs to the answer.</summary>
    public IReadOnlyList<Message> Messages { get; init; } = [];

    /// <summary>It is done.</summary>
    /// <param name="Thread">The consultation as it is now.</param>
    public sealed record Done(Consultation Thread) : ConsultationAnswer;

    /// <summary>It is not done.</summary>
    /// <param name="Kind">What kind of problem it is.</param>
    /// <param name="Why">Why not, in words.</param>
    /// <param name="Ways">What to do instead.</param>
    /// <param name="Thread">The consultation as it is now; null where there is none of that number.</param>
    public sealed record Refused(ProblemKind Kind, string Why, IReadOnlyList<ConsultAction> Ways, Consultation? Thread)
        : ConsultationAnswer;
}
