namespace Sidecar.Impact.Imports.Tokens;

/// <summary>How far a string, or a piece of one, goes.</summary>
/// <param name="Content">Where what it says ends.</param>
/// <param name="Next">Where what follows begins.</param>
/// <param name="IsPlain">Whether it means what it shows: no escape in it, and it was closed.</param>
/// <param name="IsHole">Whether a hole with code begins there.</param>
internal readonly record struct TextEnd(int Content, int Next, bool IsPlain, bool IsHole = false);
