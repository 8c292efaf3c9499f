namespace Sidecar.Setup.Clients;

/// <summary>Takes one member out of an object of a JSON text; the others keep their bytes and comments.</summary>
internal static class JsonRemoval
{
    public static string Remove(string json, JsonPart parent, int index)
    {
        // The member goes with the white space before it, unless that white space ends a comment.
        var member = parent.Members[index];
        var withSpace = Cut(json, parent, index, JsonGaps.StartOfSpace(json, member.Start));
        var withoutSpace = Cut(json, parent, index, member.Start);
        return HaveSameShape(withSpace, withoutSpace) ? withSpace : withoutSpace;
    }

    private static string Cut(string json, JsonPart parent, int index, int start)
    {
        var end = parent.Members[index].Value.End;
        if (JsonGaps.CommaAfter(json, end) is { } comma)
            json = json.Remove(comma, 1);

        json = json.Remove(start, end - start);
        var isLast = index == parent.Members.Count - 1;
        return isLast && index > 0 && JsonGaps.CommaAfter(json, parent.Members[index - 1].Value.End) is { } before
            ? json.Remove(before, 1)
            : json;
    }

    private static bool HaveSameShape(string one, string other) =>
        JsonOutline.TryRead(one, out var first, out _) && JsonOutline.TryRead(other, out var second, out _)
        && Names(first).SequenceEqual(Names(second), StringComparer.Ordinal);

    private static IEnumerable<string> Names(JsonPart part) =>
        part.Members.SelectMany(member => Names(member.Value).Prepend(member.Name));
}
