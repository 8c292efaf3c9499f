using Sidecar.Agents;
using Sidecar.Claims;

namespace Sidecar.Terminal;

/// <summary>Commands that help somebody on whose way is barred. Each works as it stands.</summary>
internal static class NextStep
{
    /// <summary>What to do about one holder.</summary>
    public static string For(ClaimConflict conflict, bool mayWait) => mayWait
        ? $"sidecar claim --wait 60s {ShellWord.Paths([conflict.Wanted.Text])}"
        : Ask(conflict.Held);

    /// <summary>A message that asks a holder to let go.</summary>
    public static string Ask(Claim held)
    {
        var text = $"Please release {Printable.Short(held.Pattern.Text, 200)} when you can: I need it.";
        return $"sidecar send {held.Holder.Name} {ShellWord.Quote(text)} --kind request";
    }
}
