using System.Text;

namespace Sidecar.Storage;

/// <summary>
/// A search as people type it, in the language of SQLite's full-text index: words that must all occur, each as the
/// beginning of a word, case and accents ignored; "quoted words" one after the other. What the index knows no words of
/// (signs, emoji, scripts that put no spaces between words) is looked for as it stands; so is a word that ends with a sign.
/// </summary>
/// <param name="Match">The expression for MATCH; null where the index is not needed.</param>
/// <param name="Literals">What must occur as it stands.</param>
internal sealed record FullText(string? Match, IReadOnlyList<string> Literals)
{
    /// <summary>The longest search, in characters; SQLite limits how many words one expression may have.</summary>
    public const int MaxLength = 500;

    /// <summary>The most parts that are looked for as they stand: each is compared with every message.</summary>
    public const int MaxLiterals = 8;

    /// <summary>Everything is found.</summary>
    public static readonly FullText Nothing = new(null, []);

    /// <summary>Reads a search. Any text is one: there is no syntax that could be wrong.</summary>
    /// <exception cref="SidecarException">
    /// It is longer than <see cref="MaxLength"/>, holds nothing to look for, or more than <see cref="MaxLiterals"/> signs.
    /// </exception>
    public static FullText Parse(string text)
    {
        if (text.Length > MaxLength)
            throw SidecarException.Usage($"The search is {text.Length} characters long; {MaxLength} are allowed.", "search for fewer words");

        var match = new List<string>();
        var literals = new List<string>();
        foreach (var (term, isPhrase) in Terms(text))
        {
            var isIndexed = HasIndexedWords(term);
            if (isIndexed)
                match.Add(isPhrase ? $"\"{term}\"" : $"\"{term}\" *");
            if (!isIndexed || EndsWithSign(term))
                literals.Add(term);
        }

        if (match.Count == 0 && literals.Count == 0)
            throw SidecarException.Usage("There is nothing to look for.", "search for a word, or leave the search out");

        literals = [.. literals.Distinct(StringComparer.OrdinalIgnoreCase)];
        if (literals.Count > MaxLiterals)
        {
            throw SidecarException.Usage(
                $"The search has {literals.Count} parts without indexed words (signs, emoji, scripts without spaces); {MaxLiterals} are allowed.",
                "search for fewer of them");
        }

        return new FullText(match.Count == 0 ? null : string.Join(" AND ", match.Distinct(StringComparer.Ordinal)), literals);
    }

    // A NUL would end the expression in the middle of a string, and stands in no message.
    private static IEnumerable<(string Term, bool IsPhrase)> Terms(string text)
    {
        var parts = text.Replace('\0', ' ').Split('"');
        for (var index = 0; index < parts.Length; index++)
        {
            var isPhrase = index % 2 == 1;
            if (!isPhrase)
            {
                foreach (var word in parts[index].Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries))
                    yield return (word, false);
            }
            else if (!string.IsNullOrWhiteSpace(parts[index]))
            {
                yield return (parts[index].Trim(), true);
            }
        }
    }

    // The index drops signs, and C++ is not every word with a C. A star only says what is so anyway: it is a beginning.
    private static bool EndsWithSign(string term)
    {
        Rune.DecodeLastFromUtf16(term, out var last, out _);
        return last.Value != '*' && (Rune.IsPunctuation(last) || Rune.IsSymbol(last));
    }

    private static bool HasIndexedWords(string term)
    {
        var runes = term.EnumerateRunes().ToList();
        return runes.Exists(rune => Rune.IsLetter(rune) || Rune.IsNumber(rune)) && !runes.Exists(IsOfScriptWithoutCase);
    }

    // Chinese, Japanese, Thai and others: the index takes a whole sentence for one word.
    private static bool IsOfScriptWithoutCase(Rune rune) =>
        Rune.GetUnicodeCategory(rune) is System.Globalization.UnicodeCategory.OtherLetter && rune.Value > 0xff;
}
