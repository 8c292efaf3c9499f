using System.Text.Json;

namespace Sidecar.Setup.Clients;

/// <summary>Where one value stands in a JSON text.</summary>
/// <param name="Kind">Its first token.</param>
/// <param name="Start">Its first byte.</param>
/// <param name="End">The byte after its last.</param>
/// <param name="Members">An object's members in their order; empty for everything else.</param>
internal sealed record JsonPart(JsonTokenType Kind, int Start, int End, IReadOnlyList<JsonMember> Members)
{
    public bool IsObject => Kind is JsonTokenType.StartObject;

    /// <summary>The member of this name; the last one counts where there are several, as for every JSON reader.</summary>
    public JsonMember? Find(string name) => Members.LastOrDefault(member => member.Name == name);
}
