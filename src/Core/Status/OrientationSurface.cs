using Sidecar.Consultations;
using Sidecar.Messages;

namespace Sidecar.Status;

/// <summary>What depends on where an orientation is shown: a tool is not called as a command is.</summary>
/// <param name="Length">How long these messages are there.</param>
/// <param name="WhereWhole">Where all of a cut message is.</param>
/// <param name="ReadSummary">How another summary is read.</param>
/// <param name="Next">What is awaited from the reader in a consultation.</param>
public sealed record OrientationSurface(
    Func<IReadOnlyList<Message>, int> Length, Func<Message, string> WhereWhole, string ReadSummary, Func<Consultation, string> Next);
