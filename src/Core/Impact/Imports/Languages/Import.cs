namespace Sidecar.Impact.Imports.Languages;

/// <summary>One import, in the words of its language.</summary>
/// <param name="From">What it names: "./a", "..pkg.mod", "crate::a::b", "com.acme.Thing".</param>
/// <param name="Name">What is taken from there, where the language says that apart ("from a import b"); else null.</param>
internal readonly record struct Import(string From, string? Name = null);
