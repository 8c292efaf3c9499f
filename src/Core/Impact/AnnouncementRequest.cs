using Sidecar.Claims;
using Sidecar.Impact.Imports;

namespace Sidecar.Impact;

/// <summary>What somebody says that it is about to do. All of it is kept, or nothing.</summary>
/// <param name="Intent">What is to be done; one line of 1 to <see cref="MaxIntentLength"/> characters.</param>
/// <param name="Files">1 to <see cref="ClaimPattern.MaxPerCall"/> files, directories, globs or resources.</param>
/// <param name="DependsOn">What they depend on, at most <see cref="ClaimPattern.MaxPerCall"/>; declared only.</param>
/// <param name="Symbols">The names in those files that it is about, at most <see cref="MaxSymbols"/>.</param>
public sealed record AnnouncementRequest(
    string Intent, IReadOnlyList<ClaimPattern> Files, IReadOnlyList<ClaimPattern> DependsOn, IReadOnlyList<string> Symbols)
{
    /// <summary>The longest intent, in characters.</summary>
    public const int MaxIntentLength = 500;

    /// <summary>How many names of functions, types and the like.</summary>
    public const int MaxSymbols = 100;

    /// <summary>The longest of them, in characters.</summary>
    public const int MaxSymbolLength = 200;

    /// <summary>How many imports found in the files are kept; of more the first.</summary>
    internal const int MaxScanned = 1000;

    /// <summary>Looks whether the request keeps to the limits.</summary>
    /// <exception cref="SidecarException">It does not.</exception>
    public void Check()
    {
        CheckCount(Files.Count, least: 1, "announces", "files");
        CheckCount(DependsOn.Count, least: 0, "depends on", "paths");
        if (string.IsNullOrWhiteSpace(Intent))
            throw SidecarException.Usage("The intent is empty.", "say in a few words what you are about to do");
        if (Intent.Any(char.IsControl))
            throw SidecarException.Usage("The intent must be one line without control characters.", "say the rest in a message");
        if (Intent.Length > MaxIntentLength)
        {
            throw SidecarException.Usage(
                $"The intent has {Intent.Length} characters; {MaxIntentLength} is the most.", "say it shorter, and send the rest as a message");
        }

        if (Symbols.Count > MaxSymbols)
            throw SidecarException.Usage($"{Symbols.Count} symbols in one announcement; {MaxSymbols} is the most.", "name the most important ones");
        if (Symbols.FirstOrDefault(IsWrong) is { } wrong)
        {
            throw SidecarException.Usage(
                $"'{Printable.Short(wrong, 60)}' is no symbol: 1 to {MaxSymbolLength} characters on one line.", "name functions or types, such as Login.Check");
        }
    }

    private static void CheckCount(int count, int least, string does, string what)
    {
        if (count < least || count > ClaimPattern.MaxPerCall)
        {
            throw SidecarException.Usage(
                $"One announcement {does} {least} to {ClaimPattern.MaxPerCall} {what}, not {count}.", "name a directory such as src/api/");
        }
    }

    private static bool IsWrong(string symbol) =>
        string.IsNullOrWhiteSpace(symbol) || symbol.Length > MaxSymbolLength || symbol.Any(char.IsControl);
}
