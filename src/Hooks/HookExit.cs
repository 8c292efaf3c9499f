namespace Sidecar.Hooks;

/// <summary>What the hook's exit code tells the stub. The stub goes on for every code but <see cref="Stop"/>.</summary>
internal static class HookExit
{
    /// <summary>Git may go on.</summary>
    public const int Proceed = 0;

    /// <summary>Git must not go on.</summary>
    public const int Stop = 1;

    /// <summary>The hook was called in a way that it does not know.</summary>
    public const int Usage = 2;
}
