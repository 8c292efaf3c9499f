namespace Sidecar.Setup;

/// <summary>One file or folder that a set-up looked at.</summary>
/// <param name="Path">Which, absolute.</param>
/// <param name="Effect">What became of it.</param>
/// <param name="Says">The same in a sentence.</param>
/// <param name="Difference">What changes in the text, line by line; null where there is no text or no change.</param>
/// <param name="Next">What to do now, preferably a command that works as it stands.</param>
internal sealed record SetupStep(
    string Path, SetupEffect Effect, string Says, string? Difference = null, string? Next = null)
{
    public static SetupStep Failed(string path, string says, string next) =>
        new(path, SetupEffect.Failed, says, Next: next);
}
