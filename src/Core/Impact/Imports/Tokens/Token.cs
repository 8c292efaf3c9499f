namespace Sidecar.Impact.Imports.Tokens;

/// <summary>A piece of source text.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Start">Where it begins.</param>
/// <param name="Length">How long it is.</param>
internal readonly record struct Token(TokenKind Kind, int Start, int Length);
